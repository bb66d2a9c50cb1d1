/**
 * The Content-Security-Policy of pages that are the same for everyone. They are made ahead, so they carry no nonce; they
 * load no script but ours and show no markup of a user.
 * Plain JavaScript: next.config.js reads it before anything is compiled.
 *
 * @param {boolean} development `next dev`, which needs eval for its error messages
 */
export const shopPolicy = (development) =>
  [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
