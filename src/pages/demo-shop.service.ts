import { Injectable } from '@nestjs/common';
import { ApiKeyService } from '../access/api-key.service.js';
import { ChannelService } from '../access/channel.service.js';
import { Config } from '../config/config.js';
import { SigningService } from '../signing/signing.service.js';

/** What the demo pages need to reach the shop API. */
export interface DemoShop {
  readonly shopName: string;
  /** Publishable key of the default channel, for these pages alone. */
  readonly shopKey: string;
}

/**
 * The default channel as a demo shop. Keys are stored as hashes, so that the pages cannot show the one that the first
 * start printed: they have a key of their own, derived from the installation's secret. An owner who revokes it closes
 * the demo shop.
 */
@Injectable()
export class DemoShopService {
  constructor(
    private readonly config: Config,
    private readonly channels: ChannelService,
    private readonly apiKeys: ApiKeyService,
    private readonly signing: SigningService,
  ) {}

  /** Makes the key when it is missing. */
  async start(): Promise<void> {
    await this.find();
  }

  /** Undefined when the demo shop is turned off or its key was revoked. */
  async find(): Promise<DemoShop | undefined> {
    if (!(this.config.demoShop ?? !this.config.production)) return undefined;
    const channel = await this.channels.findDefault();
    if (!channel) return undefined;
    const shopKey = `tf_pk_${this.signing.sign('demo-shop-key', [channel.id])}`;
    const usable = await this.apiKeys.ensureShopKey(channel.id, shopKey, 'Demo shop pages');
    return usable ? { shopName: channel.name, shopKey } : undefined;
  }
}
