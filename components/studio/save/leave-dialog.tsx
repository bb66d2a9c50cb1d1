'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { useLeaveGuard } from './use-leave-guard'

interface LeaveDialogProps {
  guard: ReturnType<typeof useLeaveGuard>
  /** something typed is no price, no text that a page can have: it is kept nowhere */
  isUnreadable: boolean
}

/** The last words could not be saved before a link was followed: stay, or go and find them here again. */
export function LeaveDialog({ guard, isUnreadable }: LeaveDialogProps) {
  return (
    <Dialog open={guard.wayOut !== null} onClose={guard.stay} title="Not everything is saved">
      <div className="grid gap-5">
        <p>
          {isUnreadable
            ? 'Something in the form cannot be read, a price for example. It is lost when you leave; everything else is saved.'
            : 'Your last words have not reached the shop. They are kept on this device, and offered to you when you open this page here again.'}
        </p>
        <div className="flex flex-wrap gap-3">
          <Button onClick={guard.stay}>Stay here</Button>
          <Button tone="secondary" onClick={guard.leave}>
            Leave all the same
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
