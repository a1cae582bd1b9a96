import { Injectable, type OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { RequestContext } from '../access/request-context.js';
import type { Page } from '../api/page.js';
import type { Picture, PictureIssue } from '../api/shop-api.types.js';
import { PictureRegistry, type ServedPicture } from '../transfer/picture-registry.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';
import { PersonFiles } from './person-files.js';
import { PersonPhotoCheck } from './person-photo-check.js';
import type { PersonPhoto } from './person-photo.entity.js';
import { PersonPhotoRepository } from './person-photo.repository.js';
import { PersonUploadTickets, type UploadTicket } from './person-upload-ticket.js';

/** Time that a sample person's picture gets to come, longer than any upload URL lives. */
const ABANDONED_MS = 2 * 86_400_000;
/** Kind under which pictures of sample people are signed and served. */
const PICTURE_KIND = 'sample-person';
/** Photos are stored as PNG. */
const MEDIA_TYPE = 'image/png';

/** The consent that a merchant holds in writing; it is no version of the shop's text. */
const HELD_CONSENT = {
  ownerKind: 'CHANNEL',
  consentVersion: 'held-by-merchant',
  consentScope: 'SHOWN_AS_MODEL',
} as const;

/** Models of a shop, whom every shopper of it may look at and try garments on. They stay until they are deleted. */
@Injectable()
export class SamplePersonService implements OnModuleInit {
  constructor(
    private readonly photos: PersonPhotoRepository,
    private readonly check: PersonPhotoCheck,
    private readonly files: PersonFiles,
    private readonly tickets: PersonUploadTickets,
    private readonly signedUrls: SignedUrlService,
    private readonly pictures: PictureRegistry,
  ) {}

  onModuleInit(): void {
    this.pictures.register({ kind: PICTURE_KIND, find: (id) => this.findPicture(id) });
  }

  /** Records that the merchant holds the person's consent and lets the picture's bytes come. */
  async createUpload(
    { channel }: RequestContext,
    name: string,
  ): Promise<{ photo: PersonPhoto; ticket: UploadTicket }> {
    const expiresAt = new Date(Date.now() + ABANDONED_MS);
    const photo = await this.photos.insert({ ...HELD_CONSENT, channelId: channel.id, name, expiresAt });
    return { photo, ticket: this.tickets.issue(channel.id, photo.id) };
  }

  /**
   * Makes a sample person of a picture at hand, for whose person the caller holds the consent.
   *
   * @throws InferenceBusyError, StorageFullError
   */
  async createSamplePersonFromBytes(
    channelId: string,
    name: string,
    bytes: Uint8Array,
  ): Promise<{ id: string } | { rejected: PictureIssue[] }> {
    const checked = await this.check.check(bytes);
    if ('rejected' in checked) return checked;
    const { photo, digest, width, height } = checked.accepted;
    const id = randomUUID();
    const photoBlob = await this.files.put(id, photo);
    const stored = { state: 'READY' as const, issues: checked.issues, photoBlob, digest, width, height };
    await this.photos.insert({ ...HELD_CONSENT, ...stored, id, channelId, name });
    return { id };
  }

  /** The channel's sample people, the first made first; those that can be tried on, or all. */
  list(
    { channel }: RequestContext,
    { onlyReady }: { onlyReady: boolean },
    page: Page,
  ): Promise<[PersonPhoto[], number]> {
    return this.photos.listSamples(channel.id, onlyReady, page);
  }

  /** A sample person in any state; null when there is none with this id in the channel. */
  async find({ channel }: RequestContext, id: string): Promise<PersonPhoto | null> {
    const photo = await this.photos.findLive(channel.id, id);
    return photo?.ownerKind === 'CHANNEL' ? photo : null;
  }

  /** The picture behind a signed URL; null before it is ready. */
  pictureOf({ id, state, width, height }: PersonPhoto): Picture | null {
    if (state !== 'READY' || width === null || height === null) return null;
    const { url, expiresAt: urlExpiresAt } = this.signedUrls.picture([PICTURE_KIND, id]);
    return { url, urlExpiresAt, width, height, mediaType: MEDIA_TYPE };
  }

  /** What `GET /pictures/sample-person/<id>` serves. */
  async findPicture(id: string): Promise<ServedPicture | undefined> {
    const photo = await this.photos.findReadySample(id);
    if (!photo?.photoBlob) return undefined;
    return { blob: photo.photoBlob, mediaType: MEDIA_TYPE, showsShopper: false };
  }
}
