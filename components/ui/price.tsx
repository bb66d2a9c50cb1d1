import { formatMoney } from '@/lib/core/format'
import type { Money } from '@/lib/core/money'
import { classNames } from './class-names'

/** An amount as the shop writes it: "$148.00", in figures that keep their column. */
export function Price({ money, className }: { money: Money; className?: string }) {
  return <span className={classNames('figures whitespace-nowrap', className)}>{formatMoney(money)}</span>
}
