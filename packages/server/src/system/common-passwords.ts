import { type CommonPasswords, SHORTEST_PASSWORD } from '@parlance/core'

/** Loaded with the first password that somebody chooses, and only what is long enough to be one is kept. */
const load = async (): Promise<ReadonlySet<string>> => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(
    dictionary['passwords-common']
      .filter(({ length }) => length >= SHORTEST_PASSWORD)
      .map((password) => password.toLowerCase()),
  )
}

let loaded: Promise<ReadonlySet<string>> | undefined

/** What people choose most, with what they add to make it long enough taken away. */
export const commonPasswords: CommonPasswords = {
  has: async (password) => {
    loaded ??= load()
    return (await loaded).has(password.toLowerCase())
  },
}
