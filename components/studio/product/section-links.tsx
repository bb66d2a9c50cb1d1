const SECTIONS = [
  ['words', 'Words'],
  ['photographs', 'Photographs'],
  ['selling', 'Selling'],
  ['placement', 'Placement'],
  ['search-engines', 'Search engines'],
] as const

/** The parts of the form, to go to one at once. */
export function SectionLinks() {
  return (
    <nav aria-label="Parts of the form" className="pb-6">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-[0.9375rem]">
        {SECTIONS.map(([id, label]) => (
          <li key={id}>
            <a href={`#${id}`} className="inline-flex min-h-9 items-center link">
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
