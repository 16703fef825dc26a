import { isLostRace } from './pg-error.ts'

/** How often a transaction that lost a race is tried in all. */
export const RACE_ATTEMPTS = 4

/** Runs a transaction again, at most three times, when it lost a race against another one. */
export const retryingLostRaces = async <T>(transaction: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction()
    } catch (error) {
      if (attempt === RACE_ATTEMPTS || !isLostRace(error)) throw error
    }
  }
}
