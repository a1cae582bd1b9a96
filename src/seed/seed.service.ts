import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Repository } from 'typeorm';
import type { RequestContext } from '../access/request-context.js';
import { ChannelService } from '../access/channel.service.js';
import { GarmentPictureService } from '../catalog/garment-picture.service.js';
import { GarmentService } from '../catalog/garment.service.js';
import { Config } from '../config/config.js';
import { Logger } from '../logging/logger.js';
import { InstanceSetting } from '../model-activation/instance-setting.entity.js';
import { SamplePersonService } from '../persons/sample-person.service.js';
import { readSamplesManifest, type SamplesManifest } from './samples-manifest.js';

const SETTING = 'samples-seeded';

/** Fills the default channel with the sample garments and people, once. */
@Injectable()
export class SeedService {
  constructor(
    @InjectRepository(InstanceSetting) private readonly settings: Repository<InstanceSetting>,
    private readonly config: Config,
    private readonly channels: ChannelService,
    private readonly garments: GarmentService,
    private readonly garmentPictures: GarmentPictureService,
    private readonly people: SamplePersonService,
    private readonly logger: Logger,
  ) {}

  /** A start that was cut off goes on with what is missing; samples that a merchant deleted do not come back. */
  async seed(): Promise<void> {
    if (!this.config.seedSamples || (await this.settings.existsBy({ key: SETTING }))) return;
    const manifest = await readSamplesManifest(this.config.samplesDir);
    const channel = await this.channels.findDefault();
    if (!manifest || !channel) return;
    const ctx: RequestContext = { api: 'admin', channel, keyId: 'seed', role: 'OWNER' };
    await this.seedGarments(ctx, manifest);
    await this.seedPeople(ctx, manifest);
    await this.settings.save({ key: SETTING, value: true, updatedAt: new Date() });
    const { garments, people } = manifest;
    this.logger.event('info', 'samples seeded', { garments: garments.length, people: people.length });
  }

  private async seedGarments(
    ctx: RequestContext,
    { garments, currencyCode }: SamplesManifest,
  ): Promise<void> {
    for (const { picture, priceMinor, ...values } of garments) {
      const price = { amountMinor: priceMinor, currencyCode };
      const created = await this.garments.create(ctx, { ...values, category: 'UPPER_BODY', price });
      const garment = created === 'SKU_TAKEN' ? await this.garments.findBySku(ctx, values.sku) : created;
      if (!garment || 'field' in garment) throw new Error(`The sample ${values.sku} is not valid.`);
      if (garment.status !== 'DRAFT') continue;
      const bytes = await readFile(join(this.config.samplesDir, picture));
      await this.garmentPictures.store(ctx.channel.id, garment.id, bytes, { primary: true });
    }
  }

  private async seedPeople(ctx: RequestContext, { people }: SamplesManifest): Promise<void> {
    const [known] = await this.people.list(ctx, { onlyReady: false }, { skip: 0, take: 100 });
    const names = new Set(known.map(({ name }) => name));
    for (const { name, picture } of people) {
      if (names.has(name)) continue;
      const bytes = await readFile(join(this.config.samplesDir, picture));
      const created = await this.people.createSamplePersonFromBytes(ctx.channel.id, name, bytes);
      if ('rejected' in created) throw new Error(`The sample person ${name} is not valid.`);
    }
  }
}
