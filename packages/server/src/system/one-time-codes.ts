import { type OneTimeCodes, SECOND } from '@parlance/core'
import { nodeSecrets } from './node-secrets.ts'

const STEP = 30 * SECOND
const ISSUER = 'Parlance'
const DIGITS = /^\d{6}$/
const SECRET_BYTES = 20

/** Loaded with the first secret, or the first code. */
const otplib = () => import('otplib')

const codeOf = async (secret: string, counter: number): Promise<string> =>
  (await otplib()).generate({ strategy: 'hotp', secret, counter })

/** One-time codes as authenticator apps make them. */
export const oneTimeCodes: OneTimeCodes = {
  propose: async (account) => {
    const { generateSecret, generateURI } = await otplib()
    const { renderSVG } = await import('uqr')
    const secret = generateSecret({ length: SECRET_BYTES })
    const url = generateURI({ issuer: ISSUER, label: account, secret })
    return { secret, url, picture: renderSVG(url) }
  },
  stepOf: async (secret, code, at) => {
    if (!DIGITS.test(code)) return null
    const now = Math.floor(at / STEP)
    const steps = [now, now - 1, now + 1]
    const codes = await Promise.all(steps.map((step) => codeOf(secret, step)))
    // Each is compared, whichever it is.
    const right = codes.map((one) => nodeSecrets.equal(one, code))
    return steps.find((_step, at) => right[at]) ?? null
  },
}
