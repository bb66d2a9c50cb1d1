import { Skeleton } from '@/components/ui/skeleton'

/** The room that the form and the summary will take. */
export function CheckoutSkeleton() {
  return (
    <div role="status" className="grid items-start gap-x-16 gap-y-8 lg:grid-cols-[1fr_25rem]">
      <span className="sr-only">Checkout is loading</span>
      <div className="-mx-4 -mt-8 flex min-h-14 items-center justify-between border-b border-line bg-surface px-4 md:-mx-6 md:-mt-12 md:px-6 lg:order-2 lg:m-0 lg:block lg:rounded-card lg:border lg:p-6">
        <Skeleton className="h-5 w-32" />
        <Skeleton className="h-6 w-20 lg:mt-6 lg:h-24 lg:w-full" />
        <Skeleton className="hidden lg:mt-6 lg:block lg:h-32 lg:w-full" />
      </div>
      <div className="grid gap-8">
        {[1, 5, 2].map((fields) => (
          <div key={fields} className="grid gap-4">
            <Skeleton className="h-7 w-36" />
            {Array.from({ length: fields }, (_, index) => (
              <Skeleton key={index} className="h-18 w-full" />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}
