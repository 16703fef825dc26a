import type { AttributeChange, AttributeChanges, Timestamp } from '@parlance/core'
import { z } from 'zod'
import { isoMillisOrNull } from '../push/index.ts'

const changeSchema = z
  .object({ previous_value: z.unknown(), current_value: z.unknown() })
  .meta({ id: 'WebhookAttributeChange', description: 'Times are ISO 8601 with milliseconds, or null' })

export const changedAttributesSchema = z
  .array(z.record(z.string(), changeSchema))
  .meta({ id: 'WebhookChangedAttributes', description: 'One entry per attribute, each with one key' })

export type ChangedAttributes = z.infer<typeof changedAttributesSchema>

/** What one change of the domain is on the wire: usually one attribute, under the name and in the form that the wire has. */
type PresentChange = (change: AttributeChange) => ChangedAttributes

/** Which attributes the wire tells about, and how. What is not named here stays inside. */
export type ChangePresenters = Readonly<Record<string, PresentChange>>

/** One entry of a change list. */
export const changed = (attribute: string, previous: unknown, current: unknown): ChangedAttributes => [
  { [attribute]: { previous_value: previous, current_value: current } },
]

/** Tells the attribute as it is, under this name. */
export const plain =
  (attribute: string): PresentChange =>
  ({ previous, current }) =>
    changed(attribute, previous ?? null, current ?? null)

/** Tells a moment or null, under this name. */
export const moment =
  (attribute: string): PresentChange =>
  ({ previous, current }) =>
    changed(attribute, presentMoment(previous), presentMoment(current))

const presentMoment = (value: unknown): string | null => isoMillisOrNull((value ?? null) as Timestamp | null)

/** A change list of the wire, in the order of the presenters. */
export const presentChanges = (presenters: ChangePresenters, changes: AttributeChanges): ChangedAttributes =>
  Object.entries(presenters).flatMap(([attribute, present]) => {
    const change = changes[attribute]
    return change ? present(change) : []
  })
