import type { Route } from '../../kernel/route.ts'
import { meRoutes } from './access/index.ts'

/** Every route of the chatbot API, in the order in which they are tried. */
export const CHATBOT_ROUTES: readonly Route[] = [...meRoutes]
