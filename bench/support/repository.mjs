import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../dist/config/read-config.js';
import { ModelRegistry } from '../../dist/models/model-registry.js';

/** Root folder of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Photos of people, 768×1024. */
export const PEOPLE = [
  'p01_g04',
  'p02_g03',
  'p03_g14',
  'p05_g10',
  'p06_g11',
  'p07_g05',
  'p08_g06',
  'p10_g13',
];

/** Generous limits for the repository's own pictures. */
export const LIMITS = { maxBytes: 2 ** 28, maxPixels: 1e8, timeoutSeconds: 60 };

/** The configuration of the environment that the bench is called with. */
export const config = readConfig(process.env);

/**
 * @param {string} path inside samples/
 * @returns {Promise<Buffer>}
 */
export function sample(path) {
  return readFile(`${ROOT}samples/${path}`);
}

/** The model that the server would run, checked. */
export function loadModel() {
  const registry = new ModelRegistry({
    folder: config.modelsDir,
    production: config.production,
    allowResearchModels: config.allowResearchModels,
  });
  return registry.load(config.model);
}
