import { validateSync } from 'class-validator';
import { resolve } from 'node:path';
import { Config } from './config.js';
import { settingsOf, type SettingDescription } from './setting.decorator.js';

/** The environment holds a value that the server cannot start with; the message names every such variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  on: true,
  false: false,
  '0': false,
  off: false,
};
const FOLDERS = new Set(['DATA_DIR', 'SAMPLES_DIR', 'MODELS_DIR', 'WEB_DIR']);

/**
 * Reads and validates the configuration.
 * @param environment variables, usually `process.env`; unset and empty ones keep the default
 * @throws ConfigError naming each variable that cannot be used
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config = new Config();
  const problems: string[] = [];
  for (const [property, setting] of settingsOf(Config.prototype)) {
    const text = environment[setting.variable]?.trim();
    if (!text) continue;
    const value = parse(text, setting);
    if (value === undefined) problems.push(`${setting.variable}: expected ${setting.kind}`);
    else Object.assign(config, { [property]: value });
  }
  for (const { property, constraints } of validateSync(config, { forbidUnknownValues: false })) {
    const variable = settingsOf(Config.prototype).get(property)?.variable ?? property;
    problems.push(`${variable}: ${Object.values(constraints ?? {}).join(', ')}`);
  }
  if (problems.length > 0)
    throw new ConfigError(`The configuration cannot be used.\n  ${problems.join('\n  ')}`);
  return config;
}

function parse(text: string, { kind, variable }: SettingDescription): unknown {
  switch (kind) {
    case 'text':
      return FOLDERS.has(variable) ? resolve(text) : text;
    case 'integer':
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'boolean':
      return BOOLEANS[text.toLowerCase()];
    case 'list':
      return text.split(',').map((item) => item.trim());
  }
}
