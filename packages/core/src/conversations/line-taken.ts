const NAME = 'LineTaken'

/**
 * What a store throws, having kept nothing, when a connection was to take a line that carries another connection of the
 * same human by now. Whoever chose the line chooses again.
 */
export const lineTaken = (): Error =>
  Object.assign(new Error('The line carries another connection of this human'), { name: NAME })

export const isLineTaken = (error: unknown): boolean => error instanceof Error && error.name === NAME
