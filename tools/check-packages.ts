import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname } from 'node:path'

/** Would the packages, as they are packed, work for who installs them? Run after `npm run build`. */
const checks = [
  ['publint', '--strict'],
  // For ESM only: `require` of these packages is left to Node.
  ['attw', '--pack', '.', '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'],
] as const

for (const folder of globSync('packages/*/package.json').map(dirname).sort()) {
  for (const [command, ...args] of checks) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' })
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${command} ${folder}`)
    if (status === 0) continue
    console.log(stdout, stderr)
    process.exitCode = 1
  }
}
