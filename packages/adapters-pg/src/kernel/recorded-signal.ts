import type { OrganizationId } from '@parlance/core'

export type Listener = (organizationId: OrganizationId) => void

/** Tells listeners in this process which organizations have new events. */
export interface RecordedSignal {
  readonly on: (listener: Listener) => () => void
  /** Tells every listener in the next turn of the event loop, once for an organization however often it is told. */
  readonly tell: (organizationId: OrganizationId) => void
}

export const createRecordedSignal = (onError: (error: unknown) => void): RecordedSignal => {
  const listeners = new Set<Listener>()
  let waiting = new Set<OrganizationId>()

  const flush = () => {
    const told = waiting
    waiting = new Set()
    for (const organizationId of told) {
      for (const listener of listeners) {
        try {
          listener(organizationId)
        } catch (error) {
          onError(error)
        }
      }
    }
  }

  return {
    on: (listener) => {
      const own: Listener = (organizationId) => listener(organizationId)
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
    tell: (organizationId) => {
      if (waiting.size === 0) setImmediate(flush)
      waiting.add(organizationId)
    },
  }
}
