import 'server-only'
import { z } from 'zod'
import { newId } from '../core/ids'
import type { ShopTx } from '../infra/db/shop'
import type { DraftContent, Editor, PageContent, PageKey, PageKind } from './schema'

const Draft = z.object({
  content: z.unknown(),
  baseRevision: z.int(),
  version: z.int(),
  savedFrom: z.int(),
  updatedBy: z.string(),
  updatedByName: z.string(),
  updatedAt: z.date(),
})
export type StoredDraft = z.infer<typeof Draft>

const DRAFT = {
  content: true,
  baseRevision: true,
  version: true,
  savedFrom: true,
  updatedBy: true,
  updatedByName: true,
  updatedAt: true,
} as const

export const drafts = {
  async find(tx: ShopTx, { kind, id }: PageKey): Promise<StoredDraft | null> {
    return tx.pageDraft.findUnique({ where: { kind_pageId: { kind, pageId: id } }, select: DRAFT })
  },

  /** Over the version `savedFrom`, or as the first draft (0). @returns null when that is not the version any more */
  async save(
    tx: ShopTx,
    draft: PageKey & {
      content: DraftContent
      baseRevision: number
      savedFrom: number
      editor: Editor
    },
  ): Promise<StoredDraft | null> {
    const { kind, id, baseRevision, savedFrom, editor } = draft
    const content = JSON.stringify(draft.content)
    const rows = await tx.$queryRaw<unknown[]>`
      INSERT INTO "PageDraft" AS d (kind, "pageId", content, "baseRevision", "savedFrom", "updatedBy", "updatedByName")
      SELECT ${kind}::"PageKind", ${id}, ${content}::jsonb, ${baseRevision}, ${savedFrom}, ${editor.id}, ${editor.name}
      WHERE ${savedFrom} = 0 OR EXISTS (
        SELECT FROM "PageDraft" WHERE kind = ${kind}::"PageKind" AND "pageId" = ${id} AND version = ${savedFrom})
      ON CONFLICT (kind, "pageId") DO UPDATE SET content = excluded.content, "baseRevision" = excluded."baseRevision",
        version = excluded.version, "savedFrom" = excluded."savedFrom", "updatedBy" = excluded."updatedBy",
        "updatedByName" = excluded."updatedByName", "updatedAt" = now()
      WHERE d.version = ${savedFrom}
      RETURNING content, "baseRevision", version, "savedFrom", "updatedBy", "updatedByName", "updatedAt"`
    return z.array(Draft).parse(rows)[0] ?? null
  },

  async remove(tx: ShopTx, { kind, id }: PageKey): Promise<void> {
    await tx.pageDraft.deleteMany({ where: { kind, pageId: id } })
  },
}

const REVISION = {
  number: true,
  content: true,
  note: true,
  publishedByName: true,
  publishedAt: true,
} as const

export interface StoredRevision {
  number: number
  content: unknown
  note: string
  publishedByName: string
  publishedAt: Date
}

export const revisions = {
  async find(tx: ShopTx, { kind, id }: PageKey, number: number): Promise<StoredRevision | null> {
    return tx.pageRevision.findUnique({
      where: { kind_pageId_number: { kind, pageId: id, number } },
      select: REVISION,
    })
  },

  async latest(tx: ShopTx, { kind, id }: PageKey): Promise<StoredRevision | null> {
    return tx.pageRevision.findFirst({
      where: { kind, pageId: id },
      orderBy: { number: 'desc' },
      select: REVISION,
    })
  },

  /** The newest first, older than `before`. */
  async page(tx: ShopTx, { kind, id }: PageKey, before: number, limit: number): Promise<StoredRevision[]> {
    return tx.pageRevision.findMany({
      where: { kind, pageId: id, number: { lt: before } },
      orderBy: { number: 'desc' },
      take: limit,
      select: REVISION,
    })
  },

  /** The revision that this editor published from this version of the draft; null when there is none. */
  async publishedFrom(
    tx: ShopTx,
    { kind, id }: PageKey,
    draftVersion: number,
    editor: Editor,
  ): Promise<number | null> {
    const row = await tx.pageRevision.findFirst({
      where: { kind, pageId: id, draftVersion, publishedBy: editor.id },
      select: { number: true },
    })
    return row?.number ?? null
  },

  /** A revision is written once: the same number again changes nothing. */
  async add(
    tx: ShopTx,
    revision: PageKey & {
      number: number
      content: PageContent
      note: string
      editor: Editor
      draftVersion?: number
      publishedAt?: Date
    },
  ): Promise<void> {
    const { kind, id, number, content, note, editor, draftVersion, publishedAt } = revision
    await tx.$executeRaw`
      INSERT INTO "PageRevision" (kind, "pageId", number, content, note, "publishedBy", "publishedByName", "draftVersion", "publishedAt")
      VALUES (${kind}::"PageKind", ${id}, ${number}, ${JSON.stringify(content)}::jsonb, ${note}, ${editor.id}, ${editor.name},
        ${draftVersion ?? null}, coalesce(${publishedAt ?? null}::timestamptz, now()))
      ON CONFLICT DO NOTHING`
  },
}

export const redirects = {
  /** Whose address this was. */
  async owner(tx: ShopTx, kind: PageKind, slug: string): Promise<string | null> {
    const row = await tx.slugRedirect.findUnique({
      where: { kind_slug: { kind, slug } },
      select: { pageId: true },
    })
    return row?.pageId ?? null
  },

  async slugsOf(tx: ShopTx, { kind, id }: PageKey): Promise<string[]> {
    const rows = await tx.slugRedirect.findMany({ where: { kind, pageId: id }, select: { slug: true } })
    return rows.map(({ slug }) => slug)
  },

  async like(tx: ShopTx, kind: PageKind, base: string): Promise<string[]> {
    const rows = await tx.slugRedirect.findMany({
      where: { kind, slug: { startsWith: base } },
      select: { slug: true },
    })
    return rows.map(({ slug }) => slug)
  },

  /** The page has moved from one address to another; one it had before is its own again. */
  async move(tx: ShopTx, { kind, id }: PageKey, { from, to }: { from: string; to: string }): Promise<void> {
    await tx.slugRedirect.deleteMany({ where: { kind, slug: to, pageId: id } })
    await tx.slugRedirect.createMany({ data: [{ kind, slug: from, pageId: id }], skipDuplicates: true })
  },
}

export type EditAction =
  | 'created'
  | 'draft_begun'
  | 'discarded'
  | 'restored'
  | 'published'
  | 'archived'
  | 'unarchived'
  | 'stock_edited'
  | 'shared'

/** Who did what. */
export async function logEdit(
  tx: ShopTx,
  { kind, id }: PageKey,
  edit: { action: EditAction; detail?: Record<string, string | number>; editor: Editor },
): Promise<void> {
  const { action, detail = {}, editor } = edit
  await tx.editLog.create({
    data: { id: newId(), kind, pageId: id, action, detail, actor: editor.id, actorName: editor.name },
  })
}
