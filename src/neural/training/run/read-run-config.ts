import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { type DataLocation, RunConfig } from './run-config.js';
import { TrainingError } from './training-error.js';

/**
 * Reads a configuration file; paths in it become absolute.
 *
 * @throws TrainingError naming every field that is wrong or unknown
 */
export async function readRunConfig(path: string): Promise<RunConfig> {
  const json = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new TrainingError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  return parseRunConfig(json, path);
}

/** @param path of the file that the text comes from: for messages and relative paths */
export function parseRunConfig(json: string, path: string): RunConfig {
  const config = plainToInstance(RunConfig, parse(json, path));
  const faults = validateSync(config, { whitelist: true, forbidNonWhitelisted: true }).flatMap((error) =>
    describeFaults(error),
  );
  if (faults.length > 0) throw new TrainingError(`Correct ${path}: ${faults.join('; ')}.`);
  return withAbsolutePaths(config, dirname(resolve(path)));
}

function parse(json: string, path: string): object {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new TrainingError(`Correct ${path}: it is not JSON (${(error as Error).message}).`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TrainingError(`Correct ${path}: it is not a JSON object.`);
  }
  return value;
}

function describeFaults(error: ValidationError, parent = ''): string[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((reason) => `${path}: ${reason}`);
  return [...own, ...(error.children ?? []).flatMap((child) => describeFaults(child, path))];
}

function withAbsolutePaths(config: RunConfig, folder: string): RunConfig {
  const located = <T extends DataLocation>(location: T): T =>
    Object.assign(location, { path: resolve(folder, location.path) });
  config.data.forEach(located);
  if (config.validation) located(config.validation);
  if (config.perceptual) config.perceptual.path = resolve(folder, config.perceptual.path);
  if (config.start !== undefined) config.start = resolve(folder, config.start);
  return config;
}
