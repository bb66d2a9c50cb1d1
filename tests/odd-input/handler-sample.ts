import type { Things } from '../access/table'
import type { Sample } from './requests'

export interface HandlerSample extends Sample {
  /** somebody of the table may do this with these things; else the sample itself is refused */
  isWelcome: boolean
  /** headers by which a machine proves the very bytes that it sends */
  proof?: (body: string, url: string) => Record<string, string>
}

type More = Partial<Pick<HandlerSample, 'params' | 'query' | 'body' | 'proof'>>
export type MoreOf = (things: Things) => More | Promise<More>
