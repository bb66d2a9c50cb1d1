/** `next dev`: React needs eval for its error messages there, and there alone. Known at build time; not a setting. */
export const isDevelopmentBuild = process.env.NODE_ENV === 'development'
