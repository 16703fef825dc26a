export type {
  Dispatcher,
  DispatcherLimits,
  DispatcherOptions,
  DispatcherPorts,
  SettledDelivery,
  UndeliveredMessage,
} from './dispatch/index.ts'
export {
  createDispatcher,
  DEFAULT_LIMITS,
  unansweredConversations,
  undeliveredMessages,
} from './dispatch/index.ts'
export type { FanOutPorts } from './fan-out.ts'
export { createFanOut, FAN_OUT_NAME } from './fan-out.ts'
export type { FileFetcher, FileFetcherOptions } from './fetch-file.ts'
export { createFileFetcher } from './fetch-file.ts'
export type { AllowList, GuardOptions, ResolveHost, UrlRules } from './guard/index.ts'
export {
  checkWebhookUrl,
  createGuardedClient,
  ForbiddenAddress,
  mayReach,
  parseAllowList,
  resolveAsSystem,
  resolvePublic,
  WEBHOOK_URL_LENGTH,
} from './guard/index.ts'
export type { OutboundWebhook, Sender, SenderOptions, SendResult, SendWebhook } from './send.ts'
export { createSender } from './send.ts'
export type { Signable, SignatureHeaders } from './sign.ts'
export { signatureHeaders, signV1 } from './sign.ts'
export type { ReceivedWebhook, VerificationFailure, VerifiedWebhook } from './verify.ts'
export { VERIFY_TOLERANCE, verifyWebhook } from './verify.ts'
