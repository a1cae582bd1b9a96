import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type EntityManager } from 'typeorm';
import { Channel } from '../../access/channel.entity.js';
import type { ShopperContext } from '../../access/request-context.js';
import { Config } from '../../config/config.js';
import { ConfigModule } from '../../config/config.module.js';
import { dataSourceOptions } from '../../database/data-source-options.js';
import { TemporaryPostgres } from '../../database/embedded/temporary-postgres.js';
import { openDataSource } from '../../database/open-data-source.js';
import { preparePerson } from '../../images/prepare-person.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../../inference/inference-provider.js';
import { Logger } from '../../logging/logger.js';
import { SigningModule } from '../../signing/signing.module.js';
import { BLOB_STORE, type BlobStore } from '../../storage/blob-store.js';
import { StorageModule } from '../../storage/storage.module.js';
import { ServerAddress } from '../../transfer/server-address.js';
import { TransferModule } from '../../transfer/transfer.module.js';
import { PersonPhotoService } from '../person-photo.service.js';
import { type DeletedResults, PersonResultsRegistry } from '../person-results.js';
import { PersonsModule } from '../persons.module.js';

/** What the upload endpoint answers. */
export interface UploadReply {
  readonly status: number;
  readonly body: { id?: string; state?: string; issues?: { code: string }[]; error?: { code: string } };
}

/**
 * The persons feature on a database of its own, behind a real HTTP server, for its tests. Photos are prepared in the
 * calling thread; results are rows of `try_on` that the test adds.
 */
export class PersonsApp {
  /** Everything that was logged, at the most talkative level. */
  readonly logs: string[];
  private readonly teardown: () => Promise<void>;

  private constructor(
    readonly config: Config,
    readonly origin: string,
    private readonly resolve: <T>(token: Type<T> | symbol) => T,
    private readonly checks: { gate: () => Promise<void> },
    rest: { logs: string[]; teardown: () => Promise<void> },
  ) {
    this.logs = rest.logs;
    this.teardown = rest.teardown;
  }

  static async open(settings: Partial<Config> = {}): Promise<PersonsApp> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tryflow-persons-'));
    const config = Object.assign(new Config(), { dataDir, port: 0 }, settings);
    const database = await TemporaryPostgres.open();
    const logs: string[] = [];
    const logger = new Logger('trace', { write: (line) => void logs.push(line) });
    const checks = { gate: () => Promise.resolve() };
    const inference: Pick<InferenceProvider, 'preparePerson'> = {
      preparePerson: async (bytes, limits) => {
        const prepared = await preparePerson(bytes, limits);
        await checks.gate();
        return prepared;
      },
    };

    @Global()
    @Module({
      providers: [
        { provide: Logger, useValue: logger },
        { provide: INFERENCE_PROVIDER, useValue: inference },
      ],
      exports: [Logger, INFERENCE_PROVIDER],
    })
    class SurroundingsModule {}

    @Module({
      imports: [
        ConfigModule.forRoot(config),
        SurroundingsModule,
        SigningModule,
        StorageModule,
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            ...dataSourceOptions(database.settings, 4, () => undefined),
            autoLoadEntities: true,
          }),
          dataSourceFactory: openDataSource,
        }),
        TypeOrmModule.forFeature([Channel]),
        TransferModule,
        PersonsModule,
      ],
    })
    class PersonsAppModule {}

    const app = await NestFactory.create(PersonsAppModule, { bodyParser: false, logger });
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    app.get(ServerAddress).setPort(port);
    app.get(PersonResultsRegistry).register({ deleteResultsOf: deleteTryOns });
    const teardown = async (): Promise<void> => {
      await app.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    };
    return new PersonsApp(config, `http://127.0.0.1:${port}`, (token) => app.get(token), checks, {
      logs,
      teardown,
    });
  }

  get<T>(token: Type<T> | symbol): T {
    return this.resolve<T>(token);
  }

  async sql<T>(query: string, parameters: unknown[] = []): Promise<T[]> {
    return this.get(DataSource).query<T[]>(query, parameters);
  }

  /** Makes the next photos stop after they were prepared and before they are stored. */
  holdUploads(gate: () => Promise<void>): void {
    this.checks.gate = gate;
  }

  /** A new shopper, of a new channel unless one is given. */
  async shopper(channel?: Channel): Promise<ShopperContext> {
    const channels = this.get(DataSource).getRepository(Channel);
    const given =
      channel ?? (await channels.save({ code: randomUUID(), name: 'Shop', tryOnsPerShopperHour: 10 }));
    const stored = await channels.findOneByOrFail({ id: given.id });
    return { api: 'shop', channel: stored, keyId: randomUUID(), shopperId: randomUUID() };
  }

  /** A photo that waits for its bytes, and where to send them. */
  async awaitUpload(ctx: ShopperContext): Promise<{ id: string; url: string }> {
    const decision = await this.get(PersonPhotoService).createUpload(ctx, {
      consentVersion: ctx.channel.consentVersion,
      consentScope: 'TRY_ON',
    });
    if (decision.kind !== 'ALLOWED') throw new Error(decision.kind);
    return { id: decision.photo.id, url: decision.ticket.uploadUrl };
  }

  async put(url: string, bytes: Uint8Array): Promise<UploadReply> {
    const response = await fetch(url, { method: 'PUT', body: Buffer.from(bytes) });
    return { status: response.status, body: (await response.json()) as UploadReply['body'] };
  }

  /** A stored result that shows the person; answers its id. */
  async addTryOn(ctx: ShopperContext, photoId: string): Promise<string> {
    const id = randomUUID();
    const garmentId = randomUUID();
    const blob = await this.get<BlobStore>(BLOB_STORE).put(`try-ons/${id}`, Buffer.from(`picture ${id}`));
    await this.sql(
      `INSERT INTO garment (id, channel_id, sku, name, category) VALUES ($1, $2, $3, 'Shirt', 'UPPER_BODY')`,
      [garmentId, ctx.channel.id, garmentId],
    );
    await this.sql(
      `INSERT INTO try_on (id, channel_id, person_photo_id, garment_id, shopper_id, is_sample_person, cache_key, state,
         output_format, output_quality, person_digest, garment_digest, model_id, model_digest, pipeline_version,
         picture_blob, expires_at)
       VALUES ($1, $2, $3, $4, $5, false, $6, 'COMPLETED', 'JPEG', 88, '', '', '', '', '', $7, now() + interval '1 day')`,
      [id, ctx.channel.id, photoId, garmentId, ctx.shopperId, id, blob],
    );
    return id;
  }

  /** Lets the photo's time be up. */
  async expire(photoId: string): Promise<void> {
    await this.sql(`UPDATE person_photo SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      photoId,
    ]);
  }

  /** Every file in the store, as `folder/digest`. */
  async files(): Promise<string[]> {
    const keys: string[] = [];
    for (const top of await readdir(join(this.config.dataDir, 'blobs')).catch(() => [])) {
      for await (const { key } of this.get<BlobStore>(BLOB_STORE).list(top)) keys.push(key);
    }
    return keys.sort();
  }

  close(): Promise<void> {
    return this.teardown();
  }
}

/** What the try-on feature does when a person is deleted. */
async function deleteTryOns(manager: EntityManager, personPhotoId: string): Promise<DeletedResults> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    'DELETE FROM try_on WHERE person_photo_id = $1 RETURNING id',
    [personPhotoId],
  );
  return { deleted: rows.length, folders: rows.map(({ id }) => `try-ons/${id}`) };
}
