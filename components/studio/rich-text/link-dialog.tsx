'use client'

import type { Editor } from '@tiptap/react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/text-field'
import { SafeHref } from '@/lib/core/rich-text'

/** An address for the marked words; without marked words, words for the address too. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const [before] = useState<string>(() => String(editor.getAttributes('link')['href'] ?? ''))
  const [needsWords] = useState(() => editor.state.selection.empty && !before)
  const [href, setHref] = useState(before)
  const [words, setWords] = useState('')
  const [error, setError] = useState<string>()

  const close = () => {
    onClose()
    // The dialog gives the focus back to what opened it; the writer wants it in the text.
    requestAnimationFrame(() => editor.commands.focus())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const parsed = SafeHref.safeParse(href.trim())
    if (!parsed.success) return setError(parsed.error.issues[0]?.message)
    const link = { type: 'link', attrs: { href: parsed.data } }
    if (needsWords) {
      const text = words.trim() || parsed.data
      editor
        .chain()
        .insertContent({ type: 'text', text, marks: [link] })
        .run()
    } else {
      editor.chain().extendMarkRange('link').setLink({ href: parsed.data }).run()
    }
    close()
  }
  const remove = () => {
    editor.chain().extendMarkRange('link').unsetLink().run()
    close()
  }
  return (
    <Dialog open onClose={close} title={before ? 'Change the link' : 'Link to'}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <TextField
          label="Address"
          hint="A page of this shop, like /c/lighting, or https://…, mailto:… or tel:…"
          autoComplete="off"
          autoFocus
          value={href}
          error={error}
          onChange={(event) => {
            setHref(event.target.value)
            setError(undefined)
          }}
        />
        {needsWords && (
          <TextField
            label="Words that lead there"
            optional
            autoComplete="off"
            value={words}
            maxLength={200}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
        <div className="flex flex-wrap gap-3">
          <Button type="submit">{before ? 'Change' : 'Add the link'}</Button>
          {before && (
            <Button tone="secondary" onClick={remove}>
              Remove the link
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
