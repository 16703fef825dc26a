import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { configurationHelp } from '../config/describe.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import type { BootstrapOptions } from './bootstrap.ts'
import type { DisableOptions } from './disable.ts'
import type { MemberOptions } from './member.ts'
import type { Terminal } from './terminal.ts'

/**
 * Carries out a command line, without the program's own name.
 *
 * @returns the exit code: 0, or 1 after a complaint on standard error.
 */
export const runCommandLine = async (words: readonly string[], terminal: Terminal): Promise<number> => {
  try {
    let code = 0
    const ended = (given: number): void => {
      code = given
    }
    await createProgram(terminal, ended).parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    // What the operator can put right needs no stack trace; anything else is a fault of the program.
    const known = error instanceof OperatorError
    terminal.complain(known ? error.message : `Unexpected ${error instanceof Error ? error.stack : error}`)
    return 1
  }
}

const createProgram = (terminal: Terminal, ended: (code: number) => void): Command => {
  const program = new Command('parlance')
    .description('A conversation engine for Node.')
    .version(version(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help')
    .showHelpAfterError('Run `parlance help` to see what there is.')
    .addHelpText('after', () => `\n${configurationHelp()}`)
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    })
    // Instead of ending the process, which is not a library's to end.
    .exitOverride()
  addServe(program, terminal, ended)
  addMigrate(program, terminal)
  addRecount(program, terminal)
  addBootstrap(program, terminal)
  addMember(program, terminal)
  addDisable(program, terminal)
  return program
}

// Each command loads what it needs, when it is run: `help` needs no database, and `bootstrap` no web server.

const addServe = (program: Command, terminal: Terminal, ended: (code: number) => void): void => {
  program
    .command('serve')
    .description('serve the APIs until SIGTERM or SIGINT')
    .action(async () => {
      const { serve } = await import('./serve.ts')
      ended(await serve(terminal))
    })
}

const addMigrate = (program: Command, terminal: Terminal): void => {
  program
    .command('migrate')
    .description("bring the database's schema up to date")
    .action(async () => {
      const { migrate } = await import('./migrate.ts')
      await migrate(terminal)
    })
}

const addRecount = (program: Command, terminal: Terminal): void => {
  program
    .command('recount')
    .description('count conversations anew, after the database was changed by hand')
    .action(async () => {
      const { recount } = await import('./recount.ts')
      await recount(terminal)
    })
}

const JSON_OPTION = 'print one JSON object and nothing else'

const addBootstrap = (program: Command, terminal: Terminal): void => {
  program
    .command('bootstrap')
    .description('found an organization with its owner')
    .requiredOption('--organization <name>', 'the name of the organization')
    .requiredOption('--email <address>', 'what the owner signs in with; nobody else may have it')
    .option('--password <text>', 'at least 8 characters; made up when it is left out')
    .option('--json', JSON_OPTION)
    .action(async (options: BootstrapOptions) => {
      const { bootstrap } = await import('./bootstrap.ts')
      await bootstrap(terminal, options)
    })
}

const addMember = (program: Command, terminal: Terminal): void => {
  program
    .command('member')
    .description('add a member to an organization')
    .requiredOption('--organization-id <id>', "the organization's id, or its account id")
    .requiredOption('--email <address>', 'what the member signs in with; nobody else may have it')
    .addOption(
      new Option('--role <role>', 'what the member may do')
        .choices(['agent', 'administrator'])
        .makeOptionMandatory(),
    )
    .option('--name <name>', 'the part of the e-mail address before the @ when it is left out')
    .option('--password <text>', 'at least 8 characters; made up when it is left out')
    .option('--json', JSON_OPTION)
    .action(async (options: MemberOptions) => {
      const { member } = await import('./member.ts')
      await member(terminal, options)
    })
}

const addDisable = (program: Command, terminal: Terminal): void => {
  const commands = [
    ['disable', 'let a member in no longer: its token, its sessions and its keys end within a second', true],
    ['enable', 'let a member in again who was disabled', false],
  ] as const
  for (const [name, description, disabled] of commands) {
    program
      .command(name)
      .description(description)
      .requiredOption('--organization-id <id>', "the organization's id, or its account id")
      .requiredOption('--email <address>', 'what the member signs in with')
      .action(async (options: DisableOptions) => {
        const { setDisabled } = await import('./disable.ts')
        await setDisabled(terminal, options, disabled)
      })
  }
}

const version = (): string => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { readonly version: string }).version
}
