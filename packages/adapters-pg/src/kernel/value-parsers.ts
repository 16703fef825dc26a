import pg, { type CustomTypesConfig } from 'pg'

const INT8 = 20
const TIMESTAMPTZ = 1184

/** How values come out of the database: bigint as a number, a moment as milliseconds since 1970; the rest as pg does it. */
export const VALUE_PARSERS: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && oid === INT8) return parseInteger
    if (format !== 'binary' && oid === TIMESTAMPTZ) return parseMoment
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

const parseInteger = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database holds a number that is too large: ${text}`)
  return value
}

/** `2026-01-05 09:00:00.123+00`, as a session in UTC writes it. */
export const parseMoment = (text: string): number => {
  const iso = text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text
  const moment = Date.parse(iso)
  if (Number.isNaN(moment)) throw new RangeError(`The database holds a moment that is none: ${text}`)
  return moment
}
