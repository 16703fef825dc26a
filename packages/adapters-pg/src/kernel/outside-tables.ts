/**
 * The tables outside the wall between organizations: they lead from what is unique in the whole installation to an
 * organization, or belong to the installation, and hold nothing that is said or written in an organization. Every other
 * table is behind it.
 */
export const OUTSIDE_TABLES = [
  'account_numbers',
  'agent_handles',
  'api_key_ids',
  'connection_lines',
  'credentials',
  'inbox_identifiers',
  'installation_keys',
  'line_messages',
  'rate_limits',
  'sign_in_attempts',
  'sign_in_emails',
  'survey_links',
] as const

/** Tables behind the wall whose rows are only ever added: the program may not change or remove one. */
export const APPEND_ONLY_TABLES = ['audit_entries'] as const

export type OutsideTable = (typeof OUTSIDE_TABLES)[number]
