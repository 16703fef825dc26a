export {
  flag,
  forgivingList,
  forgivingObject,
  freeObject,
  fromJsonText,
  instant,
  integer,
  pathNumber,
  requiredInteger,
  requiredIntegers,
  requiredObject,
  requiredText,
  requiredTexts,
  text,
  texts,
  unsupported,
} from './lenient.ts'
export { sentFile, sentPicture } from './sent-file.ts'
export type { UnfitJson } from './unfit-json.ts'
export { DEEPEST, unfitIn } from './unfit-json.ts'
