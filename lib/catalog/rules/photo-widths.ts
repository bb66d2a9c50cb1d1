/** Widths in pixels of the files that a photograph comes in. */
export const PHOTO_WIDTHS = [320, 480, 640, 960, 1280] as const
