import { type Forbidden, type Operation, permit } from '../access/index.ts'
import {
  type Aggregate,
  type Answer,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type FieldProblem,
  type Id,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  type OrganizationId,
  ok,
  once,
  type Result,
  type Timestamp,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { TooManyInWorkspace } from './workspace-errors.ts'
import { type WorkspaceKeeper, workspaceEvent } from './workspace-event.ts'

/** What everything that members keep to work with has, besides its settings. */
interface Numbered<Name extends string> {
  readonly id: Id<Name>
  readonly organizationId: OrganizationId
  readonly number: number
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

type Kept<Name extends string, Settings> = Numbered<Name> & Settings

/** What keeps one kind of them. */
interface KeptStore<Name extends string, Settings> {
  readonly findByNumber: (number: number) => Promise<Kept<Name, Settings> | null>
  readonly count: () => Promise<number>
  /** Null when another one has what only one may have. */
  readonly insert: (draft: Omit<Numbered<Name>, 'number'> & Settings) => Promise<Kept<Name, Settings> | null>
  /** False when another one has what only one may have. */
  readonly update: (kept: Kept<Name, Settings>) => Promise<boolean>
  readonly remove: (id: Id<Name>) => Promise<void>
}

interface KeepingTransaction {
  readonly events: EventRecorder
  readonly idempotency: IdempotencyStore
}

export interface KeepingPorts<Tx> {
  readonly unitOfWork: UnitOfWork<Tx>
  readonly clock: Clock
  readonly ids: IdSource
}

/** What is particular to one kind of what is kept. */
interface Kind<Tx, Name extends string, Settings, Changes, NotFound> {
  readonly operation: Operation
  /** Names it in events and in the refusal of too many. */
  readonly name: TooManyInWorkspace['what'] & Aggregate['type']
  /** Begins the types of its events: `tag` for `tag.created`. */
  readonly topic: string
  readonly most: number
  readonly storeOf: (tx: Tx) => KeptStore<Name, Settings>
  /** What is set once the changes are made; `before` is null for a new one. */
  readonly after: (before: Settings | null, changes: Changes) => Settings
  readonly problems: (settings: Settings) => readonly FieldProblem[]
  /** The field of which no two may have the same. */
  readonly unique: string
  readonly notFound: NotFound
  /** What the event of a change tells; `before` is there for an update. */
  readonly tell: (now: Kept<Name, Settings>, before?: Kept<Name, Settings>) => unknown
}

/** How one kind of what members keep to work with is made, changed and removed. */
export interface Keeping<Name extends string, Settings, Changes, NotFound> {
  readonly create: (
    principal: WorkspaceKeeper,
    input: Changes,
    options?: CallOptions,
  ) => Promise<
    Answer<Kept<Name, Settings>, Forbidden | TooManyInWorkspace | ValidationFailed | IdempotencyKeyReused>
  >
  readonly update: (
    principal: WorkspaceKeeper,
    number: number,
    changes: Changes,
  ) => Promise<Result<Kept<Name, Settings>, Forbidden | NotFound | ValidationFailed>>
  readonly remove: (principal: WorkspaceKeeper, number: number) => Promise<Result<null, Forbidden | NotFound>>
}

/** Each change is permitted, checked, kept and told in one transaction; of two that want the same name, one gets it. */
export const createKeeping = <
  Tx extends KeepingTransaction,
  Name extends string,
  Settings extends object,
  Changes,
  NotFound,
>(
  ports: KeepingPorts<Tx>,
  kind: Kind<Tx, Name, Settings, Changes, NotFound>,
): Keeping<Name, Settings, Changes, NotFound> => {
  const taken = validationFailed({ field: kind.unique, problem: 'taken' })

  const record = (
    tx: Tx,
    principal: WorkspaceKeeper,
    what: 'created' | 'updated' | 'removed',
    [now, before]: readonly [Kept<Name, Settings>, Kept<Name, Settings>?],
  ) => {
    const aggregate = { type: kind.name, id: now.id }
    const told = { type: `${kind.topic}.${what}`, aggregate, data: kind.tell(now, before) }
    return tx.events.record([workspaceEvent(ports, principal, told)])
  }

  return {
    create: async (principal, input, options = {}) => {
      const permitted = permit(principal, kind.operation)
      if (!permitted.ok) return permitted
      const settings = kind.after(null, input)
      const problems = kind.problems(settings)
      if (problems.length > 0) return err(validationFailed(...problems))
      const now = ports.clock.now()
      const { organizationId } = principal
      const draft = {
        ...settings,
        id: ports.ids.next<Name>(),
        organizationId,
        createdAt: now,
        updatedAt: now,
      }
      return ports.unitOfWork.run(organizationId, (tx) =>
        once(tx, options.idempotency, async () => {
          const store = kind.storeOf(tx)
          if ((await store.count()) >= kind.most)
            return err({ code: 'workspace/too-many', what: kind.name, limit: kind.most })
          const kept = await store.insert(draft)
          if (!kept) return err(taken)
          await record(tx, principal, 'created', [kept])
          return ok(kept)
        }),
      )
    },
    update: async (principal, number, changes) => {
      const permitted = permit(principal, kind.operation)
      if (!permitted.ok) return permitted
      return ports.unitOfWork.run(principal.organizationId, async (tx) => {
        const store = kind.storeOf(tx)
        const before = await store.findByNumber(number)
        if (!before) return err(kind.notFound)
        const settings = kind.after(before, changes)
        const problems = kind.problems(settings)
        if (problems.length > 0) return err(validationFailed(...problems))
        const kept = { ...before, ...settings, updatedAt: ports.clock.now() }
        if (!(await store.update(kept))) return err(taken)
        await record(tx, principal, 'updated', [kept, before])
        return ok(kept)
      })
    },
    remove: async (principal, number) => {
      const permitted = permit(principal, kind.operation)
      if (!permitted.ok) return permitted
      return ports.unitOfWork.run(principal.organizationId, async (tx) => {
        const store = kind.storeOf(tx)
        const kept = await store.findByNumber(number)
        if (!kept) return err(kind.notFound)
        await store.remove(kept.id)
        await record(tx, principal, 'removed', [kept])
        return ok(null)
      })
    },
  }
}
