/**
 * How many times slower the pages of a test's own context compute (CPU_SLOWDOWN, 1 unless given): shows which test acts
 * before its page listens, which a busy machine finds now and then.
 */
export const CPU_SLOWDOWN = Number(process.env['CPU_SLOWDOWN'] ?? 1)
