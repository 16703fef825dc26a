import type { Secrets } from './secrets.ts'

/** A secret to sign webhooks with, in the form the Standard Webhooks specification gives them: `whsec_` and base64 of 32 bytes. */
export const signingSecret = (secrets: Pick<Secrets, 'token'>): string => {
  const urlSafe = secrets.token(32)
  const base64 = urlSafe.replaceAll('-', '+').replaceAll('_', '/')
  return `whsec_${base64.padEnd(Math.ceil(base64.length / 4) * 4, '=')}`
}
