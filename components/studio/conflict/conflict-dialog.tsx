'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Dialog } from '@/components/ui/dialog'
import type { Change, Names } from '@/lib/publishing/rules/describe-changes'
import type { PageKind } from '@/lib/publishing/schema'
import { labelOf } from '../field-labels'
import { changesBetween } from '../page-kinds'
import type { Theirs } from '../save/machine'
import { When } from '../when'
import { type Dispute, disputes, merge, proposal, type Side } from './merge'

interface ConflictDialogProps<Content extends object> {
  kind: PageKind
  base: Content
  mine: Content
  theirs: Theirs<Content>
  names: Names
  open: boolean
  /** Looks later; nothing is saved until one has chosen. */
  onClose: () => void
  /** `notTaken`: the version that the page does not show now. */
  onChoose: (content: Content, notTaken: { whose: Side; content: Content }) => void
}

/** Two versions of one page, side by side: one, the other, or some of both. */
export function ConflictDialog<Content extends object>({
  kind,
  base,
  mine,
  theirs,
  names,
  open,
  onClose,
  onChoose,
}: ConflictDialogProps<Content>) {
  const found = disputes({ base, mine, theirs: theirs.content })
  const [own, setOwn] = useState<Record<string, Side>>({})
  const choice = { ...proposal(found), ...own }
  const changes = changesBetween(kind, theirs.content, mine, names)
  const who = theirs.by ?? 'Someone'

  const takeTheirs = () => onChoose(theirs.content, { whose: 'mine', content: mine })
  const keepMine = () => onChoose(mine, { whose: 'theirs', content: theirs.content })
  const keepChosen = () =>
    onChoose(merge(mine, theirs.content, choice), { whose: 'theirs', content: theirs.content })

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={theirs.by ? `${who} edited this page too` : 'This page has been published'}
      className="sheet-wide"
    >
      <div className="grid gap-5">
        <p className="text-muted">
          {theirs.by ? `${who} saved` : 'It was published, or its draft discarded,'} while you were writing
          {theirs.at && (
            <>
              {' '}
              (<When at={theirs.at} />)
            </>
          )}
          . Nothing of yours is lost, and nothing is saved until you choose. Fields that only one of you
          changed are set already.
        </p>
        <ul className="grid border-t border-line">
          {found.map((dispute) => (
            <li key={dispute.key} className="border-b border-line py-4">
              <DisputedField
                dispute={dispute}
                label={labelOf(kind, dispute.key)}
                changes={changes.filter(({ path }) => path.split('.')[0] === dispute.key)}
                who={theirs.by ?? 'Published'}
                side={choice[dispute.key] ?? 'mine'}
                onChange={(side) => setOwn({ ...own, [dispute.key]: side })}
              />
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-3">
          <Button onClick={keepChosen}>Keep what is chosen</Button>
          <Button tone="secondary" onClick={keepMine}>
            Keep mine
          </Button>
          <Button tone="secondary" onClick={takeTheirs}>
            Take theirs
          </Button>
        </div>
        <p className="text-sm text-muted">
          The version you do not take is kept here until you close the page.
        </p>
      </div>
    </Dialog>
  )
}

interface DisputedFieldProps {
  dispute: Dispute
  label: string
  changes: readonly Change[]
  who: string
  side: Side
  onChange: (side: Side) => void
}

function DisputedField({ dispute, label, changes, who, side, onChange }: DisputedFieldProps) {
  const words = (part: 'before' | 'after') =>
    changes
      .map((change) => (changes.length > 1 ? `${change.label}: ${change[part]}` : change[part]))
      .join('\n')
  const option = (value: Side, title: string, text: string) => (
    <label
      className={classNames(
        'grid content-start gap-1 rounded-card border p-3',
        side === value ? 'border-ink bg-surface' : 'border-line',
      )}
    >
      <span className="flex items-center gap-2 text-sm font-medium">
        <input
          type="radio"
          name={`side-${dispute.key}`}
          checked={side === value}
          onChange={() => onChange(value)}
          className="size-4 accent-accent"
        />
        {title}
      </span>
      <span className="line-clamp-8 text-[0.9375rem] break-words whitespace-pre-line">
        {text || <span className="text-muted italic">nothing</span>}
      </span>
    </label>
  )
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-sm">
        <span className="font-medium">{label}</span>{' '}
        {dispute.changedBy === 'both' && <span className="text-warning">· both of you changed it</span>}
      </legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {option('mine', 'Yours', words('after'))}
        {option('theirs', who, words('before'))}
      </div>
    </fieldset>
  )
}
