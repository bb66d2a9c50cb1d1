'use client'

import { sharedValue, useShared } from '@/components/ui/shared-value'
import { BLANK, type Details, DetailsShape } from './details'
import { recall, remember } from './tab-memory'

const DETAILS = 'fiftyone.checkout.details'
const details = sharedValue(BLANK, () => recall(DETAILS, DetailsShape) ?? BLANK)

function change(part: Partial<Details>): void {
  const changed = { ...details.read(), ...part }
  remember(DETAILS, changed)
  details.write(changed)
}

/** What was typed, kept for as long as this tab lives: a reload, a detour or a crash loses nothing. */
export const useDetails = (): [Details, (part: Partial<Details>) => void] => [useShared(details), change]
