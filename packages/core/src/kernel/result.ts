/** What a use case gives back: a value, or the reason why there is none. */
export type Result<T, E> = Ok<T> | Err<E>

export interface Ok<T> {
  readonly ok: true
  readonly value: T
}

export interface Err<E> {
  readonly ok: false
  readonly error: E
}

/** The command was carried out. */
export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })

/** The command was refused; `error` is a plain object with a stable `code`. */
export const err = <const E>(error: E): Err<E> => ({ ok: false, error })
