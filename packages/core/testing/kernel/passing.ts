import { DAY, type JsonValue, type Test, WRITTEN_DAY, WRITTEN_NUMBER } from '../../src/index.ts'

/** What an item has under an attribute: tags as a list, moments as milliseconds; null for nothing. */
export type Held = string | number | boolean | readonly string[] | null

const lower = (values: readonly string[]): readonly string[] => values.map((value) => value.toLowerCase())

const isIn = (texts: readonly string[], values: readonly string[]): boolean =>
  texts.some((text) => lower(values).includes(text))

const isPartOf = (texts: readonly string[], values: readonly string[]): boolean =>
  texts.some((text) => lower(values).some((value) => text.includes(value)))

const wordsPass = (test: Test, texts: readonly string[], isTags: boolean): boolean => {
  const absent = texts.length === 0
  switch (test.type) {
    case 'equals':
      return isIn(texts, test.any) || (absent && test.orAbsent)
    case 'differs':
      return absent ? isTags || test.orAbsent : !isIn(texts, test.from)
    case 'contains':
      return isPartOf(texts, test.any)
    case 'lacks':
      return !absent && !isPartOf(texts, test.all)
    case 'begins':
      return texts.some((text) => text.startsWith(test.with.toLowerCase()))
    case 'present':
      return !absent
    case 'absent':
      return absent
    default:
      return false
  }
}

/** Whether an attribute that every item has passes. */
export const passes = (test: Test, held: Held): boolean => {
  if (test.type === 'from') return typeof held === 'number' && held >= test.at
  if (test.type === 'before') return typeof held === 'number' && held < test.at
  const isTags = typeof held === 'object' && held !== null
  return wordsPass(test, lower(isTags ? held : held === null ? [] : [String(held)]), isTags)
}

/** Whether a custom attribute passes: numbers and days may be written as text. */
export const customPasses = (test: Test, held: JsonValue | undefined): boolean => {
  const text = held === undefined || held === null || typeof held === 'object' ? null : String(held)
  switch (test.type) {
    case 'present':
      return held !== undefined && held !== null
    case 'absent':
      return held === undefined || held === null
    case 'from':
      return text !== null && WRITTEN_DAY.test(text) && text.slice(0, 10) >= dayOf(test.at)
    case 'before':
      return text !== null && WRITTEN_DAY.test(text) && text.slice(0, 10) < dayOf(test.at)
    case 'greater':
      return text !== null && WRITTEN_NUMBER.test(text) && Number(text) > test.than
    case 'less':
      return text !== null && WRITTEN_NUMBER.test(text) && Number(text) < test.than
    default:
      return wordsPass(test, text === null ? [] : [text.toLowerCase()], false)
  }
}

const dayOf = (at: number): string => new Date(at - (at % DAY)).toISOString().slice(0, 10)
