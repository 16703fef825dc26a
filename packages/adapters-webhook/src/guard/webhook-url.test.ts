import { describe, expect, it } from '@jest/globals'
import { checkWebhookUrl } from './webhook-url.ts'

describe('a webhook URL', () => {
  it.each([
    { url: 'https://hooks.acme.test/a?b=c', allowHttp: false, problem: null },
    { url: 'https://hooks.acme.test:8443', allowHttp: false, problem: null },
    { url: 'http://hooks.acme.test/', allowHttp: true, problem: null },
    { url: 'http://hooks.acme.test/', allowHttp: false, problem: 'the URL is not https' },
    { url: 'ftp://hooks.acme.test/', allowHttp: true, problem: 'the URL is neither https nor http' },
    { url: 'file:///etc/passwd', allowHttp: true, problem: 'the URL is neither https nor http' },
    {
      url: 'https://user@acme.test/',
      allowHttp: false,
      problem: 'the URL contains a user name or a password',
    },
    {
      url: 'https://:pw@acme.test/',
      allowHttp: false,
      problem: 'the URL contains a user name or a password',
    },
    {
      url: 'https://acme.test@127.0.0.1/',
      allowHttp: false,
      problem: 'the URL contains a user name or a password',
    },
    { url: 'webhook.test', allowHttp: true, problem: 'the URL is not valid' },
    { url: 'https://', allowHttp: true, problem: 'the URL is not valid' },
    { url: '', allowHttp: true, problem: 'the URL is not valid' },
    {
      url: `https://acme.test/${'a'.repeat(2048)}`,
      allowHttp: true,
      problem: 'the URL is longer than 2048 characters',
    },
  ])('$url with allowHttp $allowHttp: $problem', ({ url, allowHttp, problem }) => {
    const checked = checkWebhookUrl(url, { allowHttp })
    expect(checked.ok ? null : checked.error).toBe(problem)
  })
})
