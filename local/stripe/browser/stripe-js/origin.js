/** Where this script came from: the stand-in. Card form, challenge and API are of the same origin. */
export const ORIGIN = new URL(document.currentScript.src).origin
