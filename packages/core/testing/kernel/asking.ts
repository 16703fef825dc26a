import {
  type AskedCondition,
  type Conditions,
  type JsonValue,
  type Language,
  readConditions,
} from '../../src/index.ts'
import { succeeded } from './in-work.ts'
import { START } from './stopped-clock.ts'

/** A condition that is joined to the next one by AND; its custom attribute is of what the language is about. */
export const condition = (
  key: string,
  operator: string,
  values: readonly JsonValue[] = [],
  more: Partial<AskedCondition> = {},
): AskedCondition => ({ key, operator, values, custom: null, join: null, ...more })

/** The conditions as they are kept; they must be right. */
export const read = <Key extends string>(
  language: Language<Key>,
  ...asked: readonly AskedCondition[]
): Conditions<Key> => succeeded(readConditions(asked, { language, customKeys: new Set(), now: START }))
