export {
  identityListSchema,
  identitySchema,
  presentIdentity,
  presentSigningKey,
  presentSigningKeyStatus,
  signingKeySchema,
  signingKeyStatusSchema,
} from './identity.ts'
export {
  createIdentitySchema,
  handleParamsSchema,
  toIdentityChanges,
  toIdentityInput,
  updateIdentitySchema,
} from './identity-input.ts'
