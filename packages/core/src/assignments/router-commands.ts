/** What a human can ask the router for. */
export type RouterCommand =
  | { readonly type: 'connect' | 'disconnect'; readonly handle: string }
  | { readonly type: 'list' }
  | { readonly type: 'help' }

const WITH_HANDLE = /^(connect|disconnect)\s+@?([a-z0-9][a-z0-9._-]*)[.!]?$/

/** Reads a text to the router. Whatever is no command asks for help. */
export const routerCommand = (text: string | null): RouterCommand => {
  const said = (text ?? '').trim().toLowerCase()
  const [, type, handle] = WITH_HANDLE.exec(said) ?? []
  if ((type === 'connect' || type === 'disconnect') && handle)
    return { type, handle: handle.replace(/\.$/, '') }
  return { type: said === 'list' ? 'list' : 'help' }
}

/** What a human texts to the router to be connected to an agent identity. */
export const connectCommand = (handle: string): string => `connect @${handle}`

/** What the router answers. */
export const ROUTER_TEXTS = {
  help: [
    'Text me one of these:',
    'connect @handle – talk with an agent',
    'disconnect @handle – end it',
    'list – whom you are connected to',
    'help – this message',
  ].join('\n'),
  connected: (handle: string) =>
    `You are connected to @${handle}. Write to it on the line that this came with.`,
  disconnected: (handle: string) => `You are not connected to @${handle} any more.`,
  unknown: (handle: string) => `There is no agent @${handle}. Look at its name, and try again.`,
  full: (most: number) =>
    `You are connected to ${most} agents, which is as many as there can be. Text "disconnect @handle" to end one of these, and try again.`,
  connections: (handles: readonly string[]) =>
    handles.length === 0
      ? 'You are connected to nobody. Text "connect @handle" to talk with an agent.'
      : `You are connected to ${handles.map((handle) => `@${handle}`).join(', ')}.`,
  notConnected: (router: string) =>
    `This line is not connected to an agent. Text "connect @handle" to ${router} to talk with one.`,
} as const
