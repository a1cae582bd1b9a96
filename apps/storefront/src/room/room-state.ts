import type { Shop } from '@tryflow/client';
import type {
  DeletionProof,
  EngineKind,
  EngineProgress,
  GarmentChoice,
  MirrorFeature,
  OwnPhotoChoice,
  PersonChoice,
  Refusal,
  SamplePersonChoice,
  TryOnPicture,
} from '../engine/try-on-engine.js';
import type { ChosenPhoto } from '../photo/read-photo.js';

/** What the shopper sees of the room. */
export type RoomView =
  | { readonly name: 'LOADING' }
  /** Choice between an own photo and the shop's models. */
  | { readonly name: 'START' }
  /** @property then what to do once the shopper has agreed */
  | { readonly name: 'CONSENT'; readonly then: PhotoSource }
  | { readonly name: 'CAMERA' }
  | { readonly name: 'CHECK'; readonly photo: ChosenPhoto | undefined }
  /** A download that the shopper must agree to, because the browser asks to save data. */
  | { readonly name: 'DOWNLOAD'; readonly bytes: number }
  /** The device fails: the shopper is asked whether the photo may be sent to the server instead. */
  | { readonly name: 'SEND_INSTEAD'; readonly photo: Blob; readonly reason: Refusal['reason'] }
  | { readonly name: 'WORKING'; readonly progress: EngineProgress }
  | { readonly name: 'RESULT'; readonly picture: TryOnPicture }
  | { readonly name: 'MIRROR'; readonly tag: string }
  | { readonly name: 'REFUSED'; readonly refusal: Refusal | { readonly reason: 'BROKEN' } }
  | { readonly name: 'DELETING' }
  | { readonly name: 'DELETED'; readonly proof: DeletionProof };

/** Where a photo comes from. */
export type PhotoSource =
  { readonly from: 'CAMERA' | 'FILE' } | { readonly from: 'GIVEN'; readonly file: Blob };

/** Everything that the room shows. */
export interface RoomState {
  readonly view: RoomView;
  readonly shop: Shop | undefined;
  readonly garment: GarmentChoice | undefined;
  readonly price: { readonly amountMinor: number; readonly currencyCode: string } | undefined;
  readonly engineKind: EngineKind | undefined;
  readonly mirror: MirrorFeature | undefined;
  readonly people: readonly SamplePersonChoice[];
  readonly person: PersonChoice | undefined;
  /** The shopper's own photo while it lives, also when a model is shown. */
  readonly ownPhoto: OwnPhotoChoice | undefined;
  /** Garments to go on with. */
  readonly more: readonly GarmentChoice[];
}

export const EMPTY_ROOM: RoomState = {
  view: { name: 'LOADING' },
  shop: undefined,
  garment: undefined,
  price: undefined,
  engineKind: undefined,
  mirror: undefined,
  people: [],
  person: undefined,
  ownPhoto: undefined,
  more: [],
};
