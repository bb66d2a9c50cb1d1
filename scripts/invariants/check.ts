/** One thing that must always hold. `run` answers what breaks it, one sentence each; nothing when it holds. */
export interface Check {
  id: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7'
  rule: string
  run(): Promise<string[]>
}
