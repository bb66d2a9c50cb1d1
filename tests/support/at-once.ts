/** Does something `times`, `width` of them at any moment. */
export async function atOnce<Result>(
  width: number,
  times: number,
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = Array.from({ length: times }, (_, index) => index).values()
  const worker = async () => {
    for (const index of queue) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}
