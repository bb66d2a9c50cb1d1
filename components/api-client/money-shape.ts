import type { Money } from '@/lib/core/money'
import { object, text, whole } from './shape'

export const MoneyShape = object<Money>({ amount: whole, currency: text })
