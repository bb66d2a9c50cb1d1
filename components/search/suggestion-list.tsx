import { Picture } from '@/components/catalog/picture'
import { classNames } from '@/components/ui/class-names'
import type { Suggestion } from '@/lib/search/schema'

interface SuggestionListProps {
  id: string
  open: boolean
  suggestions: readonly Suggestion[]
  typed: string
  /** index of the one that the arrows are at; -1: none */
  active: number
  onHover: (index: number) => void
  onChoose: (suggestion: Suggestion) => void
}

/** The listbox of the search box. The focus stays in the box; a press here must not take it. */
export function SuggestionList(props: SuggestionListProps) {
  const { id, open, suggestions, typed, active, onHover, onChoose } = props
  return (
    <ul
      id={id}
      role="listbox"
      aria-label="Suggestions"
      hidden={!open}
      onMouseDown={(event) => event.preventDefault()}
      className="absolute top-full left-0 z-40 mt-2 max-h-[70dvh] w-[calc(100vw-2rem)] lg:right-0 lg:left-auto lg:w-80 overflow-y-auto rounded-card border border-line bg-surface py-2"
    >
      {open &&
        suggestions.map((suggestion, index) => (
          <li
            key={suggestion.href}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseMove={() => onHover(index)}
            onClick={() => onChoose(suggestion)}
            className={classNames(
              'flex cursor-pointer items-center gap-3 px-4 py-2',
              index === active && 'bg-paper text-accent',
            )}
          >
            {suggestion.photo ? (
              <Picture photo={suggestion.photo} alt="" sizes="40px" className="w-10 shrink-0" />
            ) : (
              <span aria-hidden className="grid h-12.5 w-10 shrink-0 place-items-center border border-line">
                →
              </span>
            )}
            <span className="min-w-0">
              <span className="block truncate">
                <Emphasized text={suggestion.label} typed={typed} />
              </span>
              <span className="block truncate text-sm text-muted">{suggestion.hint}</span>
            </span>
          </li>
        ))}
    </ul>
  )
}

/** What was typed, set heavier where it begins a word. */
function Emphasized({ text, typed }: { text: string; typed: string }) {
  const at = ` ${text}`.toLowerCase().indexOf(` ${typed.toLowerCase()}`)
  if (at < 0 || typed === '') return text
  return (
    <>
      {text.slice(0, at)}
      <b className="font-semibold">{text.slice(at, at + typed.length)}</b>
      {text.slice(at + typed.length)}
    </>
  )
}
