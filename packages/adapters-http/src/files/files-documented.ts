import { FILES_PATH } from '@parlance/contracts'

const parameter = (place: 'path' | 'query', name: string, description: string, required: boolean) => ({
  name,
  in: place,
  required,
  description,
  schema: { type: 'string' },
})

const PARAMETERS = [
  parameter('path', 'address', 'Names the file, and cannot be guessed', true),
  parameter('path', 'name', 'What the file is called; for people who save it', true),
  parameter('query', 'expires', 'Until when the link is good', false),
  parameter('query', 'signature', 'That the link was made by this server', false),
]

const bytes = (description: string) => ({
  description,
  content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
})

const said = (description: string) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' } } },
})

const get = (operationId: string, summary: string) => ({
  get: {
    operationId,
    summary,
    description:
      'An address alone leads to a link that is good for at least ten minutes. Parts can be asked for with `Range`. Pictures, sound and film are shown by browsers; anything else is saved.',
    tags: ['Files'],
    parameters: PARAMETERS,
    responses: {
      200: bytes('The file'),
      206: bytes('The part of it that was asked for'),
      302: { description: 'Where it is for the next minutes' },
      304: { description: 'What is there is what the caller has' },
      403: said('The link is no longer good'),
      404: said('There is no such file'),
      416: { description: 'It has no such part' },
    },
    security: [],
  },
})

/** Where files are served, as the document describes it. */
export const FILES = {
  [`${FILES_PATH}/{address}/{name}`]: get(
    'readFile',
    'A file that went with a message, or a picture of somebody',
  ),
  [`${FILES_PATH}/{address}/thumbnail/{name}`]: get('readThumbnail', 'A small picture of a file'),
}
