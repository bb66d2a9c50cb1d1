import { Skeleton } from '@/components/ui/skeleton'

/** Where results will be. Without scripts they come after it, and it makes room for them. */
export function ResultsSkeleton() {
  return (
    <div id="results-skeleton">
      <p className="sr-only">Searching…</p>
      <Skeleton className="h-10 w-64 max-w-full" />
      <Skeleton className="mt-4 h-5 w-28" />
      <div className="mt-10 grid gap-10 lg:grid-cols-[13rem_1fr]">
        <div className="hidden content-start gap-4 lg:grid">
          {Array.from({ length: 8 }, (_, index) => (
            <Skeleton key={index} className="h-5" />
          ))}
        </div>
        <div className="grid grid-cols-2 gap-x-4 gap-y-10 md:grid-cols-3 md:gap-x-6 xl:grid-cols-4">
          {Array.from({ length: 8 }, (_, index) => (
            <div key={index}>
              <Skeleton className="aspect-4/5" />
              <Skeleton className="mt-3 h-5 w-3/4" />
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
