export type { CannedResponse, NewCannedResponse } from './canned-response.ts'
export type { CannedResponseQueries, CannedResponseStore } from './canned-response-store.ts'
export type { CannedResponseChanges, CannedResponses, CannedResponsesPorts } from './canned-responses.ts'
export { createCannedResponses, MOST_CANNED_RESPONSES } from './canned-responses.ts'
export type { RenameTagsPorts } from './rename-tags.ts'
export { renameTags, TAG_RENAMES } from './rename-tags.ts'
export type { NewTag, Tag } from './tag.ts'
export type { TagChanges, TagSettings } from './tag-settings.ts'
export { TAG_COLOR, tagAfter } from './tag-settings.ts'
export type { TagQueries, TagStore } from './tag-store.ts'
export type { TagEventData, Tags, TagsPorts } from './tags.ts'
export { createTags, MOST_KEPT_TAGS } from './tags.ts'
export type {
  CannedResponseNotFound,
  TagNotFound,
  TooManyInWorkspace,
  WorkspaceError,
} from './workspace-errors.ts'
