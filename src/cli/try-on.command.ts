import { Command, InvalidArgumentError } from 'commander';
import type { Config } from '../config/config.js';
import { readConfig } from '../config/read-config.js';
import { PictureError } from '../images/picture-error.js';
import { prepareGarment, type PreparedGarment } from '../images/prepare-garment.js';
import { preparePerson, type PreparedPerson } from '../images/prepare-person.js';
import { chooseExecutionProvider } from '../inference/onnx/choose-execution-provider.js';
import { StudentSession } from '../inference/onnx/student-session.js';
import { StudentTasks } from '../inference/onnx/student-tasks.js';
import { CliError, EXIT } from './exit-code.js';
import { flowPicture } from './flow-picture.js';
import { modelRegistry } from './models.command.js';
import {
  pictureTarget,
  type PictureTarget,
  pngTarget,
  readPictureFile,
  writePictureFile,
} from './picture-file.js';
import { personPhotoLimits, pictureLimits } from './picture-limits.js';
import { progress, tellIssues } from './progress.js';

const DEFAULT_QUALITY = 88;
const LEAST_SIDE = 128;

interface TryOnCommandOptions {
  readonly output: PictureTarget;
  readonly flow?: string;
  readonly model?: string;
  readonly quality: number;
  readonly maxSide?: number;
  readonly force?: boolean;
}

/** `tryflow try-on`: one person in one garment, without a server. */
export function tryOnCommand(): Command {
  return new Command('try-on')
    .description('Shows the garment on the person, without a server. Progress goes to stderr.')
    .argument('<person>', 'photo of the person: JPEG, PNG, WebP or AVIF')
    .argument('<garment>', 'shop picture of the garment on a plain background')
    .requiredOption('-o, --output <file>', 'picture to write: .jpg, .png or .webp', pictureTarget)
    .option('--flow <file.png>', 'also draw where each pixel of the garment comes from', pngTarget)
    .option('--model <id>', 'model to run; default: MODEL')
    .option('--quality <n>', 'of JPEG and WebP, 1 to 100', integer(1, 100), DEFAULT_QUALITY)
    .option('--max-side <n>', 'longest side of the result in pixels', integer(LEAST_SIDE, 8192))
    .option('--force', 'write the result even if it is probably wrong')
    .action(tryOn);
}

async function tryOn(personPath: string, garmentPath: string, options: TryOnCommandOptions): Promise<void> {
  const config = readConfig(process.env);
  const person = await readPerson(personPath, config);
  const garment = await readGarment(garmentPath, config);
  const session = await openSession(config, options.model ?? config.model);
  try {
    const { format } = options.output;
    const output = await new StudentTasks(session).tryOn({
      personPhoto: person.photo,
      garmentCutout: garment.cutout,
      garmentDigest: garment.digest,
      options: { format, quality: options.quality, maxSide: options.maxSide },
    });
    const { decodeMs, networkMs, composeMs, encodeMs } = output.timings;
    progress(
      `try-on: decode ${ms(decodeMs)}, network ${ms(networkMs)}, compose ${ms(composeMs)}, encode ${ms(encodeMs)}`,
    );
    const { flow } = options;
    if (flow !== undefined) {
      await writePictureFile(flow, await flowPicture(session, person, garment));
      progress(`${flow}: colour = direction, saturation = distance to where the garment is sampled`);
    }
    checkConfidence(output.confidence.score, config.confidenceThreshold, options.force);
    await writePictureFile(options.output.path, output.picture);
    progress(`${options.output.path}: ${output.width}×${output.height}`);
  } finally {
    await session.close();
  }
}

async function readPerson(path: string, config: Config): Promise<PreparedPerson> {
  const person = await preparePerson(await readPictureFile(path), personPhotoLimits(config)).catch(
    namingFile(path),
  );
  progress(`${path}: person, ${person.width}×${person.height}`);
  if (tellIssues(path, person.issues)) throw new CliError(EXIT.refused, `${path} cannot be used.`);
  return person;
}

async function readGarment(path: string, config: Config): Promise<PreparedGarment> {
  const garment = await prepareGarment(await readPictureFile(path), pictureLimits(config)).catch(
    namingFile(path),
  );
  progress(`${path}: garment, ${Math.round(garment.statistics.areaShare * 100)} % of the picture`);
  if (tellIssues(path, garment.issues)) throw new CliError(EXIT.refused, `${path} cannot be used.`);
  return garment;
}

async function openSession(config: Config, modelId: string): Promise<StudentSession> {
  const { card, digest, graph } = await modelRegistry(config).load(modelId);
  const { opened, failures } = await chooseExecutionProvider(config.executionProviders, (provider) =>
    StudentSession.open({ card, digest, graph }, provider, config.threadsPerSession),
  );
  for (const { executionProvider, reason } of failures) {
    progress(`${executionProvider} cannot be used here: ${reason}`);
  }
  progress(`${modelId} ${card.version} on ${opened.executionProvider} (allowed use: ${card.allowedUse})`);
  return opened;
}

function checkConfidence(score: number, threshold: number, force = false): void {
  const verdict = `confidence ${score.toFixed(2)}, threshold ${threshold.toFixed(2)}`;
  if (score < threshold && !force) {
    throw new CliError(
      EXIT.lowConfidence,
      `${verdict}: the result would probably be wrong and was not written. Use a photo of one person from ` +
        'the front, or --force.',
    );
  }
  progress(score < threshold ? `${verdict}: the result is probably wrong` : verdict);
}

/** Says which of the files a picture error is about. */
function namingFile(path: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof PictureError ? new CliError(EXIT.refused, `${path}: ${error.message}`) : error;
  };
}

function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
