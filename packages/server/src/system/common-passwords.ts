import { type CommonPasswords, lazily, SHORTEST_PASSWORD } from '@parlance/core'

/** Loaded with the first password that somebody chooses, and only what is long enough to be one is kept. */
const loaded = lazily(async (): Promise<ReadonlySet<string>> => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(
    dictionary['passwords-common']
      .filter(({ length }) => length >= SHORTEST_PASSWORD)
      .map((password) => password.toLowerCase()),
  )
})

/** What people choose most. */
export const commonPasswords: CommonPasswords = {
  has: async (password) => (await loaded()).has(password.toLowerCase()),
}
