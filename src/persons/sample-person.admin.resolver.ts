import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext } from '../access/request-context.js';
import type {
  CreateSamplePersonUploadInput,
  DeleteSamplePersonResult,
  SamplePerson,
  SamplePersonList,
  SamplePersonListOptions,
  SamplePersonUpload,
} from '../api/admin-api.types.js';
import { badInput } from '../api/bad-input.js';
import { readPage } from '../api/page.js';
import { PersonDeletionService } from './person-deletion.service.js';
import { channelOf } from './person-owner.js';
import type { PersonPhoto } from './person-photo.entity.js';
import { SamplePersonService } from './sample-person.service.js';

const MAX_NAME_LENGTH = 200;

@Resolver()
export class SamplePersonAdminResolver {
  constructor(
    private readonly samples: SamplePersonService,
    private readonly deletion: PersonDeletionService,
  ) {}

  @Query('samplePerson')
  @Allow('VIEWER')
  async samplePerson(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<SamplePerson | null> {
    const photo = await this.samples.find(ctx, id);
    return photo && this.toView(photo);
  }

  @Query('samplePeople')
  @Allow('VIEWER')
  async samplePeople(
    @Ctx() ctx: RequestContext,
    @Args('options') options?: SamplePersonListOptions,
  ): Promise<SamplePersonList> {
    const [photos, totalItems] = await this.samples.list(ctx, { onlyReady: false }, readPage(options));
    return { items: photos.map((photo) => this.toView(photo)), totalItems };
  }

  @Mutation('createSamplePersonUpload')
  @Allow('EDITOR')
  async createSamplePersonUpload(
    @Ctx() ctx: RequestContext,
    @Args('input') { name, consentHeld }: CreateSamplePersonUploadInput,
  ): Promise<SamplePersonUpload> {
    if (!consentHeld) {
      throw badInput('consentHeld: get the person’s written consent to be shown first, then send true.');
    }
    const trimmed = name.trim();
    if (trimmed === '' || trimmed.length > MAX_NAME_LENGTH) {
      throw badInput(`name: use 1 to ${MAX_NAME_LENGTH} characters.`);
    }
    const { photo, ticket } = await this.samples.createUpload(ctx, trimmed);
    return { samplePerson: this.toView(photo), upload: ticket };
  }

  @Mutation('deleteSamplePerson')
  @Allow('EDITOR')
  async deleteSamplePerson(
    @Ctx() ctx: RequestContext,
    @Args('id') id: string,
  ): Promise<DeleteSamplePersonResult> {
    const receipt = await this.deletion.delete(channelOf(ctx), id);
    if (receipt !== 'NOT_FOUND') return { __typename: 'DeletionReceipt', ...receipt };
    return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such sample person.' };
  }

  private toView(photo: PersonPhoto): SamplePerson {
    const { id, name, state, issues, createdAt } = photo;
    return { id, name: name ?? '', state, issues, picture: this.samples.pictureOf(photo), createdAt };
  }
}
