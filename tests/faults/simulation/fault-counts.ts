export interface FaultCounts {
  kills: number
  callsNeverSent: number
  answersLost: number
  webhooksLost: number
  webhooksRepeated: number
  messagesLost: number
  messagesRepeated: number
}

export const noFaults = (): FaultCounts => ({
  kills: 0,
  callsNeverSent: 0,
  answersLost: 0,
  webhooksLost: 0,
  webhooksRepeated: 0,
  messagesLost: 0,
  messagesRepeated: 0,
})
