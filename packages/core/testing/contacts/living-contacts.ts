import type { Contact, ContactId, OrganizationId } from '../../src/index.ts'
import type { Tables } from '../memory-database.ts'

/** The contacts of an organization that were not deleted. */
export const livingContacts = (
  { contacts }: Pick<Tables, 'contacts'>,
  organizationId: OrganizationId,
): readonly Contact[] => contacts.of(organizationId).filter(({ deletedAt }) => deletedAt === undefined)

/** A contact that was not deleted. */
export const livingContact = (
  { contacts }: Pick<Tables, 'contacts'>,
  organizationId: OrganizationId,
  id: ContactId,
): Contact | null => {
  const contact = contacts.get(organizationId, id)
  return contact && contact.deletedAt === undefined ? contact : null
}
