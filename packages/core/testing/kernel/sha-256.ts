/** The first 64 primes, of whose roots SHA-256 takes its constants. */
const PRIMES = ((): readonly number[] => {
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n += 1) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  }
  return primes
})()

const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)))
const BLOCK = 64

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** The UTF-8 bytes of a text; what is no character becomes U+FFFD. */
export const utf8 = (text: string): readonly number[] =>
  Array.from(text.toWellFormed(), (character) => bytesOf(character.codePointAt(0) ?? 0)).flat()

const bytesOf = (point: number): readonly number[] => {
  const tail = (shift: number) => 0x80 | ((point >> shift) & 0x3f)
  if (point < 0x80) return [point]
  if (point < 0x800) return [0xc0 | (point >> 6), tail(0)]
  if (point < 0x10000) return [0xe0 | (point >> 12), tail(6), tail(0)]
  return [0xf0 | (point >> 18), tail(12), tail(6), tail(0)]
}

/** SHA-256 without a platform, so that what tests sign and digest is what the real thing would. Slow: for tests only. */
export const sha256 = (bytes: readonly number[]): readonly number[] => {
  const padded = pad(bytes)
  let hash: readonly number[] = START
  for (let at = 0; at < padded.length; at += BLOCK) {
    hash = compress(hash, schedule(padded.slice(at, at + BLOCK)))
  }
  return hash.flatMap(toBytes)
}

const toBytes = (word: number): readonly number[] => [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff)

const pad = (bytes: readonly number[]): readonly number[] => {
  const zeros = (2 * BLOCK - 9 - (bytes.length % BLOCK)) % BLOCK
  const bits = bytes.length * 8
  return [
    ...bytes,
    0x80,
    ...Array.from({ length: zeros }, () => 0),
    ...toBytes(Math.floor(bits / 2 ** 32)),
    ...toBytes(bits | 0),
  ]
}

const schedule = (block: readonly number[]): Int32Array => {
  const words = new Int32Array(64)
  const at = (index: number) => words[index] ?? 0
  for (let i = 0; i < 64; i += 1) {
    if (i < 16) {
      words[i] = [0, 1, 2, 3].reduce((word, byte) => (word << 8) | (block[4 * i + byte] ?? 0), 0)
      continue
    }
    const near = at(i - 2)
    const far = at(i - 15)
    const mixedNear = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10)
    const mixedFar = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)
    words[i] = at(i - 16) + mixedFar + at(i - 7) + mixedNear
  }
  return words
}

const compress = (hash: readonly number[], words: Int32Array): readonly number[] => {
  let [a, b, c, d, e, f, g, h] = hash as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i += 1) {
    const mixedE = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const chosen = (e & f) ^ (~e & g)
    const first = (h + mixedE + chosen + (ROUNDS[i] ?? 0) + (words[i] ?? 0)) | 0
    const mixedA = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const second = (mixedA + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + (hash[i] ?? 0)) | 0)
}

/** HMAC-SHA256 (RFC 2104). */
export const hmacSha256 = (key: readonly number[], bytes: readonly number[]): readonly number[] => {
  const short = key.length > BLOCK ? sha256(key) : key
  const mask = (with_: number) => Array.from({ length: BLOCK }, (_, i) => (short[i] ?? 0) ^ with_)
  return sha256([...mask(0x5c), ...sha256([...mask(0x36), ...bytes])])
}

/** Lower-case hexadecimal. */
export const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
