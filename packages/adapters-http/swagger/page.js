/** A page to read an OpenAPI document, and to call what it describes. It needs nothing from elsewhere. */

const byId = (id) => document.getElementById(id)

const element = (name, { text, ...attributes } = {}, ...children) => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text !== undefined) made.textContent = text
  made.append(...children)
  return made
}

const openApi = await (await fetch('/openapi.json')).json()

const resolved = (node) => {
  if (!node?.$ref) return node ?? {}
  const found = node.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at?.[key], openApi)
  return resolved(found)
}

/** Something of the schema's shape, to begin from. */
const exampleOf = (schema, depth = 0) => {
  const known = resolved(schema)
  if (known.enum) return known.enum[0]
  if (known.const !== undefined) return known.const
  const variant = known.anyOf ?? known.oneOf
  if (variant) return exampleOf(variant[0], depth)
  const type = Array.isArray(known.type) ? known.type[0] : known.type
  if (type === 'object') {
    if (depth > 2) return {}
    const members = Object.entries(known.properties ?? {})
    return Object.fromEntries(members.map(([key, member]) => [key, exampleOf(member, depth + 1)]))
  }
  if (type === 'array') return []
  if (type === 'integer' || type === 'number') return 0
  if (type === 'boolean') return false
  return type === 'string' ? '' : null
}

const field = (parameter) => {
  const input = element('input', { name: parameter.name, 'data-in': parameter.in })
  if (parameter.required) input.required = true
  return element(
    'label',
    { text: `${parameter.name}${parameter.required ? ' *' : ''}` },
    input,
    element('small', { text: parameter.description ?? '' }),
  )
}

const call = async (path, method, form) => {
  let url = path
  const query = new URLSearchParams()
  const headers = {}
  for (const input of form.querySelectorAll('input')) {
    const { in: place } = input.dataset
    if (place === 'path') url = url.replace(`{${input.name}}`, encodeURIComponent(input.value))
    else if (input.value !== '' && place === 'query') query.append(input.name, input.value)
    else if (input.value !== '' && place === 'header') headers[input.name] = input.value
  }
  const token = byId('token').value.trim()
  if (token && path.startsWith('/api/')) headers['api-access-token'] = token
  const body = form.querySelector('textarea')?.value.trim()
  if (body) headers['Content-Type'] = 'application/json'
  const suffix = query.size > 0 ? `?${query}` : ''
  const started = performance.now()
  const answer = await fetch(url + suffix, { method: method.toUpperCase(), headers, ...(body && { body }) })
  const text = await answer.text()
  const took = Math.round(performance.now() - started)
  return {
    line: `${answer.status} ${answer.statusText} · ${took} ms · ${answer.headers.get('x-request-id')}`,
    text,
  }
}

const pretty = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text || '(empty)'
  }
}

const answersOf = (responses) =>
  Object.entries(responses)
    .map(([status, { description }]) => `${status}: ${description}`)
    .join('\n')

/** What lies inside an operation: made when it is opened, because there are many. */
const insideOf = (path, method, operation) => {
  const parameters = (operation.parameters ?? []).map(resolved)
  const schema = operation.requestBody?.content?.['application/json']?.schema
  const result = element('pre', { hidden: '' })
  const form = element('form', {}, element('div', { class: 'fields' }, ...parameters.map(field)))
  if (schema) {
    const body = element('textarea', { 'aria-label': 'Body', spellcheck: 'false' })
    body.value = JSON.stringify(exampleOf(schema), null, 2)
    form.append(element('p', { text: operation.requestBody.description ?? 'Body' }), body)
  }
  form.append(element('button', { text: 'Send' }))
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    result.hidden = false
    result.textContent = '…'
    try {
      const { line, text } = await call(path, method, form)
      result.textContent = `${line}\n\n${pretty(text)}`
    } catch (failure) {
      result.textContent = String(failure)
    }
  })
  return element(
    'div',
    { class: 'inside' },
    element('p', { text: operation.description ?? '' }),
    form,
    result,
    element('pre', { text: answersOf(operation.responses) }),
  )
}

const shownOperation = ({ path, method, operation }) => {
  const details = element(
    'details',
    {},
    element(
      'summary',
      {},
      element('span', { class: 'method', text: method.toUpperCase() }),
      element('code', { text: path }),
      element('span', { text: operation.summary }),
    ),
  )
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(insideOf(path, method, operation))
  })
  return details
}

const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

const show = () => {
  const sought = byId('find').value.trim().toLowerCase()
  const matching = operations.filter(({ path, operation }) =>
    `${path} ${operation.summary} ${operation.tags[0]}`.toLowerCase().includes(sought),
  )
  const tags = [...new Set(matching.map(({ operation }) => operation.tags[0]))]
  byId('operations').replaceChildren(
    ...tags.flatMap((tag) => [
      element('h2', { text: tag }),
      ...matching.filter(({ operation }) => operation.tags[0] === tag).map(shownOperation),
    ]),
  )
}

byId('title').textContent = openApi.info.title
byId('about').textContent = openApi.info.description
document.title = openApi.info.title
byId('find').addEventListener('input', show)
byId('settings').addEventListener('submit', (event) => event.preventDefault())
show()
