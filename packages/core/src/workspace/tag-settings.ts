import { blank, defined, type FieldProblem, LONG_TEXT, SHORT_TEXT, tooLong } from '../kernel/index.ts'
import type { Tag } from './tag.ts'

/** What can be set on a tag. */
export type TagSettings = Pick<Tag, 'title' | 'description' | 'color' | 'showOnSidebar'>

/** Changes to a tag: what is left out stays, null clears. */
export type TagChanges = { readonly [K in keyof TagSettings]?: TagSettings[K] | undefined }

/** The colour of a tag that was given none. */
export const TAG_COLOR = '#1f93ff'

/** What a tag is like before anybody sets anything. */
export const TAG_DEFAULTS: TagSettings = {
  title: '',
  description: null,
  color: TAG_COLOR,
  showOnSidebar: null,
}

/** The settings after the changes; the title in lower case. */
export const tagAfter = (before: TagSettings, changes: TagChanges): TagSettings => {
  const after = { ...before, ...defined(changes) }
  return { ...after, title: after.title.toLowerCase(), color: after.color.trim() || TAG_COLOR }
}

/** Letters and digits of any script, hyphens and underscores, and one of the first two at the beginning. */
const TITLE = /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u

/** What is wrong with the settings. */
export const tagProblems = (tag: TagSettings): readonly FieldProblem[] => [
  ...blank('title', tag.title),
  ...(TITLE.test(tag.title) ? [] : [{ field: 'title', problem: 'invalid' } as const]),
  ...tooLong('title', tag.title, SHORT_TEXT),
  ...tooLong('description', tag.description, LONG_TEXT),
  ...tooLong('color', tag.color, SHORT_TEXT),
]
