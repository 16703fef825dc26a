import type { ApiKeyKind } from '@parlance/core'
import type { Answer, TestServer } from '../../testing/test-server.fixtures.ts'

/** A server's keys, and what asks with them. */
export interface SupportKeys {
  readonly server: string
  readonly client: string
  /** Asks with one of the keys. */
  readonly as: (
    kind: 'server' | 'client',
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>
}

/** Makes a key of an organization. */
export const mintKey = async (
  { engine, seeded }: Pick<TestServer, 'engine' | 'seeded'>,
  kind: Exclude<ApiKeyKind, 'identity'>,
): Promise<string> => {
  const minted = await engine.apiKeys.mint(seeded.principals.owner, { kind, name: `A ${kind} key` })
  if (!minted.ok || minted.value.text === null) throw new Error('There is no key')
  return minted.value.text
}

/** Makes a key of each kind. */
export const mintKeys = async (server: TestServer): Promise<SupportKeys> => {
  const keys = { server: await mintKey(server, 'server'), client: await mintKey(server, 'client') }
  return {
    ...keys,
    as: (kind, method, path, body, headers = {}) =>
      server.ask(method, path, { body, headers: { 'X-API-Key': keys[kind], ...headers } }),
  }
}

/** What an answer says, once it has this status. */
export const said = <T = Record<string, unknown>>(answer: Answer, status: number): T => {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`)
  return answer.json as T
}
