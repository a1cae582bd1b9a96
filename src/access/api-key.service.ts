import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LRUCache } from 'lru-cache';
import { type EntityManager, IsNull, Repository } from 'typeorm';
import { ApiKey, type ApiKeyKind } from './api-key.entity.js';
import { generateKey, hashKey, hintOf, looksLikeKey } from './key-material.js';
import type { RequestContext } from './request-context.js';
import type { Role } from './role.js';

/** How long a looked-up key is trusted: a key revoked by another process works for at most this long. */
const LOOKUP_SECONDS = 5;
const MAX_LOOKUPS = 10_000;
const LAST_USED_STEP_MS = 60_000;

export interface NewApiKey {
  readonly kind: ApiKeyKind;
  /** Needed for ADMIN keys. */
  readonly role?: Role | null;
  readonly name: string;
}

/** Keys of channels: made, looked up, listed and revoked. */
@Injectable()
export class ApiKeyService {
  private lookups = newLookups();

  constructor(@InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>) {}

  /**
   * Stores a new key as its hash.
   * @param given the key to use instead of a random one
   * @returns the row and the key itself, which exists nowhere else
   */
  async create(
    channelId: string,
    { kind, role, name }: NewApiKey,
    { given, within }: { given?: string; within?: EntityManager } = {},
  ): Promise<{ apiKey: ApiKey; key: string }> {
    const key = given ?? generateKey(kind);
    const keys = within ? within.getRepository(ApiKey) : this.keys;
    const apiKey = await keys.save(keys.create(rowOf(channelId, key, { kind, role, name })));
    return { apiKey, key };
  }

  /**
   * Makes sure that a shop key with this text exists, whoever else makes sure of it at the same time.
   * @returns whether it may be used; false once an owner has revoked it
   */
  async ensureShopKey(channelId: string, key: string, name: string): Promise<boolean> {
    const row = rowOf(channelId, key, { kind: 'SHOP', name });
    const find = () => this.keys.findOneBy({ hash: row.hash });
    let known = await find();
    if (!known) {
      await this.keys.createQueryBuilder().insert().values(row).orIgnore().execute();
      known = await find();
    }
    return known?.revokedAt === null;
  }

  /** The valid key behind the text, with its channel; undefined when unknown or revoked. */
  async find(kind: ApiKeyKind, text: string): Promise<ApiKey | undefined> {
    if (!looksLikeKey(kind, text)) return undefined;
    const hash = hashKey(text);
    // What is being read while all is forgotten goes into the forgotten ones.
    const { lookups } = this;
    const cached = lookups.get(hash);
    const apiKey = cached
      ? cached.apiKey
      : await this.keys.findOne({ where: { hash, kind, revokedAt: IsNull() }, relations: { channel: true } });
    if (!cached) lookups.set(hash, { apiKey });
    if (apiKey) this.noteUse(apiKey);
    return apiKey ?? undefined;
  }

  /** Keys of the channel, newest first. */
  async list(
    ctx: RequestContext,
    { skip, take }: { skip: number; take: number },
  ): Promise<[ApiKey[], number]> {
    return this.keys.findAndCount({
      where: { channelId: ctx.channel.id },
      order: { createdAt: 'DESC', id: 'ASC' },
      skip,
      take,
    });
  }

  /** Revokes a key from now on. The channel's last owner key stays, lest nobody can manage it any more. */
  async revoke(ctx: RequestContext, id: string): Promise<ApiKey | 'NOT_FOUND' | 'LAST_OWNER_KEY'> {
    const outcome = await this.keys.manager.transaction(async (manager) => {
      const keys = manager.getRepository(ApiKey);
      const owners = await keys.find({
        where: { channelId: ctx.channel.id, role: 'OWNER', revokedAt: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      const apiKey = await keys.findOneBy({ id, channelId: ctx.channel.id });
      if (!apiKey) return 'NOT_FOUND' as const;
      if (apiKey.revokedAt) return apiKey;
      if (apiKey.role === 'OWNER' && owners.length === 1) return 'LAST_OWNER_KEY' as const;
      return keys.save({ ...apiKey, revokedAt: new Date() });
    });
    this.forgetLookups();
    return outcome;
  }

  /** Makes the next request read keys and channel settings anew. */
  forgetLookups(): void {
    this.lookups = newLookups();
  }

  /** Written at most once a minute a key, and never waited for. */
  private noteUse(apiKey: ApiKey): void {
    const now = Date.now();
    if (apiKey.lastUsedAt && now - apiKey.lastUsedAt.getTime() < LAST_USED_STEP_MS) return;
    apiKey.lastUsedAt = new Date(now);
    void this.keys.update({ id: apiKey.id }, { lastUsedAt: apiKey.lastUsedAt }).catch(() => undefined);
  }
}

/** @throws TypeError when the key is not of its kind */
function rowOf(channelId: string, key: string, { kind, role, name }: NewApiKey) {
  if (!looksLikeKey(kind, key))
    throw new TypeError(`A ${kind} key must start with its prefix and have 32 more characters.`);
  return {
    channelId,
    kind,
    role: kind === 'ADMIN' ? role : null,
    name,
    hint: hintOf(key),
    hash: hashKey(key),
  };
}

function newLookups(): LRUCache<string, { readonly apiKey: ApiKey | null }> {
  return new LRUCache({ max: MAX_LOOKUPS, ttl: LOOKUP_SECONDS * 1000 });
}
