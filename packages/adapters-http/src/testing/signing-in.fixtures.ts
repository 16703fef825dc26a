import { expect } from '@jest/globals'
import type { Answer, TestServer } from './test-server.fixtures.ts'

/** What signing in is answered with. */
export interface SignedInAnswer {
  readonly token: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly user: Readonly<Record<string, unknown>> & { readonly api_access_token?: string }
}

/** A password that nobody else has. */
export const PASSWORD = 'correct horse battery staple'

/** Posts to a route of signing in, with an access token where one is given. */
export const auth = (server: TestServer, path: string, body: unknown, bearer?: string): Promise<Answer> =>
  server.ask('POST', `/api/v1/auth/${path}`, {
    body,
    ...(bearer !== undefined && { headers: { authorization: `Bearer ${bearer}` } }),
  })

/** Who calls with this access token. */
export const me = (server: TestServer, bearer: string): Promise<Answer> =>
  server.ask('GET', '/api/v1/auth/me', { headers: { authorization: `Bearer ${bearer}` } })

let count = 0

/** An address that nobody has yet. */
export const newEmail = (): string => {
  count += 1
  return `person${count}@acme.test`
}

/** Somebody who registered just now. */
export const registered = async (
  server: TestServer,
  email = newEmail(),
): Promise<SignedInAnswer & { readonly email: string }> => {
  const answer = await auth(server, 'register', { email, password: PASSWORD })
  expect(answer.status).toBe(201)
  return { ...(answer.json as SignedInAnswer), email }
}

/** The digits in the newest mail to an address. */
export const mailedCode = async (server: TestServer, email: string): Promise<string> => {
  await server.world.settled()
  const mail = server.world.mailer.sent.findLast(({ to }) => to === email)
  const [code] = /\b\d{6}\b/.exec(mail?.text ?? '') ?? []
  if (!code) throw new Error(`No code was mailed to ${email}`)
  return code
}

/** Six other digits. */
export const wrongCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** Has one-time codes asked for, and gives their secret and the recovery codes. The next code is good a minute later. */
export const withTotp = async (
  server: TestServer,
  token: string,
): Promise<{ readonly secret: string; readonly recoveryCodes: readonly string[] }> => {
  const { secret } = (await auth(server, 'totp/setup', {}, token)).json as { secret: string }
  const { oneTimeCodes, clock } = server.world
  const enabled = await auth(server, 'totp/verify', { code: oneTimeCodes.codeAt(secret, clock.now()) }, token)
  expect(enabled.status).toBe(200)
  clock.advance(60_000)
  return { secret, recoveryCodes: (enabled.json as { recovery_codes: string[] }).recovery_codes }
}
