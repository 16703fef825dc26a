export {
  apiKeyListSchema,
  apiKeyParamsSchema,
  apiKeySchema,
  newApiKeySchema,
  newScopedApiKeySchema,
  presentApiKey,
  presentApiKeyId,
} from './api-key.ts'
export {
  anyApiKeyBodySchema,
  createApiKeySchema,
  createScopedApiKeySchema,
  toApiKeyInput,
  toScopedApiKeyInput,
} from './new-api-key.ts'
export {
  presentIdentityCaller,
  presentKeyCaller,
  presentMemberCaller,
  whoamiSchema,
} from './whoami.ts'
