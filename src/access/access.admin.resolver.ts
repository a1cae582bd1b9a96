import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type {
  ApiKey as ApiKeyView,
  ApiKeyList,
  ApiKeyListOptions,
  Channel as ChannelView,
  ChannelList,
  ChannelListOptions,
  CreateApiKeyInput,
  CreateChannelInput,
  CreateChannelResult,
  CreatedApiKey,
  Me,
  RevokeApiKeyResult,
  UpdateChannelInput,
} from '../api/admin-api.types.js';
import { badInput } from '../api/bad-input.js';
import { readPage } from '../api/page.js';
import { Allow } from './allow.decorator.js';
import { ApiKeyService } from './api-key.service.js';
import type { Channel } from './channel.entity.js';
import { ChannelService } from './channel.service.js';
import { Ctx } from './ctx.decorator.js';
import type { RequestContext } from './request-context.js';

@Resolver()
export class AdminAccessResolver {
  constructor(
    private readonly channels: ChannelService,
    private readonly apiKeys: ApiKeyService,
  ) {}

  @Query('me')
  @Allow('VIEWER')
  me(@Ctx() { keyId, role, channel }: RequestContext): Me {
    return {
      keyId,
      role: role ?? 'VIEWER',
      channel: this.view(channel),
      isPlatformOwner: role === 'OWNER' && channel.isDefault,
    };
  }

  @Query('channel')
  @Allow('VIEWER')
  channel(@Ctx() { channel }: RequestContext): ChannelView {
    return this.view(channel);
  }

  @Query('channels')
  @Allow('PLATFORM_OWNER')
  async listChannels(@Args('options') options?: ChannelListOptions): Promise<ChannelList> {
    const [items, totalItems] = await this.channels.list(readPage(options));
    return { items: items.map((channel) => this.view(channel)), totalItems };
  }

  @Query('apiKeys')
  @Allow('OWNER')
  async listApiKeys(
    @Ctx() ctx: RequestContext,
    @Args('options') options?: ApiKeyListOptions,
  ): Promise<ApiKeyList> {
    const [items, totalItems] = await this.apiKeys.list(ctx, readPage(options));
    return { items, totalItems };
  }

  @Mutation('createChannel')
  @Allow('PLATFORM_OWNER')
  async createChannel(@Args('input') input: CreateChannelInput): Promise<CreateChannelResult> {
    const result = await this.channels.create(input);
    if (result === 'CODE_TAKEN') {
      const message = `There is a channel ${input.code} already; choose another code.`;
      return { __typename: 'ChannelCodeTaken', errorCode: 'CHANNEL_CODE_TAKEN', message };
    }
    return 'field' in result
      ? { __typename: 'InvalidInput', errorCode: 'INVALID_INPUT', ...result }
      : { __typename: 'CreatedChannel', ...result, channel: this.view(result.channel) };
  }

  @Mutation('updateChannel')
  @Allow('OWNER')
  async updateChannel(
    @Ctx() ctx: RequestContext,
    @Args('input') input: UpdateChannelInput,
  ): Promise<ChannelView> {
    const result = await this.channels.update(ctx, input);
    if ('field' in result) throw badInput(`${result.field}: ${result.message}`);
    return this.view(result);
  }

  @Mutation('createApiKey')
  @Allow('OWNER')
  createApiKey(
    @Ctx() { channel }: RequestContext,
    @Args('input') input: CreateApiKeyInput,
  ): Promise<CreatedApiKey> {
    if (input.kind === 'ADMIN' && !input.role) throw badInput('role: an ADMIN key needs one.');
    if (input.name.trim() === '' || input.name.length > 200) throw badInput('name: use 1 to 200 characters.');
    return this.apiKeys.create(channel.id, input);
  }

  @Mutation('revokeApiKey')
  @Allow('OWNER')
  async revokeApiKey(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<RevokeApiKeyResult> {
    const result = await this.apiKeys.revoke(ctx, id);
    switch (result) {
      case 'NOT_FOUND':
        return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such key.' };
      case 'LAST_OWNER_KEY': {
        const message = 'This is the last owner key; create another one first.';
        return { __typename: 'LastOwnerKey', errorCode: 'LAST_OWNER_KEY', message };
      }
      default:
        return { __typename: 'ApiKey', ...toView(result) };
    }
  }

  private view(channel: Channel): ChannelView {
    return { ...channel, defaultConfidenceThreshold: this.channels.confidenceThreshold(null) };
  }
}

/** Leaves the hash and the channel behind. */
function toView({ id, kind, role, name, hint, createdAt, lastUsedAt, revokedAt }: ApiKeyView): ApiKeyView {
  return { id, kind, role, name, hint, createdAt, lastUsedAt, revokedAt };
}
