/**
 * Lists of values in the binary form in which Postgres takes them. Of rows that are sent as lists, one for each column, it
 * reads nothing twice: as JSON it would look for the columns in each row, and turn each of them from text into what it is.
 */

/** The types of columns that can be sent, with the numbers by which Postgres knows them. */
const TYPES = {
  boolean: 16,
  bigint: 20,
  integer: 23,
  text: 25,
  xid: 28,
  json: 114,
  timestamptz: 1184,
  uuid: 2950,
  jsonb: 3802,
} as const

export type BinaryType = keyof typeof TYPES

/** A value that can be written as its type; a moment is a number of milliseconds since 1970. */
export type BinaryValue = string | number | boolean | object | null | undefined

/** What Postgres counts moments from, in milliseconds since 1970. */
const EPOCH = Date.UTC(2000, 0, 1)
const JSONB_VERSION = 1
const NONE = -1

/** Grows as needed, and is used again by the next list. */
let bytes = Buffer.allocUnsafe(64 * 1024)
let end = 0

const room = (more: number): void => {
  if (end + more <= bytes.length) return
  const larger = Buffer.allocUnsafe(Math.max(end + more, 2 * bytes.length))
  bytes.copy(larger, 0, 0, end)
  bytes = larger
}

const int32 = (value: number): void => {
  room(4)
  end = bytes.writeInt32BE(value, end)
}

/** An integer that is exact as a number is, in eight bytes. */
const int64 = (value: number): void => {
  room(12)
  bytes.writeInt32BE(8, end)
  bytes.writeInt32BE(Math.floor(value / 2 ** 32), end + 4)
  bytes.writeUInt32BE(value >>> 0, end + 8)
  end += 12
}

const MOST_BYTES_OF_A_CHARACTER = 3

/** The text, after so many bytes that stand before it. */
const utf8 = (text: string, before = 0): void => {
  room(4 + before + MOST_BYTES_OF_A_CHARACTER * text.length)
  const length = bytes.write(text, end + 4 + before)
  bytes.writeInt32BE(before + length, end)
  end += 4 + before + length
}

/** The value of a hexadecimal digit by its character code; more than 15 for anything else. */
const digit = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : 16
}

/** Every pair of digits in `8-4-4-4-12`. */
const PAIRS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]

const uuid = (id: string): void => {
  room(20)
  bytes.writeInt32BE(16, end)
  end += 4
  let wrong = id.length === 36 ? 0 : 16
  for (let pair = 0; pair < PAIRS.length; pair += 1) {
    const at = PAIRS[pair] as number
    const high = digit(id.charCodeAt(at))
    const low = digit(id.charCodeAt(at + 1))
    wrong |= high | low
    bytes[end] = (high << 4) | low
    end += 1
  }
  if (wrong > 15) throw new TypeError(`Not a UUID: ${id}`)
}

type Write = (value: Exclude<BinaryValue, null | undefined>) => void

/** How a value of each type is written: its length, and what it is. */
const WRITE: Readonly<Record<BinaryType, Write>> = {
  boolean: (value) => {
    room(5)
    bytes.writeInt32BE(1, end)
    bytes[end + 4] = value ? 1 : 0
    end += 5
  },
  integer: (value) => {
    int32(4)
    int32(value as number)
  },
  // The id of a transaction, which is read as a text: 32 bits without a sign.
  xid: (value) => {
    int32(4)
    int32(Number(value) | 0)
  },
  bigint: (value) => int64(value as number),
  timestamptz: (value) => int64(((value as number) - EPOCH) * 1_000),
  uuid: (value) => uuid(value as string),
  text: (value) => utf8(value as string),
  json: (value) => utf8(JSON.stringify(value)),
  jsonb: (value) => {
    const begin = end
    utf8(JSON.stringify(value), 1)
    // Not before: a list that grows leaves behind what it did not count yet.
    bytes[begin + 4] = JSONB_VERSION
  },
}

/**
 * The values as one binary parameter, for `$1::type[]`.
 *
 * @param values null and undefined stand for null.
 */
export const binaryList = (type: BinaryType, values: readonly BinaryValue[]): Buffer =>
  binaryListOf(type, values, itself)

const itself = (value: BinaryValue): BinaryValue => value

/** The same with what `of` gives for each of the things. */
export const binaryListOf = <T>(
  type: BinaryType,
  things: readonly T[],
  of: (thing: T) => BinaryValue,
): Buffer => {
  end = 0
  int32(1)
  int32(1)
  int32(TYPES[type])
  int32(things.length)
  int32(1)
  const write = WRITE[type]
  // Counted, because a list of each column of each batch makes for many steps: an iterator leaves something behind in each.
  for (let at = 0; at < things.length; at += 1) {
    const value = of(things[at] as T)
    if (value === null || value === undefined) int32(NONE)
    else write(value)
  }
  return Buffer.from(bytes.subarray(0, end))
}
