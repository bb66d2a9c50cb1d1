import type { Change } from '@/lib/publishing/rules/describe-changes'

/** What is different, field by field: as it was, and as it is now. */
export function ChangesList({ changes }: { changes: readonly Change[] }) {
  return (
    <ul className="grid border-t border-line">
      {changes.map(({ path, label, before, after }) => (
        <li key={path} className="grid gap-1.5 border-b border-line py-3">
          <p className="text-sm font-medium">{label}</p>
          <div className="grid gap-x-6 gap-y-1 text-[0.9375rem] sm:grid-cols-2">
            <Words label="Before" words={before} isOld />
            <Words label="After" words={after} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function Words({ label, words, isOld = false }: { label: string; words: string; isOld?: boolean }) {
  return (
    <p className={isOld ? 'text-muted' : undefined}>
      <span className="block text-sm text-muted">{label}</span>
      {words === '' ? (
        <span className="text-muted italic">nothing</span>
      ) : (
        <span className="line-clamp-12 break-words whitespace-pre-line">{words}</span>
      )}
    </p>
  )
}
