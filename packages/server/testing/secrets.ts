/** Names of members that hold something that only whoever asked may know. */
const SECRET = /token|secret|password|(?:^|_)code$|_codes$|^api_key$|^key$|signing_key$|otpauth|hmac/i

/** Names that look like them, and hold nothing secret. */
const HARMLESS = /type$|status|_at$|configured|mandatory|^code$|expires_in/

/** What is too short to be told from other text. */
const SHORTEST = 6

/** Everything in an answer that is to be kept secret, wherever it stands. */
export const secretsIn = (answer: unknown, name = ''): readonly string[] => {
  if (typeof answer === 'string') {
    const secret = SECRET.test(name) && !HARMLESS.test(name) && answer.length >= SHORTEST
    return secret ? [answer] : []
  }
  if (Array.isArray(answer)) return answer.flatMap((one) => secretsIn(one, name))
  if (typeof answer !== 'object' || answer === null) return []
  return Object.entries(answer).flatMap(([member, value]) => secretsIn(value, member))
}
