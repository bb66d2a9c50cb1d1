'use client'

import { EditorContent, useEditor } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { RichText } from '@/lib/core/rich-text'
import { useField, useReport } from '../field-state'
import { sameContent } from '../save/same-content'
import { readDocument, writeDocument } from './document'
import { extensions } from './extensions'
import { LinkDialog } from './link-dialog'
import { RichTextToolbar } from './toolbar'

interface RichTextFieldProps {
  path: string
  label: string
  hint: string
  text: RichText
  onChange: (text: RichText) => void
}

/** Text with headings, lists, bold, italic and links. What cannot be kept stays on the screen and is said. */
export function RichTextField({ path, label, hint, text, onChange }: RichTextFieldProps) {
  const { id, error, onBlur } = useField(path)
  const report = useReport(path)
  const [isLinking, setLinking] = useState(false)
  /** the text that the editor shows, so that what comes from elsewhere can be told from an echo */
  const shown = useRef(text)
  const described = [error && `${id}-error`, `${id}-hint`].filter(Boolean).join(' ')
  const attributes = {
    id,
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-labelledby': `${id}-label`,
    'aria-describedby': described,
    ...(error && { 'aria-invalid': 'true' }),
    class: 'rich-text min-h-40 px-3.5 py-3',
  }
  const editor = useEditor({
    extensions,
    content: writeDocument(text),
    injectCSS: false,
    immediatelyRender: false,
    editorProps: { attributes },
    onUpdate({ editor }) {
      const read = readDocument(editor.getJSON())
      report(read.ok ? null : read.message)
      if (!read.ok) return
      shown.current = read.text
      onChange(read.text)
    },
    onBlur,
  })

  useEffect(() => {
    if (!editor || sameContent(text, shown.current)) return
    shown.current = text
    report(null)
    editor.commands.setContent(writeDocument(text), { emitUpdate: false })
  }, [editor, text, report])

  const askForLink = (event: React.KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    setLinking(true)
  }
  return (
    <div className="grid gap-1.5">
      <span id={`${id}-label`} className="text-sm font-medium">
        {label}
      </span>
      <div
        onKeyDown={askForLink}
        className={classNames(
          'rounded-card border bg-surface focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent',
          error ? 'border-danger' : 'border-control hover:border-ink',
        )}
      >
        <RichTextToolbar editor={editor} controls={id} onLink={() => setLinking(true)} />
        {editor ? <EditorContent editor={editor} /> : <div className="min-h-40" />}
      </div>
      <p id={`${id}-hint`} className="text-sm text-muted">
        {hint}
      </p>
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-danger">
          {error}
        </p>
      )}
      {editor && isLinking && <LinkDialog editor={editor} onClose={() => setLinking(false)} />}
    </div>
  )
}
