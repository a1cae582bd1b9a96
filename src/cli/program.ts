import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { ConfigError } from '../config/read-config.js';
import { EvaluationError } from '../evaluation/runs/evaluation-error.js';
import { PictureError } from '../images/picture-error.js';
import { ModelError } from '../models/model-error.js';
import { DataSetError } from '../neural/datasets/data-set.js';
import { CheckpointError } from '../neural/checkpoints/checkpoint-error.js';
import { TrainingError } from '../neural/training/run/training-error.js';
import { CliError, EXIT } from './exit-code.js';

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a picture cannot be used or lines of a feed failed,
4 the result would probably be wrong and was not written.

Settings (MODELS_DIR, EXECUTION_PROVIDERS, …) come from the environment: docs/configuration.md.`;

/** The program with its commands; each command may set `process.exitCode` or throw. */
export function tryflowProgram(commands: readonly Command[]): Command {
  const program = new Command('tryflow')
    .description('Virtual try-on: shows a garment on a photo of a person.')
    .version(packageVersion())
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(add --help for what can be given)')
    // A subcommand's options are its own, even where its parent has one of the same name.
    .enablePositionalOptions();
  for (const command of commands) program.addCommand(command);
  for (const command of allOf(program)) command.copyInheritedSettings(program).exitOverride();
  return program;
}

/**
 * Runs the command that the arguments name. Nothing is thrown: failures are told on stderr.
 * @param argv as in `process.argv`
 * @returns the exit code
 */
export async function runProgram(program: Command, argv: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(argv);
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    process.stderr.write(`${explain(error)}\n`);
    return exitCodeOf(error);
  }
}

function allOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allOf)];
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CliError) return error.exitCode;
  if (error instanceof PictureError) return EXIT.refused;
  if (error instanceof ConfigError) return EXIT.usage;
  return EXIT.failed;
}

/** What the person calling can mend. */
const EXPECTED = [
  CliError,
  PictureError,
  ConfigError,
  ModelError,
  DataSetError,
  CheckpointError,
  TrainingError,
  EvaluationError,
] as const;

/** The reason alone where it is the caller's to mend, the stack where it is ours. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return EXPECTED.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
