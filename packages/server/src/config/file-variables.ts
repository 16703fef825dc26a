import { z } from 'zod'
import { urlOf, wholeNumber, yesOrNo } from './values.ts'
import type { Variable } from './variable.ts'

/** Most bytes that a limit may allow: 2 GB. */
const MOST = 2_000_000_000

/** Where files are kept, and how large they may be. */
export const FILE_VARIABLES = {
  attachmentLimit: {
    name: 'PARLANCE_ATTACHMENT_LIMIT',
    standard: String(40 * 1024 * 1024),
    schema: wholeNumber(1, MOST),
    meaning: 'How many bytes the files of one request may have together.',
    example: '104857600',
  },
  blobDir: {
    name: 'PARLANCE_BLOB_DIR',
    standard: null,
    standardInWords: '`blobs` in PARLANCE_DATA_DIR',
    schema: z.string(),
    meaning:
      'The directory of the files that went with messages; made when it is not there. Servers that share a database share this directory too, or use S3. Not used with PARLANCE_S3_BUCKET.',
    example: '/var/lib/parlance/blobs',
  },
  s3Bucket: {
    name: 'PARLANCE_S3_BUCKET',
    standard: null,
    standardInWords: 'none: files are kept in PARLANCE_BLOB_DIR',
    schema: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket'),
    meaning:
      'The bucket of Amazon S3, or of a store that speaks like it, in which files are kept. It must be there.',
    example: 'parlance-files',
  },
  s3Region: {
    name: 'PARLANCE_S3_REGION',
    standard: 'us-east-1',
    schema: z.string().regex(/^[a-z0-9-]{1,64}$/, 'must be the name of a region'),
    meaning: 'The region of the bucket.',
    example: 'eu-central-1',
  },
  s3Endpoint: {
    name: 'PARLANCE_S3_ENDPOINT',
    standard: null,
    standardInWords: "Amazon's own",
    schema: urlOf(['http:', 'https:']),
    meaning: 'The address of a store that speaks like S3.',
    example: 'https://objects.internal:9000',
  },
  s3PathStyle: {
    name: 'PARLANCE_S3_PATH_STYLE',
    standard: 'false',
    schema: yesOrNo,
    meaning:
      'With true, the bucket is part of the path and not of the host name, as many stores that speak like S3 want it.',
    example: 'true',
  },
  s3AccessKeyId: {
    name: 'PARLANCE_S3_ACCESS_KEY_ID',
    standard: null,
    standardInWords: 'what the AWS SDK finds: its own variables, or the role of the machine',
    schema: z.string(),
    meaning: 'The access key for the bucket, with PARLANCE_S3_SECRET_ACCESS_KEY.',
    example: 'AKIAIOSFODNN7EXAMPLE',
  },
  s3SecretAccessKey: {
    name: 'PARLANCE_S3_SECRET_ACCESS_KEY',
    standard: null,
    standardInWords: 'what the AWS SDK finds',
    schema: z.string(),
    meaning: 'The secret of PARLANCE_S3_ACCESS_KEY_ID.',
    example: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
} as const satisfies Record<string, Variable>
