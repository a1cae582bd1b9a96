import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext, ShopperContext } from '../access/request-context.js';
import { readPage } from '../api/page.js';
import type {
  CreatePersonPhotoUploadInput,
  CreatePersonPhotoUploadResult,
  DeletePersonPhotoResult,
  PersonPhoto as PersonPhotoView,
  SamplePersonList,
  SamplePersonListOptions,
} from '../api/shop-api.types.js';
import { ON_DEVICE_ONLY_MESSAGE } from './on-device-only.js';
import { PersonDeletionService } from './person-deletion.service.js';
import { shopperOf } from './person-owner.js';
import type { PersonPhoto } from './person-photo.entity.js';
import { MAX_LIVE_PHOTOS, PersonPhotoService } from './person-photo.service.js';
import { SamplePersonService } from './sample-person.service.js';

@Resolver()
export class PersonPhotoShopResolver {
  constructor(
    private readonly persons: PersonPhotoService,
    private readonly samples: SamplePersonService,
    private readonly deletion: PersonDeletionService,
  ) {}

  @Query('samplePeople')
  @Allow('SHOP')
  async samplePeople(
    @Ctx() ctx: RequestContext,
    @Args('options') options?: SamplePersonListOptions,
  ): Promise<SamplePersonList> {
    const [photos, totalItems] = await this.samples.list(ctx, { onlyReady: true }, readPage(options));
    const items = photos.flatMap((photo) => {
      const picture = this.samples.pictureOf(photo);
      return picture ? [{ id: photo.id, name: photo.name ?? '', picture }] : [];
    });
    return { items, totalItems };
  }

  @Query('personPhoto')
  @Allow('SHOPPER')
  async personPhoto(@Ctx() ctx: ShopperContext, @Args('id') id: string): Promise<PersonPhotoView | null> {
    const photo = await this.persons.find(ctx, id);
    return photo && toView(photo);
  }

  @Mutation('createPersonPhotoUpload')
  @Allow('SHOPPER')
  async createPersonPhotoUpload(
    @Ctx() ctx: ShopperContext,
    @Args('input') input: CreatePersonPhotoUploadInput,
  ): Promise<CreatePersonPhotoUploadResult> {
    const decision = await this.persons.createUpload(ctx, input);
    switch (decision.kind) {
      case 'ALLOWED':
        return { __typename: 'PersonPhotoUpload', personPhoto: toView(decision.photo), ...decision.ticket };
      case 'CONSENT_REQUIRED':
        return {
          __typename: 'ConsentRequired',
          errorCode: 'CONSENT_REQUIRED',
          message: 'Show the shopper the current consent text and send its version (Shop.consentVersion).',
          consentVersion: decision.consentVersion,
        };
      case 'QUOTA_EXCEEDED':
        return {
          __typename: 'QuotaExceeded',
          errorCode: 'QUOTA_EXCEEDED',
          message: `A shopper can have ${MAX_LIVE_PHOTOS} photos at a time; delete one or wait until one expires.`,
          retryAfterMs: Math.min(decision.retryAfterMs, MAX_GRAPHQL_INT),
        };
      case 'ON_DEVICE_ONLY':
        return { __typename: 'OnDeviceOnly', errorCode: decision.kind, message: ON_DEVICE_ONLY_MESSAGE };
    }
  }

  @Mutation('deletePersonPhoto')
  @Allow('SHOPPER')
  async deletePersonPhoto(
    @Ctx() ctx: ShopperContext,
    @Args('id') id: string,
  ): Promise<DeletePersonPhotoResult> {
    const receipt = await this.deletion.delete(shopperOf(ctx), id);
    if (receipt !== 'NOT_FOUND') return { __typename: 'DeletionReceipt', ...receipt };
    return {
      __typename: 'PersonPhotoNotFound',
      errorCode: 'PERSON_PHOTO_NOT_FOUND',
      message: 'This shopper has no such photo.',
    };
  }
}

/** Photos may be configured to live longer than an Int has milliseconds (24.8 days). */
const MAX_GRAPHQL_INT = 2_147_483_647;

/** Leaves owner, file, digest and consent behind. */
function toView({ id, state, issues, width, height, createdAt, expiresAt }: PersonPhoto): PersonPhotoView {
  // The database refuses a shopper's photo without an expiry.
  return { id, state, issues, width, height, createdAt, expiresAt: expiresAt! };
}
