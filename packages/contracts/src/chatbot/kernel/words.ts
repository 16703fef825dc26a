/**
 * What the words of the chatbot API mean, wherever they name a property. A schema describes a property itself only where
 * it means something else, or more.
 */
export const CHATBOT_WORDS: Readonly<Record<string, string>> = {
  created_at: 'When it was made',
  email: 'The e-mail address that somebody signs in with',
  id: 'Names it, for ever',
  name: 'What it is called',
  organization: 'The organization that the caller works for',
  organization_id: 'The organization that it belongs to',
  role: 'What a member may do',
  password: 'What somebody signs in with',
  teams: 'The teams that the caller belongs to',
  updated_at: 'When it was last changed',
  user: 'The member who calls',
}
