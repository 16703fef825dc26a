import { z } from 'zod'

/** The team that a path names. */
export const teamParams = z.object({ id: z.uuid().describe('The id of the team') })
