/** The API version that the stand-in speaks: the one the `stripe` SDK 23.1 is pinned to. */
export const API_VERSION = '2026-10-28.endive'
