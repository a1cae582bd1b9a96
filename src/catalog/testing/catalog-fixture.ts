import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Channel } from '../../access/channel.entity.js';
import type { RequestContext } from '../../access/request-context.js';
import { Config } from '../../config/config.js';
import { dataSourceOptions } from '../../database/data-source-options.js';
import { TemporaryPostgres } from '../../database/embedded/temporary-postgres.js';
import { migrate } from '../../database/migrate.js';
import { displayPicture } from '../../images/display-picture.js';
import { encodeMask } from '../../images/encode-picture.js';
import { prepareGarment } from '../../images/prepare-garment.js';
import { readGarmentMask } from '../../images/read-garment-mask.js';
import type { InferenceProvider } from '../../inference/inference-provider.js';
import type { EnqueueOptions, JobQueue } from '../../jobs/job-queue.js';
import { FileBlobStore } from '../../storage/file-blob-store.js';
import { GarmentFeatures } from '../garment-features.entity.js';
import { GarmentImportError } from '../garment-import-error.entity.js';
import { GarmentImport } from '../garment-import.entity.js';
import { GarmentMaskService } from '../garment-mask.service.js';
import { GarmentPictureLimits } from '../garment-picture-limits.js';
import { GarmentPicture } from '../garment-picture.entity.js';
import { GarmentPictureRepository } from '../garment-picture.repository.js';
import { GarmentPictureService } from '../garment-picture.service.js';
import { GarmentPreparationService } from '../garment-preparation.service.js';
import { Garment } from '../garment.entity.js';
import { GarmentRepository } from '../garment.repository.js';
import { GarmentService } from '../garment.service.js';

/** Digest of the model that the fixture's provider pretends to run. */
export const MODEL_DIGEST = 'model-1';

/**
 * The catalog over a real database and real files in temporary folders. Jobs are noted, not run; pictures are prepared in
 * the calling thread; a model that echoes the cutout's length takes the place of the network.
 */
export class CatalogFixture {
  readonly jobs: { readonly name: string; readonly data: unknown }[] = [];
  readonly queue = { enqueue: this.note.bind(this) } as unknown as JobQueue;
  readonly inference: Pick<
    InferenceProvider,
    'displayPicture' | 'garmentMask' | 'prepareGarment' | 'encodeGarment' | 'activeModel'
  > = {
    displayPicture,
    garmentMask: async (...mask) => encodeMask(await readGarmentMask(...mask)),
    prepareGarment,
    encodeGarment: (cutout) =>
      Promise.resolve({ features: Buffer.from(String(cutout.length)), modelDigest: MODEL_DIGEST }),
    activeModel: () =>
      ({ id: 'model', digest: MODEL_DIGEST }) as ReturnType<InferenceProvider['activeModel']>,
  };
  readonly config = new Config();
  readonly blobs: FileBlobStore;
  readonly garments: GarmentRepository;
  readonly pictures: GarmentPictureService;
  readonly pictureRows: GarmentPictureRepository;
  readonly masks: GarmentMaskService;
  readonly preparation: GarmentPreparationService;
  readonly service: GarmentService;

  private constructor(
    readonly database: DataSource,
    readonly folder: string,
    private readonly postgres: TemporaryPostgres,
  ) {
    const provider = this.inference as InferenceProvider;
    const limits = new GarmentPictureLimits(this.config);
    this.blobs = new FileBlobStore(folder);
    this.garments = new GarmentRepository(database.getRepository(Garment));
    this.pictureRows = new GarmentPictureRepository(
      database.getRepository(GarmentPicture),
      database.getRepository(Garment),
    );
    this.preparation = new GarmentPreparationService(
      this.garments,
      this.pictureRows,
      this.queue,
      limits,
      provider,
      this.blobs,
    );
    this.pictures = new GarmentPictureService(
      this.garments,
      this.pictureRows,
      this.preparation,
      limits,
      provider,
      this.blobs,
    );
    this.masks = new GarmentMaskService(
      this.garments,
      this.pictureRows,
      this.preparation,
      limits,
      provider,
      this.blobs,
    );
    this.service = new GarmentService(this.garments, this.pictureRows, this.preparation, this.blobs);
  }

  static async open(): Promise<CatalogFixture> {
    const postgres = await TemporaryPostgres.open();
    const database = await new DataSource({
      ...dataSourceOptions(postgres.settings, 4, () => undefined),
      entities: [Channel, Garment, GarmentPicture, GarmentFeatures, GarmentImport, GarmentImportError],
    }).initialize();
    await migrate(database);
    return new CatalogFixture(database, await mkdtemp(join(tmpdir(), 'tryflow-catalog-')), postgres);
  }

  async close(): Promise<void> {
    await this.database.destroy();
    await this.postgres.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A context of a new channel. */
  async context(api: RequestContext['api'] = 'admin'): Promise<RequestContext> {
    const channels = this.database.getRepository(Channel);
    const code = randomUUID();
    const channel = await channels.save(channels.create({ code, name: code, tryOnsPerShopperHour: 1 }));
    return { api, channel, keyId: randomUUID(), role: 'OWNER' };
  }

  /** A garment of the channel, as a draft. */
  async garment({ channel }: RequestContext, sku: string, values: Partial<Garment> = {}): Promise<Garment> {
    const draft = await this.garments.insert(channel.id, {
      name: `Garment ${sku}`,
      description: '',
      category: 'UPPER_BODY',
      tags: [],
      colourwayGroup: null,
      productUrl: null,
      priceAmountMinor: null,
      priceCurrencyCode: null,
      ...values,
      sku,
    });
    if (draft === 'SKU_TAKEN') throw new Error(`${sku} is taken`);
    if (Object.keys(values).length > 0) {
      await this.database.getRepository(Garment).update({ id: draft.id }, values);
    }
    return this.database.getRepository(Garment).findOneByOrFail({ id: draft.id });
  }

  /** A garment that can be tried on. */
  ready(ctx: RequestContext, sku: string, values: Partial<Garment> = {}): Promise<Garment> {
    const cutout = { cutoutBlob: `garments/${sku}`, cutoutDigest: sku, cutoutWidth: 3, cutoutHeight: 4 };
    return this.garment(ctx, sku, { ...cutout, status: 'READY', ...values });
  }

  /** Keys of all files below the folder. */
  async files(folder: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.blobs.list(folder)) keys.push(key);
    return keys;
  }

  private note(name: string, data: unknown, _options?: EnqueueOptions): Promise<string> {
    this.jobs.push({ name, data });
    return Promise.resolve(randomUUID());
  }
}
