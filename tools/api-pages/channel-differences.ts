/** What differs from the family, by operation; by \`METHOD path\` for what is not served. */
export const CHANNEL_DIFFERENCES: Readonly<Record<string, string>> = {
  createAgent:
    'The answer has the `access_token`, once: no invitation is mailed. Nobody pays for seats, so there is no 402.',
  createAgents:
    'Addresses that are taken, and those that are none, are passed over. At most 100. Nobody is told a token: whoever is to call the API is added one by one.',
  updateAgent:
    'The last administrator stays one (422). An owner, whom only this server knows, is an administrator here and stays an owner.',
  deleteAgent:
    'The last administrator cannot be removed (422). Assignments are released in the background; messages go on naming the member.',
  getProfile: 'The `access_token` is the one that was presented: only digests are kept.',
  updateProfile:
    'Another e-mail address holds at once, and counts as confirmed once a code that is mailed there came back. Another password ends the member’s other sessions. `phone_number` is kept in `custom_attributes`. Passwords have 8 to 128 characters.',
  resendConfirmation:
    'Mails a code for `POST /api/v1/auth/verify-email`; nothing where the address is confirmed, as those that an administrator added are.',
  createAgentBot: 'The `access_token` is told once, here and when it is reset: only its digest is kept.',
  setInboxAgentBot:
    'What the bot is told is tried four times, three seconds apart, whatever the failure; then the conversation is opened.',
  createInbox:
    'Only `api` channels: an agent identity that people can text is given an inbox of its own, with the channel type `Channel::Imessage`. There is no limit to the number of inboxes, and so no 402.',
  addInboxMembers: 'An id that is a string is the id of nobody.',
  replaceInboxMembers: 'An id that is a string is the id of nobody.',
  updateInbox:
    'A day must close after it opens, and the time zone must be one that exists: 422 names the field. The inbox of an agent identity keeps one conversation for each human.',
  deleteInbox:
    'The inbox is gone at once; conversations and addresses are removed in the background. An agent identity whose own inbox it was can be texted no more.',
  assignConversation:
    'An unknown bot is not found (404), and leaves the conversation with its holder. A bot goes on holding a conversation that is left to a team.',
  createTeam: 'At most 1,000 teams (422).',
  removeTeam:
    'Conversations that were left to it are left to none in the answer, without a webhook each; whoever holds one goes on holding it.',
  addTeamMembers: 'An id that is a string is the id of nobody: 401.',
  replaceTeamMembers: 'An id that is a string is the id of nobody: 401.',
  removeTeamMembers: 'What they hold stays with them until it opens again.',
  createLabel: 'A title may have one character alone. At most 1,000 labels (422).',
  updateLabel: 'A new title follows into conversations and contacts in the background.',
  removeLabel: 'Conversations and contacts that have its title go on having it.',
  createCannedResponse: 'At most 1,000 (422).',
  listAssignableAgents: 'By name. At most 100 inboxes; none at all is a 404.',
  listConversations:
    'Custom page sizes are not known: 25 on a page. `q` looks through the newest 100,000 messages. With `updated_within` the newest 1,000 are listed. An unknown `sort_by` is the usual order. Counts are exact, and cost the same however many conversations there are, unless another filter than `status`, `inbox_id` and `assignee_type` is set.',
  filterConversations:
    '`meta` has `assigned_count`, too. A key that is none of the standard ones is taken for a custom attribute when `custom_attribute_type` says so, or when any of the newest 10,000 conversations has it: custom attributes need no definition. Custom attributes compare as numbers, days or texts by the value that is sent. `priority` knows `none`. The last condition must not go on to another one.',
  filterContacts:
    'A key that is none of the standard ones is taken for a custom attribute when `custom_attribute_type` says so, or when any of the newest 10,000 contacts has it: custom attributes need no definition. The last condition must not go on to another one.',
  searchContacts: 'A blank `q` is a 422.',
  createContact:
    '`middle_name`, `last_name` and `contact_type` are taken, too. Everything that is wrong is told at once, and `contact_id` says who has the first value that is taken. Attribute texts have at most 1,500 characters, all attributes of an object together 50,000.',
  updateContact:
    '`middle_name`, `last_name` and `contact_type` are taken, too. That a contact wrote changes `last_activity_at` without a `contact_updated` webhook.',
  deleteContact:
    'What is known of the contact is gone when the answer comes; its conversations are removed by a consumer of the log.',
  setContactLabels: 'Without `labels` it is a 422, and an empty list takes all away.',
  createContactInbox:
    'An address that another contact has is a 422, not a 500. In the inbox of an agent identity people come by connecting, and not otherwise (401).',
  listContactNotes: '100 on a page; `page` leads to older ones.',
  mergeContacts:
    'Tags are joined, too, and the base is as far known as the better known of the two. Receivers are told by `contact_updated` when the base changed.',
  importContacts:
    'It happens before the answer, which tells what became of the rows and which ones could not be taken; at most 5,000 rows in 10 MB. `labels` is a column, separators may be semicolons or tabs.',
  exportContacts:
    'The answer is the file; nothing is mailed. All contacts unless `label` or `payload` narrow it, 20,000 at once: `after` goes on behind an id. Texts that a spreadsheet would run have an apostrophe before them.',
  introduceContact:
    'Without proof an e-mail address or phone number leads to nobody: one that is in use is left out of the new contact. With proof it leads to a contact whom the app does not know by another identifier. A failed proof is a 401.',
  getPublicContact: 'A failed proof, or one about somebody else than this contact, is a 401.',
  updatePublicContact:
    'Contacts become one by e-mail address or phone number only when the identity is proven, and never when the app knows them by different identifiers: otherwise a value that is taken is a 422. A failed proof, or one about somebody else than this contact, is a 401.',
  searchInConversations:
    'Looks through the newest 100,000 messages instead of all, so that no message pays for an index of its words; an empty `q` is a 422. At most 10 messages are shown of a conversation.',
  search: 'Messages: the newest 100,000 are looked through. An empty `q` is a 422.',
  searchForMessages: 'The newest 100,000 messages are looked through. An empty `q` is a 422.',
  searchForConversations:
    'A part of the number is looked for only when `q` is a number. Of contacts that match, the newest 10,000 are followed. An empty `q` is a 422.',
  searchForContacts: 'An empty `q` is a 422.',
  countUnreadConversations: 'Always on; of more than 100,000 open conversations, the newest are counted.',
  startConversation:
    '`message` takes everything that a message takes. In an inbox that is locked to a single conversation the message is said in the one there is, and without a `source_id` the newest address of the contact is used. An unknown `team_id` leaves it to no team; an unknown `assignee_id` is a 422.',
  toggleConversationStatus: '`snoozed_until` may be ISO 8601 as well, and must be in the future.',
  toggleConversationPriority: '`none` is taken as null.',
  labelConversation:
    'At most 100 labels of at most 255 characters; without `labels` it is a 422, and an empty list takes all away.',
  changeConversationCustomAttributes:
    'Without `custom_attributes` it is a 422; texts have at most 1,500 characters, all of them together 50,000.',
  deleteConversation: 'It is gone when the answer comes.',
  sendConversationTranscript:
    'The e-mail address is checked. Without an SMTP server the mail becomes a file.',
  addParticipants: 'Answers those who are new.',
  removeParticipants: 'Answers those who are left.',
  seePublicConversation:
    'One `message_updated` tells of all messages that were read: the newest one that the contact sees.',
  getReport:
    'Without `since` the 30 days before `until`, without `until` up to now; at most 2,000 points, more are a 422. `timezone_offset` is taken as it is, without summer time; weeks begin on Sunday. Notes are no messages. Without working hours in an inbox all its time is business time. An unknown `metric`, `type` or `group_by` is a 422.',
  getReportSummary: 'Without `since` the 30 days before `until`, without `until` up to now.',
  getConversationReport: '`user_id` is not known.',
  getChannelSummaryReport: 'At most 184 days.',
  getAgentsReportFile:
    'Times are whole seconds, empty where nothing was measured. Texts that a spreadsheet would run have an apostrophe before them.',
  getConversationsSummaryReportFile: 'A row for each day, or for what `group_by` says; at most 2,000.',
  getConversationTrafficReportFile: 'A column for each day and a row for each hour; at most 2,000 hours.',
  createMessage:
    'Files of one request share one size limit, and what is beyond it is a 413. What a file is, its bytes say. Liquid is filled in within texts of up to 10,000 characters and 100 marks. Beside `error`, a 422 has `message` and `attributes`. `blob_id` in `attachments[]` is what `upload` gave.',
  changeMessage: '`external_error` is left out when it is cleared, not null.',
  deleteMessage: 'A message that is deleted already is answered as it is.',
  retryMessage:
    'Sends a message that failed to the receiver of its inbox again: that is what the button is for. Only `external_error` goes; items and references stay.',
  translateMessage: 'There is no translation service: always a 422 that says so.',
  submitValues: 'A rating is 1 to 5; another one is a 422.',
  getSurvey: '`conversation_id` is the display number; `locale` is `en`.',
  answerSurvey: '`conversation_id` is the display number; `locale` is `en`.',
  listSurveyResponses: 'The id of a response is that of its message.',
  downloadSurveyResponses: 'At most 10,000 rows, without a line for the period.',
  uploadFile:
    '`blob_id` and `blob_key` are the address of the file; it waits 24 hours for the message that takes it. `external_url` is not taken.',
  deleteContactAvatar: 'Answers the contact.',
  createPublicMessage:
    'A conversation takes 200 messages of any kind a minute, counted in whole minutes, as it does on the API of members.',
}
