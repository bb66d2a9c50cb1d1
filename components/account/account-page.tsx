import { OrderPhoto } from '@/components/checkout/order-photo'
import { wordsOfOrder } from '@/components/checkout/order-words'
import { Badge } from '@/components/ui/badge'
import { buttonLook } from '@/components/ui/button-look'
import { DocumentLink } from '@/components/ui/document-link'
import { Notice } from '@/components/ui/notice'
import { Price } from '@/components/ui/price'
import type { OrderView } from '@/lib/orders/schema'
import { SignInButton, SignOutButton } from './auth-forms'

interface AccountPageProps {
  who: { name: string; email: string } | null
  orders: readonly OrderView[]
  signInFailed: boolean
}

/** One's own orders: those of this browser, and with an account those of all its browsers. */
export function AccountPage({ who, orders, signInFailed }: AccountPageProps) {
  return (
    <div className="mx-auto max-w-4xl">
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-6">
        <div>
          <h1 className="display-type text-title">Your orders</h1>
          <p className="mt-2 text-muted">
            {who ? `Signed in as ${who.name || who.email}` : 'Placed in this browser'}
          </p>
        </div>
        {who && <SignOutButton />}
      </header>
      {signInFailed && (
        <Notice tone="danger" title="Signing in did not work" className="mt-8">
          <p className="mt-1">You can try again; nothing has changed.</p>
        </Notice>
      )}
      {!who && (
        <section
          aria-labelledby="sign-in"
          className="mt-8 flex flex-wrap items-center justify-between gap-6 rounded-card border border-line bg-surface p-6"
        >
          <div>
            <h2 id="sign-in" className="font-medium">
              Have an account?
            </h2>
            <p className="mt-1 max-w-[48ch] text-sm text-muted">
              Sign in to see the orders of all your browsers. What you put in your cart here comes along.
            </p>
          </div>
          <SignInButton />
        </section>
      )}
      {orders.length === 0 ? <NoOrders /> : <OrderList orders={orders} />}
    </div>
  )
}

function OrderList({ orders }: { orders: readonly OrderView[] }) {
  return (
    <ul className="mt-10 border-t border-line">
      {orders.map((order) => (
        <OrderRow key={order.number} order={order} />
      ))}
    </ul>
  )
}

const DATE = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' })
const PHOTOS = 4

function OrderRow({ order }: { order: OrderView }) {
  const { short, tone } = wordsOfOrder(order)
  const units = order.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return (
    <li className="border-b border-line">
      <DocumentLink
        href={`/orders/${order.number}`}
        className="group grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-4 py-5 sm:grid-cols-[1fr_auto_7rem]"
      >
        <div className="min-w-0">
          <p className="figures font-medium group-hover:text-accent">{order.number}</p>
          <p className="mt-1 text-sm text-muted">
            <time dateTime={order.placedAt}>{DATE.format(new Date(order.placedAt))}</time>
            {` · ${units} ${units === 1 ? 'piece' : 'pieces'} · `}
            <Price money={order.total} />
          </p>
          <div className="mt-3">
            <Badge tone={tone}>{short}</Badge>
          </div>
        </div>
        <div aria-hidden className="col-start-2 row-start-1 flex justify-end gap-2 sm:col-span-2">
          {order.lines.slice(0, PHOTOS).map(({ sku, imageKey }, index) => (
            <span key={sku} className={`block w-14 sm:w-18 ${index > 0 ? 'hidden sm:block' : ''}`}>
              <OrderPhoto imageKey={imageKey} />
            </span>
          ))}
        </div>
      </DocumentLink>
    </li>
  )
}

function NoOrders() {
  return (
    <div className="mt-12">
      <p className="display-type text-heading">No orders yet.</p>
      <p className="mt-2 text-muted">What you order shows up here, and follows its way to you.</p>
      <DocumentLink href="/" className={`mt-6 ${buttonLook({ tone: 'secondary' })}`}>
        See what is new
      </DocumentLink>
    </div>
  )
}
