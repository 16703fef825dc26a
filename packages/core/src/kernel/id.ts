declare const kind: unique symbol

/** An identifier (UUIDv7 text) that knows what it identifies: an `Id<'contact'>` is never an `Id<'inbox'>`. */
export type Id<K extends string> = string & { readonly [kind]: K }

export type OrganizationId = Id<'organization'>
export type MemberId = Id<'member'>
export type AgentIdentityId = Id<'agent_identity'>
export type ApiKeyId = Id<'api_key'>
export type ContactId = Id<'contact'>
export type ContactPointId = Id<'contact_point'>
export type ContactNoteId = Id<'contact_note'>
export type InboxId = Id<'inbox'>
export type ConversationId = Id<'conversation'>
export type AssignmentId = Id<'assignment'>
export type MessageId = Id<'message'>
export type ReactionId = Id<'reaction'>
export type BlobId = Id<'blob'>
export type ContactRuleId = Id<'contact_rule'>
export type SessionId = Id<'session'>
export type TeamId = Id<'team'>
export type InvitationId = Id<'invitation'>
export type TagId = Id<'tag'>
export type CannedResponseId = Id<'canned_response'>
export type EventId = Id<'event'>
export type WebhookEndpointId = Id<'webhook_endpoint'>
export type DeliveryId = Id<'delivery'>

/** Port. Makes identifiers: unique everywhere, and ordered by the time they were made. */
export interface IdSource {
  readonly next: <K extends string>() => Id<K>
}
