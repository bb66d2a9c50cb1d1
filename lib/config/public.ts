/** What anyone may know, a browser too. Stands in the build, so that static pages can say it. */

/** The parts whose routes another deployment serves (SERVICES). */
export const partsElsewhere: readonly string[] = (process.env.ELSEWHERE ?? '').split(' ').filter(Boolean)

/** The branch that this deployment previews; empty when it is none. next.config.js puts it there. */
export const previewBranch: string = process.env.PREVIEW_MARK ?? ''
