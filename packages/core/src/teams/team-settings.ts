import {
  blank,
  defined,
  type FieldProblem,
  LONG_TEXT,
  presence,
  SHORT_TEXT,
  tooLong,
} from '../kernel/index.ts'
import type { Team } from './team.ts'

/** What can be set on a team. */
export type TeamSettings = Pick<Team, 'name' | 'description' | 'allowAutoAssign' | 'icon' | 'iconColor'>

/** Changes to a team: what is left out stays, null clears. */
export type TeamChanges = { readonly [K in keyof TeamSettings]?: TeamSettings[K] | undefined }

/** What a team is like before anybody sets anything. */
export const TEAM_DEFAULTS: TeamSettings = {
  name: '',
  description: null,
  allowAutoAssign: true,
  icon: null,
  iconColor: null,
}

/** The name as it is kept: without control characters and white space around it, in lower case. */
export const teamName = (name: string): string =>
  name
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
    .toLowerCase()

/** The settings after the changes. */
export const teamAfter = (before: TeamSettings, changes: TeamChanges): TeamSettings => {
  const after = { ...before, ...defined(changes) }
  return {
    ...after,
    name: teamName(after.name),
    icon: presence(after.icon),
    iconColor: presence(after.iconColor),
  }
}

/** What is wrong with the settings. */
export const teamProblems = (team: TeamSettings): readonly FieldProblem[] => [
  ...blank('name', team.name),
  ...tooLong('name', team.name, SHORT_TEXT),
  ...tooLong('description', team.description, LONG_TEXT),
  ...tooLong('icon', team.icon, SHORT_TEXT),
  ...tooLong('iconColor', team.iconColor, SHORT_TEXT),
]
