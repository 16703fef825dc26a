import type { IConfiguration } from 'dependency-cruiser'

/** An earlier capability is what a later one may build on. */
const capabilities = [
  'access',
  'audit',
  'files',
  'contacts',
  'teams',
  'presence',
  'inboxes',
  'conversations',
  'messages',
  'assignments',
  'helpdesk',
  'knowledge',
  'bots',
  'workspace',
  'notifications',
  'webhooks',
  'analytics',
]

const anyOf = (names: readonly string[]) => `(?:${names.join('|')})`
const capability = anyOf(capabilities)
/** Anchored to a package, so that an npm package that resolves into its own `dist` is still seen. */
const npm = (...names: readonly string[]) => `(?:^|/)node_modules/${anyOf(names)}/`
const tests = '\\.test\\.ts$'

const capabilityOrder = capabilities.slice(0, -1).map((name, position) => ({
  name: 'capability-order',
  comment: `Capabilities form an order: ${name} comes before what it reads here, so let the later one read it.`,
  severity: 'error' as const,
  from: { path: `^packages/core/src/${name}/`, pathNot: tests },
  to: { path: `^packages/core/src/${anyOf(capabilities.slice(position + 1))}/` },
}))

/** adapters-http has one level more than the others: `src/apis/<api>/<capability>/`. */
const capabilitiesMeet = [
  { from: '^packages/([^/]+)/src/([^/]+)/', own: '^packages/$1/src/$2/', others: '^packages/$1/src' },
  {
    from: '^packages/([^/]+)/src/apis/([^/]+)/([^/]+)/',
    own: '^packages/$1/src/apis/$2/$3/',
    others: '^packages/$1/src/apis/[^/]+',
  },
].map(({ from, own, others }) => ({
  name: 'capabilities-meet-at-the-index',
  comment: "A capability reads another one's index.ts, never a file behind it.",
  severity: 'error' as const,
  from: { path: from },
  to: { path: `${others}/${capability}/`, pathNot: [own, `${others}/${capability}/index\\.ts$`] },
}))

const config: IConfiguration = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'core/src imports nothing but itself: what it needs from the world is a port.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: tests },
      to: { pathNot: '^packages/core/src/' },
    },
    {
      name: 'core-testing-imports-core-only',
      comment: 'core/testing is published with core: it imports core and nothing that a reader must install.',
      severity: 'error',
      from: { path: '^packages/core/testing/', pathNot: tests },
      to: { pathNot: '^packages/core/(?:src|testing)/' },
    },
    ...capabilitiesMeet,
    ...capabilityOrder,
    {
      name: 'kernel-knows-no-capability',
      comment: 'The kernel is what capabilities share, so it cannot know one of them.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/kernel/', pathNot: tests },
      to: { path: [`^packages/$1/src/${capability}/`, '^packages/$1/src/apis/'] },
    },
    {
      name: 'no-cycles',
      comment: 'Files form a tree of reasons: two that need each other are one file, or three.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { circular: true },
    },
    {
      name: 'packages-meet-at-their-exports',
      comment:
        'A package is read through what its package.json exports, never through a path into its folder.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: {
        path: '^packages/',
        pathNot: ['^packages/$1/', '^packages/[^/]+/(?:src|testing)/index\\.ts$', '\\.module\\.ts$'],
      },
    },
    {
      name: 'adapters-do-not-meet',
      comment: 'Two adapters that need each other need a port.',
      severity: 'error',
      from: { path: '^packages/(adapters-[^/]+)/' },
      to: { path: '^packages/adapters-', pathNot: '^packages/$1/' },
    },
    {
      name: 'contracts-read-core-only',
      comment: 'contracts says what the wire looks like; of the packages it knows core alone.',
      severity: 'error',
      from: { path: '^packages/contracts/' },
      to: { path: '^packages/', pathNot: '^packages/(?:contracts|core)/' },
    },
    {
      name: 'contracts-are-for-the-wire',
      comment: 'Only what speaks to the outside reads contracts: adapters-http, adapters-webhook and server.',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/(?:contracts|adapters-http|adapters-webhook|server)/' },
      to: { path: '^packages/contracts/' },
    },
    {
      name: 'server-is-the-root',
      comment: 'server puts the others together, so none of them can know it.',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/server/' },
      to: { path: '^packages/server/' },
    },
    {
      name: 'container-at-the-edge',
      comment: 'Only server, and a *.module.ts that an adapter exposes as a subpath, know the container.',
      severity: 'error',
      from: {
        path: '^packages/',
        pathNot: ['^packages/server/', '^packages/adapters-[^/]+/.+\\.module\\.ts$'],
      },
      to: { path: npm('inversify', '@inversifyjs/[^/]+', 'reflect-metadata') },
    },
    {
      name: 'sql-in-adapters-pg',
      comment: 'Only adapters-pg, and server to open the database, know what stores the data.',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/(?:adapters-pg|server)/' },
      to: { path: npm('kysely', 'pg', 'pg-[^/]+', '@electric-sql/[^/]+', '@types/pg') },
    },
    {
      name: 'express-in-adapters-http',
      comment: 'Only adapters-http, and server to listen, know the web framework.',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/(?:adapters-http|server)/' },
      to: { path: npm('express', '@types/express') },
    },
    {
      name: 'imports-resolve',
      comment: 'An import that resolves to nothing would slip past every other rule.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no API to parse with, so swc does; it counts type imports as dependencies like any other.
    parser: 'swc',
    // Not "every folder named dist": most npm packages resolve into one, and would vanish from the rules.
    exclude: { path: '^packages/[^/]+/(?:dist|node_modules)/' },
    doNotFollow: { path: '(?:^|/)node_modules/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}

export default config
