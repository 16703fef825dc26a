import type { LeasedDelivery, OrganizationId } from '@parlance/core'
import { createAlarm } from './alarm.ts'
import { attemptDelivery } from './attempt.ts'
import { type Claimer, createClaimer } from './claimer.ts'
import { createInFlight } from './in-flight.ts'
import { type DispatcherLimits, type DispatcherPorts, limitsOf } from './options.ts'
import { backoff, doneWithin, pause } from './pause.ts'
import { createSettler, type Settle } from './settler.ts'

/** Sends due deliveries until it is stopped. */
export interface Dispatcher {
  /** Begins to look for due deliveries. Once only: a stopped dispatcher is not started again. */
  readonly start: () => void
  /** Something may be due now, in this organization or anywhere. */
  readonly wake: (organizationId?: OrganizationId) => void
  /**
   * Claims nothing more, lets what is being sent come to its end for so many milliseconds, and gives back the rest:
   * another worker sends it again, with the same id.
   */
  readonly stop: (timeout: number) => Promise<void>
  /** Resolves once nothing is being sent and a look at the store found nothing that can be sent now; also when stopped. */
  readonly idle: () => Promise<void>
}

export type DispatcherOptions = DispatcherPorts & Partial<DispatcherLimits>

/**
 * Makes a dispatcher. Any number of them may run on one store, in as many processes: what one holds is leased.
 *
 * Throws when a limit is out of range, and names it.
 */
export const createDispatcher = (options: DispatcherOptions): Dispatcher => new DeliveryDispatcher(options)

/** How long the store may take to take leases back, in milliseconds. */
const RELEASE_PATIENCE = 2_000

class DeliveryDispatcher implements Dispatcher {
  readonly #ports: DispatcherPorts
  readonly #claimer: Claimer
  readonly #settle: Settle
  readonly #inFlight = createInFlight()
  readonly #alarm = createAlarm()
  /** Aborted when nothing more is to be claimed. */
  readonly #stopping = new AbortController()
  /** Aborted when what is still being sent is given up. */
  readonly #halted = new AbortController()
  readonly #abandoned = new WeakSet<LeasedDelivery>()
  #idlers: (() => void)[] = []
  #running: Promise<void> | null = null

  constructor({
    deliveryStore,
    send,
    clock,
    random,
    retryWaits,
    onError,
    onSettled,
    ...given
  }: DispatcherOptions) {
    const limits = limitsOf(given)
    this.#ports = { deliveryStore, send, clock, random, retryWaits, onError }
    this.#claimer = createClaimer({
      deliveryStore,
      clock,
      limits,
      inFlight: this.#inFlight,
      begin: (leased) => this.#begin(leased),
      stopping: this.#stopping.signal,
    })
    this.#settle = createSettler({
      deliveryStore,
      onError,
      onSettled: onSettled ?? (() => undefined),
      batch: limits.batch,
      signal: this.#halted.signal,
    })
  }

  readonly start = (): void => {
    if (this.#running !== null) throw new Error('A dispatcher is started once')
    this.#running = this.#run()
  }

  readonly wake = (organizationId?: OrganizationId): void => {
    this.#claimer.refresh(organizationId)
    this.#alarm.ring()
  }

  readonly idle = (): Promise<void> => {
    if (this.#stopping.signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      this.#idlers.push(resolve)
      this.wake()
    })
  }

  readonly stop = async (timeout: number): Promise<void> => {
    this.#stopping.abort()
    this.#alarm.ring()
    const finished = Promise.resolve(this.#running).then(() => this.#inFlight.drained())
    if (!(await doneWithin(finished, timeout))) {
      const rest = this.#inFlight.all()
      for (const leased of rest) this.#abandoned.add(leased)
      this.#halted.abort()
      await doneWithin(this.#release(rest), RELEASE_PATIENCE)
    }
    for (const resolve of this.#idlers.splice(0)) resolve()
  }

  async #run(): Promise<void> {
    let errors = 0
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#lookOnce()
        errors = 0
      } catch (error) {
        this.#ports.onError(error)
        errors += 1
        await pause(backoff(errors), this.#stopping.signal)
      }
    }
  }

  async #lookOnce(): Promise<void> {
    // Who asks from here on may know of something that this look is too early to find.
    const waiting = this.#idlers.length
    const busy = this.#inFlight.size() > 0
    const begun = await this.#claimer.look()
    if (begun > 0) return
    if (!busy) for (const resolve of this.#idlers.splice(0, waiting)) resolve()
    await this.#alarm.wait(await this.#claimer.untilNext())
  }

  #begin(leased: LeasedDelivery): void {
    const { organizationId } = leased.delivery
    // A claim that was on its way when the dispatcher was stopped is given back unsent.
    const work = this.#stopping.signal.aborted ? this.#release([leased]) : this.#carryOut(leased)
    this.#inFlight.track(leased, work.catch(this.#ports.onError), () => this.wake(organizationId))
  }

  async #carryOut(leased: LeasedDelivery): Promise<void> {
    const result = await attemptDelivery(this.#ports, leased, this.#halted.signal)
    if (!this.#abandoned.has(leased)) await this.#settle({ result, endpoint: leased.endpoint })
  }

  async #release(leased: readonly LeasedDelivery[]): Promise<void> {
    const { deliveryStore, onError } = this.#ports
    const held = Map.groupBy(
      leased.map(({ delivery }) => delivery),
      ({ organizationId }) => organizationId,
    )
    for (const [organizationId, deliveries] of held) {
      const ids = deliveries.map(({ id }) => id)
      await deliveryStore.release(organizationId, ids).catch(onError)
    }
  }
}
