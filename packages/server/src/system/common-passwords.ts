import { type CommonPasswords, lazily } from '@parlance/core'

/** No password that is shorter can be chosen anywhere. */
const SHORTEST = 8

/** Loaded with the first password that somebody chooses, and only what is long enough to be one is kept. */
const loaded = lazily(async (): Promise<ReadonlySet<string>> => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(
    dictionary['passwords-common']
      .filter(({ length }) => length >= SHORTEST)
      .map((password) => password.toLowerCase()),
  )
})

/** What people choose most. */
export const commonPasswords: CommonPasswords = {
  has: async (password) => (await loaded()).has(password.toLowerCase()),
}
