/** After these, files may belong to nothing any more. */
export const FILE_TRIGGERS = [
  'message.deleted',
  'conversation.removed',
  'contact.deleted',
  'contact.merged',
  'contact.updated',
  'inbox.updated',
  'inbox.removed',
  'member.updated',
  'member.removed',
] as const
