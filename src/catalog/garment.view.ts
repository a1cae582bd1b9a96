import { Injectable } from '@nestjs/common';
import type {
  Garment as AdminGarment,
  GarmentMask,
  NotFound,
  Picture,
  Price,
} from '../api/admin-api.types.js';
import type { Garment as ShopGarment } from '../api/shop-api.types.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';
import type { Garment } from './garment.entity.js';
import type { GarmentPicture } from './garment-picture.entity.js';
import { stateName } from './garment-picture.repository.js';
import { GarmentPictureService } from './garment-picture.service.js';

/** Garments as the two APIs show them, with signed pictures. The pictures of a whole page are read at once. */
@Injectable()
export class GarmentViews {
  constructor(
    private readonly pictures: GarmentPictureService,
    private readonly signedUrls: SignedUrlService,
  ) {}

  /** @param withPicture false when the client does not ask for it */
  async ofShop(garments: readonly Garment[], withPicture: boolean): Promise<ShopGarment[]> {
    const pictures = await this.picturesOf(garments, withPicture, true);
    return garments.map((garment) => {
      const primary = pictures?.get(garment.id)?.[0];
      return {
        ...shared(garment),
        picture: primary ? this.sign(primary) : null,
        cutout: this.signCutout(garment),
      };
    });
  }

  /** @param withPictures false when the client does not ask for them */
  async ofAdmin(garments: readonly Garment[], withPictures: boolean): Promise<AdminGarment[]> {
    const pictures = await this.picturesOf(garments, withPictures, false);
    return garments.map((garment) => ({
      ...shared(garment),
      status: garment.status,
      issues: garment.issues,
      pictures: (pictures?.get(garment.id) ?? []).map((picture) => ({
        id: picture.id,
        picture: this.sign(picture),
        createdAt: picture.createdAt,
      })),
      cutout: this.signCutout(garment),
      mask: this.signMask(garment),
    }));
  }

  /** One garment, as a member of a result union; see {@link ofAdmin}. */
  async oneOfAdmin(
    garment: Garment,
    withPictures: boolean,
  ): Promise<AdminGarment & { readonly __typename: 'Garment' }> {
    const [view] = await this.ofAdmin([garment], withPictures);
    if (!view) throw new Error('a garment has one view');
    return { ...view, __typename: 'Garment' };
  }

  private async picturesOf(
    garments: readonly Garment[],
    wanted: boolean,
    primaryOnly: boolean,
  ): Promise<ReadonlyMap<string, GarmentPicture[]> | undefined> {
    const [first] = garments;
    if (!wanted || !first) return undefined;
    const ids = garments.map(({ id }) => id);
    return this.pictures.of(first.channelId, ids, { primaryOnly });
  }

  private sign({ id, width, height, mediaType }: GarmentPicture): Picture {
    const { url, expiresAt } = this.signedUrls.picture(['garment', id]);
    return { url, urlExpiresAt: expiresAt, width, height, mediaType };
  }

  private signCutout(garment: Garment): Picture | null {
    const { cutoutBlob, cutoutWidth: width, cutoutHeight: height } = garment;
    if (cutoutBlob === null || width === null || height === null) return null;
    const { url, expiresAt } = this.signedUrls.picture(['cutout', stateName(garment)]);
    return { url, urlExpiresAt: expiresAt, width, height, mediaType: 'image/png' };
  }

  private signMask(garment: Garment): GarmentMask | null {
    if (garment.maskBlob === null) return null;
    const { url, expiresAt } = this.signedUrls.picture(['garment-mask', stateName(garment)]);
    return { url, urlExpiresAt: expiresAt, handMade: garment.maskHandMade };
  }
}

/** What merchants are told who name a garment that their shop does not have. */
export function garmentNotFound(): NotFound & { readonly __typename: 'NotFound' } {
  return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such garment.' };
}

/** The fields that both APIs show. */
function shared(garment: Garment): Omit<ShopGarment, 'picture' | 'cutout' | '__typename'> {
  const { id, sku, name, description, category, tags, colourwayGroup, productUrl, createdAt, updatedAt } =
    garment;
  return {
    id,
    sku,
    name,
    description,
    category,
    tags,
    colourwayGroup,
    productUrl,
    price: priceOf(garment),
    createdAt,
    updatedAt,
  };
}

function priceOf({ priceAmountMinor, priceCurrencyCode }: Garment): Price | null {
  return priceAmountMinor === null || priceCurrencyCode === null
    ? null
    : { amountMinor: priceAmountMinor, currencyCode: priceCurrencyCode };
}
