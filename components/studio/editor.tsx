'use client'

import { Eye, PencilLine } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import type { z } from 'zod'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { useIsAlive } from '@/components/ui/use-is-alive'
import { ConflictDialog } from './conflict/conflict-dialog'
import { KeptVersion } from './conflict/kept-version'
import { EditorHeader } from './editor-header'
import { EditorNotices } from './editor-notices'
import { FieldStateProvider, useFieldState, useReports } from './field-state'
import { Segmented } from './fields/segmented'
import { issuesOf, onePerPath, onlyTheServerKnows } from './issues'
import { IssuesSummary } from './issues-summary'
import { asText, changesBetween, productsIn } from './page-kinds'
import { PreviewPane } from './preview/preview-pane'
import { PublishControls } from './publish/publish-controls'
import type { Publishing } from './publish/use-publish'
import { usePublish } from './publish/use-publish'
import { LeaveDialog } from './save/leave-dialog'
import { isUnsaved } from './save/machine'
import { saveCopy } from './save/save-copy'
import type { Draft } from './save/use-draft'
import { useLeaveGuard } from './save/use-leave-guard'
import { useNames } from './use-names'
import { clockTime } from './when'

interface EditorProps<Content extends object> {
  draft: Draft<Content>
  schema: z.ZodType<Content>
  /** of the page, as the draft has it */
  name: string
  /** The form; told how to archive and to discard. */
  children: (publishing: Publishing) => ReactNode
}

type View = 'form' | 'preview'

/** A page's form beside the page itself: saved by itself, shown as it will be, published when it is whole. */
export function Editor<Content extends object>({ draft, schema, name, children }: EditorProps<Content>) {
  const { page, content, saving, flush, choose } = draft
  const { kind } = page
  const isAlive = useIsAlive()
  const [view, setView] = useState<View>('form')
  const [isAside, setAside] = useState(false)
  const [kept, setKept] = useState<{ title: string; text: string } | null>(null)
  const publishing = usePublish(draft)
  const theirs = saving.phase.name === 'conflict' ? saving.phase.theirs : null
  const names = useNames(productsIn(content, page.published, theirs?.content))

  const { reports, report } = useReports()
  const here = useMemo(() => issuesOf(kind, content), [kind, content])
  const issues = useMemo(() => {
    const server = onlyTheServerKnows(page.issues, issuesOf(kind, saving.base.content))
    return onePerPath([...reports, ...here, ...server, ...publishing.refused])
  }, [here, kind, page.issues, publishing.refused, reports, saving.base.content])
  const fields = useFieldState(issues, page.revision > 0)

  const hasReports = reports.length > 0
  const saveAll = useCallback(async () => (await flush()) && !hasReports, [flush, hasReports])
  const guard = useLeaveGuard({ isUnsaved: isUnsaved(saving) || hasReports, flush: saveAll })
  useSaveKey(flush)
  const words = saveCopy(saving, { draftAt: page.draft?.updatedAt ?? null, time: clockTime })
  const changes =
    page.published === null || page.published === undefined
      ? null
      : changesBetween(kind, page.published, content, names)

  return (
    <FieldStateProvider {...fields} report={report}>
      <div className="flex min-h-dvh flex-col lg:h-dvh">
        <EditorHeader page={page} name={name} saveCopy={words.short}>
          <PublishControls
            page={page}
            changes={changes}
            issues={issues.length}
            isConflict={theirs !== null}
            publishing={publishing}
          />
        </EditorHeader>
        <div className="flex justify-center border-b border-line bg-surface p-2 lg:hidden">
          <Segmented
            label="What is shown"
            value={view}
            onChange={setView}
            options={[
              { value: 'form', label: 'Edit', icon: PencilLine },
              { value: 'preview', label: 'Preview', icon: Eye },
            ]}
          />
        </div>
        <main
          id="main"
          tabIndex={-1}
          className="grid min-h-0 flex-1 outline-none lg:grid-cols-[minmax(26rem,38rem)_minmax(0,1fr)]"
        >
          <div
            className={classNames(
              'min-h-0 px-4 pt-6 pb-24 md:px-6 lg:block lg:overflow-y-auto lg:border-r lg:border-line',
              view !== 'form' && 'hidden',
            )}
          >
            {/* Words that are typed before the page listens would be lost, and clicks: it takes none. */}
            <fieldset disabled={!isAlive} className="mx-auto max-w-2xl min-w-0">
              <div className="grid gap-4 pb-6 empty:hidden">
                <EditorNotices
                  draft={draft}
                  schema={schema}
                  trouble={words.trouble}
                  publishing={publishing}
                />
                {theirs && (
                  <div>
                    <Button onClick={() => setAside(false)}>Compare the two versions</Button>
                  </div>
                )}
                {kept && <KeptVersion {...kept} onDrop={() => setKept(null)} />}
                <IssuesSummary kind={kind} issues={issues} onGo={() => setView('form')} />
              </div>
              {children(publishing)}
            </fieldset>
          </div>
          <aside
            aria-label="Preview"
            className={classNames(
              'h-[calc(100dvh-11rem)] min-h-0 p-4 md:px-6 lg:block lg:h-auto',
              view !== 'preview' && 'hidden',
            )}
          >
            <PreviewPane page={page} version={page.draft?.version ?? 0} />
          </aside>
        </main>
      </div>
      {theirs && (
        <ConflictDialog
          kind={kind}
          base={saving.base.content}
          mine={content}
          theirs={theirs}
          names={names}
          open={!isAside}
          onClose={() => setAside(true)}
          onChoose={(chosen, { whose, content: notTaken }) => {
            setAside(false)
            setKept({
              title:
                whose === 'mine'
                  ? 'Your version, which you did not take'
                  : 'Their version, which you did not take',
              text: asText(kind, notTaken, names),
            })
            choose(chosen)
          }}
        />
      )}
      <LeaveDialog guard={guard} isUnreadable={!isUnsaved(saving)} />
    </FieldStateProvider>
  )
}

/** Ctrl+S or ⌘S saves at once, as hands expect. */
function useSaveKey(flush: () => Promise<boolean>) {
  useEffect(() => {
    const save = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.metaKey || event.ctrlKey) || event.altKey) return
      event.preventDefault()
      void flush()
    }
    addEventListener('keydown', save)
    return () => removeEventListener('keydown', save)
  }, [flush])
}
