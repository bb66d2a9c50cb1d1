import { redirect } from 'next/navigation'

/** There is no shop here. */
export default function Home(): never {
  redirect('/warehouse')
}
