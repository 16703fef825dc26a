/** More is waiting to be written for one organization than is taken on. Nothing was written; try again later. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
  readonly code = 'storage/overloaded'
  /** How many commands were waiting. */
  readonly waiting: number

  constructor(waiting: number) {
    super(`Too many commands are waiting to be written: ${waiting}`)
    this.waiting = waiting
  }
}
