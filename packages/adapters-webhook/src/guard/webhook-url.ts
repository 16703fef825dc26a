import { err, ok, type Result } from '@parlance/core'

export interface UrlRules {
  /** True in development only: http is as good as https. */
  readonly allowHttp: boolean
}

/** The longest address that is called, in characters. */
export const WEBHOOK_URL_LENGTH = 2048

/** Whether a text is an address that webhooks may be sent to, as far as the text can tell; else why not, in words. */
export const checkWebhookUrl = (text: string, { allowHttp }: UrlRules): Result<URL, string> => {
  if (text.length > WEBHOOK_URL_LENGTH) return err(`the URL is longer than ${WEBHOOK_URL_LENGTH} characters`)
  const url = URL.parse(text)
  if (!url) return err('the URL is not valid')
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) {
    return err(allowHttp ? 'the URL is neither https nor http' : 'the URL is not https')
  }
  if (url.username !== '' || url.password !== '') return err('the URL contains a user name or a password')
  return ok(url)
}
