import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { TryOnMode } from '../api/admin-api.types.js';
import { Config } from '../config/config.js';
import { ApiKeyService } from './api-key.service.js';
import type { ApiKey } from './api-key.entity.js';
import { Channel } from './channel.entity.js';
import { parseOrigin } from './origin.js';
import type { RequestContext } from './request-context.js';

const CODE = /^[a-z0-9-]{2,40}$/;
/** SQLSTATE of a violated unique constraint. */
const UNIQUE_VIOLATION = '23505';

export interface ChannelChange {
  name?: string | null;
  allowedOrigins?: string[] | null;
  consentVersion?: string | null;
  tryOnsPerShopperHour?: number | null;
  tryOnMode?: TryOnMode | null;
  /** Null: back to the server's. */
  confidenceThreshold?: number | null;
}

/** A field whose value cannot be accepted, with the reason. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** A channel with its first keys, shown once. */
export interface NewChannel {
  readonly channel: Channel;
  readonly shopKey: { apiKey: ApiKey; key: string };
  readonly ownerKey: { apiKey: ApiKey; key: string };
}

/** Shops of this installation. */
@Injectable()
export class ChannelService {
  constructor(
    @InjectRepository(Channel) private readonly channels: Repository<Channel>,
    private readonly apiKeys: ApiKeyService,
    private readonly config: Config,
  ) {}

  /** The default channel and its keys on an empty database; undefined when there is one already. */
  async createDefault(allowedOrigins: string[]): Promise<NewChannel | undefined> {
    if (await this.channels.existsBy({ isDefault: true })) return undefined;
    const created = await this.insert(
      { code: 'default', name: 'Demo shop', isDefault: true, allowedOrigins },
      true,
    );
    return created === 'CODE_TAKEN' ? undefined : created;
  }

  /** A new shop with a shop key and an owner key. */
  async create(input: {
    code: string;
    name: string;
    allowedOrigins?: string[] | null;
  }): Promise<NewChannel | FieldProblem | 'CODE_TAKEN'> {
    const allowedOrigins = input.allowedOrigins ?? [];
    const problem = CODE.test(input.code) ? checkChange({ ...input, allowedOrigins }) : badCode();
    return (
      problem ?? this.insert({ code: input.code, name: input.name, isDefault: false, allowedOrigins }, false)
    );
  }

  /** Changes the settings of the context's channel; absent fields stay, and null ones that cannot be null. */
  async update(ctx: RequestContext, change: ChannelChange): Promise<Channel | FieldProblem> {
    const problem = checkChange(change);
    if (problem) return problem;
    const given = Object.fromEntries(
      Object.entries(change).filter(
        ([field, value]) => value !== undefined && (value !== null || field === 'confidenceThreshold'),
      ),
    );
    const channel = await this.channels.save({ ...ctx.channel, ...given });
    this.apiKeys.forgetLookups();
    return channel;
  }

  /** Confidence below which the channel's try-ons are withheld, 0…1. */
  confidenceThreshold(channel: Pick<Channel, 'confidenceThreshold'> | null): number {
    return channel?.confidenceThreshold ?? this.config.confidenceThreshold;
  }

  /** All channels, for an owner of the default one. */
  async list({ skip, take }: { skip: number; take: number }): Promise<[Channel[], number]> {
    return this.channels.findAndCount({ order: { createdAt: 'ASC', id: 'ASC' }, skip, take });
  }

  /** The channel of a job's payload; null when it was deleted meanwhile. */
  async find(id: string): Promise<Channel | null> {
    return this.channels.findOneBy({ id });
  }

  /** The installation's own channel; null before the first start has finished. */
  async findDefault(): Promise<Channel | null> {
    return this.channels.findOneBy({ isDefault: true });
  }

  /** Whether any channel allows the origin: what a preflight, which carries no key, can be told. */
  async anyAllows(origin: string): Promise<boolean> {
    return this.channels
      .createQueryBuilder('channel')
      .where(':origin = ANY (channel.allowedOrigins)', { origin })
      .getExists();
  }

  private async insert(
    values: Pick<Channel, 'code' | 'name' | 'isDefault' | 'allowedOrigins'>,
    useConfiguredKeys: boolean,
  ): Promise<NewChannel | 'CODE_TAKEN'> {
    const { shopKey, adminKey, tryOnsPerShopperHour } = this.config;
    try {
      return await this.channels.manager.transaction(async (within) => {
        const channel = await within.save(within.create(Channel, { ...values, tryOnsPerShopperHour }));
        return {
          channel: await within.findOneByOrFail(Channel, { id: channel.id }),
          shopKey: await this.apiKeys.create(
            channel.id,
            { kind: 'SHOP', name: 'First shop key' },
            { within, given: useConfiguredKeys ? shopKey : undefined },
          ),
          ownerKey: await this.apiKeys.create(
            channel.id,
            { kind: 'ADMIN', role: 'OWNER', name: 'First owner key' },
            { within, given: useConfiguredKeys ? adminKey : undefined },
          ),
        };
      });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return 'CODE_TAKEN';
      throw error;
    }
  }
}

function badCode(): FieldProblem {
  return { field: 'code', message: 'Use 2 to 40 characters a–z, 0–9 and -.' };
}

function checkChange({
  name,
  allowedOrigins,
  consentVersion,
  tryOnsPerShopperHour,
  confidenceThreshold,
}: ChannelChange): FieldProblem | undefined {
  if (typeof name === 'string' && (name.trim() === '' || name.length > 200)) {
    return { field: 'name', message: 'Use 1 to 200 characters.' };
  }
  if (typeof consentVersion === 'string' && !/^[\w.-]{1,40}$/.test(consentVersion)) {
    return { field: 'consentVersion', message: 'Use 1 to 40 letters, digits, dots, dashes and underscores.' };
  }
  if (typeof tryOnsPerShopperHour === 'number' && tryOnsPerShopperHour < 0) {
    return { field: 'tryOnsPerShopperHour', message: 'Use 0 or more.' };
  }
  if (typeof confidenceThreshold === 'number' && !(confidenceThreshold >= 0 && confidenceThreshold <= 1)) {
    return { field: 'confidenceThreshold', message: 'Use 0 to 1.' };
  }
  const bad = allowedOrigins?.find((origin) => parseOrigin(origin) !== origin);
  if (bad !== undefined) {
    return {
      field: 'allowedOrigins',
      message: `Not an origin: ${bad}. Write scheme, host and port only, such as https://shop.example.`,
    };
  }
  return undefined;
}
