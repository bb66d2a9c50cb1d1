import { Check } from 'lucide-react'
import { STEPS } from './order-words'

/** How far the order has come: steps done, the one it is at, those to come. */
export function OrderSteps({ done }: { done: number }) {
  return (
    <ol aria-label="Progress" className="grid grid-cols-4">
      {STEPS.map((step, index) => {
        const isDone = index < done
        const isLatest = index === done - 1
        return (
          <li key={step} aria-current={isLatest ? 'step' : undefined} className="relative">
            {index > 0 && (
              <span
                aria-hidden
                className={`absolute top-3 right-full left-[calc(-100%+1.75rem)] mr-1 h-px transition-colors ${isDone ? 'bg-live' : 'bg-line'}`}
              />
            )}
            <span
              aria-hidden
              className={`grid size-6 place-items-center rounded-full border transition-colors ${
                isDone ? 'border-live bg-live text-paper' : 'border-line bg-paper'
              }`}
            >
              {isDone && <Check strokeWidth={2} className="size-3.5" />}
            </span>
            <span className={`mt-2 block text-sm ${isLatest ? 'font-medium' : 'text-muted'}`}>
              {step}
              <span className="sr-only">{isDone ? ', done' : ', to come'}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
