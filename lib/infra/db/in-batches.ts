import 'server-only'

const BATCH = 1_000
/** So many batches of a kind a run: the next run goes on. */
const BATCHES = 50

/**
 * Runs each statement again and again, each time a short transaction of its own, until it finds nothing more to do.
 * @param statements takes the most rows of one batch, answers how many it changed
 * @returns how many rows each has changed
 */
export async function inBatches<Kind extends string>(
  statements: Record<Kind, (limit: number) => PromiseLike<number>>,
): Promise<Record<Kind, number>> {
  const counts = {} as Record<Kind, number>
  for (const kind of Object.keys(statements) as Kind[]) {
    counts[kind] = 0
    for (let batch = 0; batch < BATCHES; batch++) {
      const changed = await statements[kind](BATCH)
      counts[kind] += changed
      if (changed < BATCH) break
    }
  }
  return counts
}
