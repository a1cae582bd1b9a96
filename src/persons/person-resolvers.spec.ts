import { describe, expect, it } from 'vitest';
import type { Channel } from '../access/channel.entity.js';
import type { ShopperContext } from '../access/request-context.js';
import { PERMISSION } from '../access/allow.decorator.js';
import type { PersonDeletionService } from './person-deletion.service.js';
import type { PersonPhoto } from './person-photo.entity.js';
import type { PersonPhotoService, UploadDecision } from './person-photo.service.js';
import { PersonPhotoShopResolver } from './person-photo.shop.resolver.js';
import { SamplePersonAdminResolver } from './sample-person.admin.resolver.js';
import type { SamplePersonService } from './sample-person.service.js';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const ctx: ShopperContext = {
  api: 'shop',
  channel: { id: 'channel', consentVersion: '2' } as Channel,
  keyId: 'key',
  shopperId: 'shopper',
};
const photo: PersonPhoto = {
  id: 'photo',
  channelId: 'channel',
  ownerKind: 'SHOPPER',
  shopperId: 'shopper',
  name: null,
  state: 'READY',
  issues: [],
  consentVersion: '2',
  consentScope: 'TRY_ON',
  consentedAt: NOW,
  photoBlob: 'persons/photo/digest',
  digest: 'digest',
  width: 3,
  height: 4,
  createdAt: NOW,
  expiresAt: NOW,
};
const nothingDeleted = { delete: () => Promise.resolve('NOT_FOUND') } as Partial<PersonDeletionService>;

describe('PersonPhotoShopResolver', () => {
  function resolverFor(decision: UploadDecision): PersonPhotoShopResolver {
    const persons: Partial<PersonPhotoService> = {
      createUpload: () => Promise.resolve(decision),
      find: () => Promise.resolve(photo),
    };
    return new PersonPhotoShopResolver(
      persons as PersonPhotoService,
      {} as SamplePersonService,
      nothingDeleted as PersonDeletionService,
    );
  }

  const refused = resolverFor({ kind: 'CONSENT_REQUIRED', consentVersion: '2' });
  const input = { consentVersion: '1', consentScope: 'TRY_ON' } as const;

  it('should answer ConsentRequired with the version to show', async () => {
    expect(await refused.createPersonPhotoUpload(ctx, input)).toMatchObject({
      __typename: 'ConsentRequired',
      errorCode: 'CONSENT_REQUIRED',
      consentVersion: '2',
    });
  });

  it('should answer QuotaExceeded with a wait that fits into a GraphQL Int', async () => {
    const resolver = resolverFor({ kind: 'QUOTA_EXCEEDED', retryAfterMs: 2_592_000_000 });

    expect(await resolver.createPersonPhotoUpload(ctx, input)).toMatchObject({
      __typename: 'QuotaExceeded',
      retryAfterMs: 2_147_483_647,
    });
  });

  it('should show of a photo neither its file nor its digest, owner or consent', async () => {
    const view = await refused.personPhoto(ctx, 'photo');

    expect(Object.keys(view ?? {}).sort()).toEqual(
      ['createdAt', 'expiresAt', 'height', 'id', 'issues', 'state', 'width'].sort(),
    );
  });

  it('should answer PersonPhotoNotFound when there is nothing to delete', async () => {
    expect(await refused.deletePersonPhoto(ctx, 'other')).toMatchObject({
      __typename: 'PersonPhotoNotFound',
      errorCode: 'PERSON_PHOTO_NOT_FOUND',
    });
  });
});

describe('SamplePersonAdminResolver', () => {
  const resolver = new SamplePersonAdminResolver(
    {} as SamplePersonService,
    nothingDeleted as PersonDeletionService,
  );

  it.each([
    { name: 'Ada', consentHeld: false },
    { name: '  ', consentHeld: true },
    { name: 'a'.repeat(201), consentHeld: true },
  ])('should refuse an upload of $name with consentHeld $consentHeld', async (input) => {
    await expect(resolver.createSamplePersonUpload(ctx, input)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('should answer NotFound when there is nothing to delete', async () => {
    expect(await resolver.deleteSamplePerson(ctx, 'other')).toMatchObject({ __typename: 'NotFound' });
  });
});

describe('permissions', () => {
  it.each([
    [PersonPhotoShopResolver, 'samplePeople', 'SHOP'],
    [PersonPhotoShopResolver, 'personPhoto', 'SHOPPER'],
    [PersonPhotoShopResolver, 'createPersonPhotoUpload', 'SHOPPER'],
    [PersonPhotoShopResolver, 'deletePersonPhoto', 'SHOPPER'],
    [SamplePersonAdminResolver, 'samplePerson', 'VIEWER'],
    [SamplePersonAdminResolver, 'samplePeople', 'VIEWER'],
    [SamplePersonAdminResolver, 'createSamplePersonUpload', 'EDITOR'],
    [SamplePersonAdminResolver, 'deleteSamplePerson', 'EDITOR'],
  ])('should let %O.%s be called by %s', (resolver, method, permission) => {
    const handler: unknown = Reflect.get(resolver.prototype, method);

    expect(Reflect.getMetadata(PERMISSION, handler as object)).toBe(permission);
  });
});
