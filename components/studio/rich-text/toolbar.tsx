'use client'

import { type Editor, useEditorState } from '@tiptap/react'
import { Bold, Heading3, Italic, Link, List, ListOrdered, type LucideIcon, Redo2, Undo2 } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'

interface ToolbarProps {
  editor: Editor | null
  /** id of the text */
  controls: string
  onLink: () => void
}

interface Tool {
  label: string
  icon: LucideIcon
  isOn?: (editor: Editor) => boolean
  canRun?: (editor: Editor) => boolean
  run: (editor: Editor) => void
}

const TOOLS: readonly Tool[] = [
  {
    label: 'Bold',
    icon: Bold,
    isOn: (editor) => editor.isActive('bold'),
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    label: 'Italic',
    icon: Italic,
    isOn: (editor) => editor.isActive('italic'),
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    label: 'Heading',
    icon: Heading3,
    isOn: (editor) => editor.isActive('heading'),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  {
    label: 'List',
    icon: List,
    isOn: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    label: 'Numbered list',
    icon: ListOrdered,
    isOn: (editor) => editor.isActive('orderedList'),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
]
const HISTORY: readonly Tool[] = [
  {
    label: 'Undo',
    icon: Undo2,
    canRun: (editor) => editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    label: 'Redo',
    icon: Redo2,
    canRun: (editor) => editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run(),
  },
]

/** What can be done with the text. One stop for Tab; the arrow keys go along it. */
export function RichTextToolbar({ editor, controls, onLink }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const link: Tool = {
    label: 'Link',
    icon: Link,
    isOn: (editor) => editor.isActive('link'),
    run: onLink,
  }
  const tools = [...TOOLS, link, ...HISTORY]
  const states = useEditorState({
    editor,
    selector: ({ editor }) =>
      tools.map(({ isOn, canRun }) => ({
        isOn: editor && isOn ? isOn(editor) : null,
        canRun: editor ? (canRun?.(editor) ?? true) : false,
      })),
  })

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])]
    const here = buttons.findIndex((button) => button === document.activeElement)
    const target = buttons.at((here + step) % buttons.length)
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1
    target?.focus()
  }
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label="Text"
      aria-controls={controls}
      onKeyDown={walk}
      className="flex flex-wrap border-b border-line p-1"
    >
      {tools.map(({ label, icon: Icon, run }, index) => {
        const { isOn = null, canRun = false } = states?.[index] ?? {}
        return (
          <button
            key={label}
            type="button"
            tabIndex={index === 0 ? 0 : -1}
            aria-label={label}
            title={label}
            aria-pressed={isOn ?? undefined}
            aria-disabled={!canRun || undefined}
            onClick={() => editor && canRun && run(editor)}
            className={classNames(
              'grid size-10 place-items-center rounded-card',
              isOn ? 'bg-ink text-paper' : canRun ? 'hover:text-accent' : 'text-control',
            )}
          >
            <Icon aria-hidden strokeWidth={1.5} className="size-4.5" />
          </button>
        )
      })}
    </div>
  )
}
