/** Something that whoever runs Parlance can put right. Its message is shown as it is, without a stack trace. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}
