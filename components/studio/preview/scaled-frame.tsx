'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'

/** What a page is looked at with: its width, and the most of its height, in CSS pixels. */
const DEVICES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: Infinity },
} as const
export type Device = keyof typeof DEVICES

/** A page at a device's true width, made small enough to fit. */
export function ScaledFrame({ device, ...frame }: { device: Device } & ComponentProps<'iframe'>) {
  const place = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null)
  useEffect(() => {
    if (!place.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])

  const { width, height: most } = DEVICES[device]
  const scale = room ? Math.min(1, room.width / width) : 1
  const height = room ? Math.min(most, room.height / scale) : 0
  return (
    <div ref={place} className="min-h-0 flex-1 overflow-hidden">
      <div
        className={classNames(
          'mx-auto overflow-hidden border border-line bg-paper',
          device === 'phone' && 'rounded-card',
        )}
        style={{ width: width * scale, height: height * scale }}
      >
        <iframe
          {...frame}
          className="origin-top-left"
          style={{ width, height, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  )
}
