import {
  type ContactId,
  type FieldProblem,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { ContactDetails } from './contact.ts'
import { type ContactStore, UNIQUE_ATTRIBUTES, type UniqueAttribute } from './contact-store.ts'

/**
 * Everything that is wrong with details that cannot be kept: also which of their sound values another contact has, so that
 * whoever sent them is told at once.
 */
export const everyProblem = async (
  contacts: Pick<ContactStore, 'findBy'>,
  { details, own }: { readonly details: ContactDetails; readonly own: ContactId | null },
  problems: readonly FieldProblem[],
): Promise<ValidationFailed> => {
  const taken: FieldProblem[] = []
  for (const field of UNIQUE_ATTRIBUTES) {
    const value = details[field]
    if (value === null || problems.some((problem) => problem.field === field)) continue
    const other = await contacts.findBy(field, value)
    if (other && other.id !== own) taken.push({ field, problem: 'taken' })
  }
  return validationFailed(
    ...[...problems, ...taken].toSorted((left, right) => placeOf(left) - placeOf(right)),
  )
}

/** What tells one person from another comes first. */
const placeOf = ({ field }: FieldProblem): number => {
  const place = UNIQUE_ATTRIBUTES.indexOf(field as UniqueAttribute)
  return place === -1 ? UNIQUE_ATTRIBUTES.length : place
}
