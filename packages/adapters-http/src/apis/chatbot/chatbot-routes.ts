import type { Route } from '../../kernel/route.ts'
import { meRoutes, passwordRoutes, signInRoutes, totpRoutes } from './access/index.ts'
import { auditRoutes } from './audit/index.ts'
import { invitationRoutes, teamMemberRoutes, teamRoutes } from './teams/index.ts'

/** Every route of the chatbot API, in the order in which they are tried. */
export const CHATBOT_ROUTES: readonly Route[] = [
  ...signInRoutes,
  ...meRoutes,
  ...passwordRoutes,
  ...totpRoutes,
  ...auditRoutes,
  ...teamRoutes,
  ...teamMemberRoutes,
  ...invitationRoutes,
]
