import type { OrganizationId } from '../../src/index.ts'

/** Rows by organization and key, as they may be read. */
export interface Rows<Row> {
  readonly get: (organizationId: OrganizationId, key: string) => Row | undefined
  /** All of an organization, in the order in which they came. */
  readonly of: (organizationId: OrganizationId) => readonly Row[]
  /** All of the installation: for what must be unique everywhere. */
  readonly everywhere: () => readonly Row[]
}

/** Rows as a transaction sees and changes them. */
export interface WritableRows<Row> extends Rows<Row> {
  /** Throws when the key is taken. */
  readonly insert: (organizationId: OrganizationId, key: string, row: Row) => void
  /** Inserts or replaces. */
  readonly put: (organizationId: OrganizationId, key: string, row: Row) => void
  readonly remove: (organizationId: OrganizationId, key: string) => void
}

export interface Table<Row> {
  /** What was committed. */
  readonly committed: Rows<Row>
  /** The same with what the running transaction did. */
  readonly current: WritableRows<Row>
  /** The organizations that the running transaction changed. */
  readonly touched: () => readonly OrganizationId[]
  readonly commit: () => void
  readonly rollback: () => void
}

type Partitions<Row> = Map<OrganizationId, Map<string, Row>>

/** A table whose changes are seen by others once they are committed. */
export const createTable = <Row extends object>(): Table<Row> => {
  const kept: Partitions<Row> = new Map()
  const pending: Partitions<Row | null> = new Map()

  const current = readerOf<Row>(
    (organizationId) => overlaid(kept.get(organizationId), pending.get(organizationId)),
    () => new Set([...kept.keys(), ...pending.keys()]),
    (organizationId, key) => {
      const changed = pending.get(organizationId)?.get(key)
      return changed === undefined ? kept.get(organizationId)?.get(key) : (changed ?? undefined)
    },
  )
  const put = (organizationId: OrganizationId, key: string, row: Row | null) =>
    partition(pending, organizationId).set(key, row && copied(row))
  const insert = (organizationId: OrganizationId, key: string, row: Row) => {
    if (current.get(organizationId, key)) throw new Error(`There is a row with this key already: ${key}`)
    put(organizationId, key, row)
  }
  const commit = () => {
    for (const [organizationId, rows] of pending) {
      for (const [key, row] of rows) {
        if (row) partition(kept, organizationId).set(key, row)
        else kept.get(organizationId)?.delete(key)
      }
    }
    pending.clear()
  }
  return {
    committed: readerOf<Row>(
      (organizationId) => [...(kept.get(organizationId)?.values() ?? [])],
      () => kept.keys(),
      (organizationId, key) => kept.get(organizationId)?.get(key),
    ),
    current: { ...current, insert, put, remove: (organizationId, key) => put(organizationId, key, null) },
    touched: () => [...pending.keys()],
    commit,
    rollback: () => pending.clear(),
  }
}

const readerOf = <Row>(
  of: Rows<Row>['of'],
  organizations: () => Iterable<OrganizationId>,
  get: Rows<Row>['get'],
): Rows<Row> => ({ get, of, everywhere: () => Array.from(organizations(), of).flat() })

const partition = <Row>(partitions: Partitions<Row>, organizationId: OrganizationId): Map<string, Row> => {
  const rows = partitions.get(organizationId) ?? new Map<string, Row>()
  partitions.set(organizationId, rows)
  return rows
}

const overlaid = <Row>(
  kept: Map<string, Row> | undefined,
  pending: Map<string, Row | null> | undefined,
): readonly Row[] => {
  const rows = new Map<string, Row | null>([...(kept ?? []), ...(pending ?? [])])
  return [...rows.values()].filter((row) => row !== null)
}

/** A copy that nobody can change: neither who gave the row nor who reads it changes what is stored. */
const copied = <Row extends object>(row: Row): Row => frozen(JSON.parse(JSON.stringify(row)) as Row)

const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part)
    Object.freeze(value)
  }
  return value
}
