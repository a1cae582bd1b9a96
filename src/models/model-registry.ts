import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MODEL_ID, type ModelCard } from './model-card.js';
import { ModelError } from './model-error.js';
import { readModelCard } from './read-model-card.js';

/** Where the models lie and which of them may run. */
export interface ModelRegistryOptions {
  /** Folder with one folder a model: `<id>/card.json` and the files that the card names. */
  readonly folder: string;
  /** In production a model runs only if its card allows commercial use. */
  readonly production: boolean;
  /** The operator's override of that rule. */
  readonly allowResearchModels: boolean;
}

/** A model as it is found on disk; without having read its weights. */
export interface ModelSummary {
  readonly id: string;
  /** Absent when the card cannot be read. */
  readonly card?: ModelCard;
  /** Digest that the model has when its files are sound. */
  readonly digest?: string;
  /** Why the model cannot be used. */
  readonly error?: ModelError;
}

/** A model whose files were read and found to be what the card says. */
export interface LoadedModel {
  readonly card: ModelCard;
  /** SHA-256 over the sorted SHA-256 digests of all files. */
  readonly digest: string;
  /** The ONNX graph: exactly the bytes that were checked. */
  readonly graph: Uint8Array;
}

/** Finds models in a folder and hands out those that are sound and allowed. */
export class ModelRegistry {
  constructor(private readonly options: ModelRegistryOptions) {}

  /** All models by id. One that cannot be used is listed with its error; it does not hide the others. */
  async list(): Promise<ModelSummary[]> {
    const entries = await readdir(this.options.folder, { withFileTypes: true }).catch(() => []);
    const ids = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
    return Promise.all(ids.sort().map((id) => this.summarise(id)));
  }

  /**
   * Reads a model and checks all of its files.
   *
   * @throws ModelError when it is missing, damaged, or not allowed in production
   */
  async load(id: string): Promise<LoadedModel> {
    const card = await this.readCard(id);
    this.checkLicence(card);
    const files = await Promise.all(
      card.files.map(async (file) => {
        const bytes = await this.readFile(id, file.path);
        if (sha256(bytes) !== file.sha256) {
          throw new ModelError(
            'DIGEST_MISMATCH',
            `models/${id}/${file.path} is not the file that its card describes; fetch the model again.`,
          );
        }
        return { path: file.path, bytes };
      }),
    );
    const graph = files.find(({ path }) => path === card.graph)!.bytes;
    return { card, digest: modelDigest(card), graph };
  }

  private async summarise(id: string): Promise<ModelSummary> {
    let card: ModelCard;
    try {
      card = await this.readCard(id);
    } catch (error) {
      return { id, error: asModelError(error, id) };
    }
    try {
      await Promise.all(card.files.map(({ path }) => this.checkExists(id, path)));
      this.checkLicence(card);
      return { id, card, digest: modelDigest(card) };
    } catch (error) {
      return { id, card, digest: modelDigest(card), error: asModelError(error, id) };
    }
  }

  private async readCard(id: string): Promise<ModelCard> {
    if (!MODEL_ID.test(id)) throw notFound(id);
    const folder = await stat(join(this.options.folder, id)).catch(() => undefined);
    if (!folder?.isDirectory()) throw notFound(id);
    const json = await readFile(join(this.options.folder, id, 'card.json'), 'utf8').catch(() => undefined);
    if (json === undefined) throw new ModelError('CARD_INVALID', `models/${id} has no card.json; add one.`);
    return readModelCard(json, id);
  }

  private async readFile(id: string, path: string): Promise<Uint8Array> {
    try {
      return await readFile(join(this.options.folder, id, path));
    } catch {
      throw missingFile(id, path);
    }
  }

  private async checkExists(id: string, path: string): Promise<void> {
    await stat(join(this.options.folder, id, path)).catch(() => {
      throw missingFile(id, path);
    });
  }

  private checkLicence(card: ModelCard): void {
    const { production, allowResearchModels } = this.options;
    if (!production || allowResearchModels || card.allowedUse === 'commercial') return;
    throw new ModelError(
      'LICENCE_REFUSED',
      `The card of "${card.id}" allows research only (${card.licence}). Choose a model whose card allows ` +
        'commercial use, or set ALLOW_RESEARCH_MODELS=true and answer for it yourself.',
    );
  }
}

function modelDigest(card: ModelCard): string {
  const digests = card.files.map((file) => file.sha256).sort();
  return sha256(Buffer.from(digests.join('\n')));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function notFound(id: string): ModelError {
  return new ModelError(
    'NOT_FOUND',
    `There is no model "${id}"; \`tryflow models list\` shows those that exist.`,
  );
}

function missingFile(id: string, path: string): ModelError {
  return new ModelError('NOT_FOUND', `models/${id}/${path} is missing; fetch the model again.`);
}

function asModelError(error: unknown, id: string): ModelError {
  if (error instanceof ModelError) return error;
  return new ModelError('CARD_INVALID', `models/${id} cannot be read; check the folder's permissions.`);
}
