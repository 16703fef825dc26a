export { presentUpload, uploadInputSchema, uploadSchema } from './upload.ts'
