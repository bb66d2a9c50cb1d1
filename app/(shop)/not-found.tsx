import { LinkButton } from '@/components/ui/link-button'

export default function ShopNotFound() {
  return (
    <div className="shell grid max-w-xl justify-items-start gap-5 py-24">
      <h1 className="display-type text-title">There is nothing at this address</h1>
      <p className="text-muted">It may have been something we no longer make.</p>
      <LinkButton href="/">See what we do</LinkButton>
    </div>
  )
}
