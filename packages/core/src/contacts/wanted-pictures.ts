import { actorOf, type Forbidden, permit } from '../access/index.ts'
import type { FetchFile, Files, FileTransaction } from '../files/index.ts'
import { err, type OrganizationId, ok, type RecordedEvent, type Result } from '../kernel/index.ts'
import type { ContactWriter } from './change-contact.ts'
import type { ContactNotFound } from './contact-errors.ts'
import { type ContactEventData, contactEvents } from './contact-event.ts'
import { changeContactPicture } from './contact-picture.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'

/** The longest address of a picture, in characters. */
const LONGEST = 2_048

/** Has the picture at this address fetched for a contact, soon. What is there later is all that is taken. */
export const wantPicture =
  (ports: ContactPorts) =>
  async (
    principal: ContactWriter,
    number: number,
    pictureUrl: string,
  ): Promise<Result<null, Forbidden | ContactNotFound>> => {
    const permitted = permit(principal, 'contacts:write')
    if (!permitted.ok) return permitted
    // What can't be an address was never there.
    if (pictureUrl.length > LONGEST || !/^https?:\/\//i.test(pictureUrl)) return ok(null)
    const at = ports.clock.now()
    const note = await contactEvents(ports, principal.organizationId)
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const contact = await tx.contacts.lock(number)
      if (!contact) return err({ code: 'contact/not-found' })
      await tx.events.record([
        note('contact.picture-wanted', contact, { actor: actorOf(principal), at, pictureUrl }),
      ])
      return ok(null)
    })
  }

/** What makes pictures be fetched. */
export const WANTED_PICTURES = ['contact.picture-wanted'] as const

/** Pictures that are fetched at a time. */
const SIDE_BY_SIDE = 4

interface WantedPicturePorts extends ContactPorts<ContactTransaction & FileTransaction> {
  readonly fetchFile: FetchFile
  readonly takePicture: Files['takePicture']
}

/** Fetches the pictures that are wanted: each is tried once, and one that can't be had is done without. */
export const fetchWantedPictures =
  (ports: WantedPicturePorts) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    for (let at = 0; at < events.length; at += SIDE_BY_SIDE) {
      const some = events.slice(at, at + SIDE_BY_SIDE)
      await Promise.all(some.map((event) => fetchOne(ports, organizationId, event)))
    }
  }

const fetchOne = async (
  ports: WantedPicturePorts,
  organizationId: OrganizationId,
  event: RecordedEvent,
): Promise<void> => {
  const { contact, pictureUrl } = event.data as ContactEventData
  const sent = pictureUrl === undefined ? null : await ports.fetchFile(pictureUrl)
  if (!sent) return
  const taken = await ports.takePicture(organizationId, sent)
  if (!taken.ok) return
  const system = { type: 'system', organizationId } as const
  const changed = await changeContactPicture(ports)(system, contact.number, taken.value.file)
  if (!changed.ok) await taken.value.discard()
}
