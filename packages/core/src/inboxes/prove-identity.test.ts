import { describe, expect, it } from '@jest/globals'
import { anApiChannel, testSecrets } from '../../testing/index.ts'
import { proveIdentity } from './prove-identity.ts'

const secrets = testSecrets()
const optional = anApiChannel()
const mandatory = anApiChannel({ hmacMandatory: true })
const identifier = 'user-42'
const proof = secrets.sign(optional.hmacToken, identifier)

describe('proving an identity', () => {
  it.each([
    ['no proof where none is needed', optional, { identifier }, { proven: false }],
    ['a proof that holds', optional, { identifier, identifierHash: proof }, { proven: true }],
    [
      'a proof that holds where one is needed',
      mandatory,
      { identifier, identifierHash: proof },
      { proven: true },
    ],
  ])('takes %s', (_what, channel, claim, value) => {
    expect(proveIdentity(channel, claim, secrets)).toEqual({ ok: true, value })
  })

  it.each([
    ['a proof that does not hold', optional, { identifier, identifierHash: `${proof}0` }],
    ['a proof of another identifier', optional, { identifier: 'user-43', identifierHash: proof }],
    ['a proof of nothing', optional, { identifierHash: proof }],
    ['no proof where one is needed', mandatory, { identifier }],
  ])('refuses %s', (_what, channel, claim) => {
    expect(proveIdentity(channel, claim, secrets)).toEqual({
      ok: false,
      error: { code: 'inbox/identity-not-proven' },
    })
  })
})
