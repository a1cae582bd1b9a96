import { type NetworkFrame, personWindow, toNetworkTensor } from '../../../../src/images/network-frame.js';
import type { PixelWindow, RgbPicture } from '../../../../src/images/picture.js';
import { shrinkPicture } from '../../../../src/images/shrink-picture.js';
import { decodePng } from './decode-png.js';
import { DeviceError } from './device-error.js';
import type { DevicePerson } from './device-messages.js';
import type { DeviceStudent, Features } from './device-student.js';
import { fetchPicture } from './fetch-picture.js';
import { RecentlyUsed } from './recently-used.js';

/** A person ready to be dressed. */
export interface ReadyPerson {
  readonly photo: RgbPicture;
  readonly window: PixelWindow;
  /** [3, height, width], −1…1. */
  readonly tensor: Float32Array;
  readonly features: Features;
}

/** Prepared people that are kept; each is its photo's pixels and half a megabyte. */
const CAPACITY = 6;

/** People as the student needs them. Nothing here is ever written or sent. */
export class DevicePeople {
  /** By person and size. */
  private readonly ready = new RecentlyUsed<ReadyPerson>(CAPACITY);

  /** @param photos the shopper's own, by id */
  constructor(
    private readonly student: DeviceStudent,
    private readonly photos: ReadonlyMap<string, RgbPicture>,
  ) {}

  /** Drops everything that was made of a photo. */
  forget(id: string): void {
    this.ready.forget(`OWN ${id} `);
  }

  /** @param maxSide longest side in pixels; default the photo's own */
  get(person: DevicePerson, maxSide: number | undefined): Promise<ReadyPerson> {
    const key = `${person.kind} ${person.id} ${maxSide ?? 'full'}`;
    return this.ready.get(key, () => this.prepare(person, maxSide));
  }

  private async prepare(person: DevicePerson, maxSide: number | undefined): Promise<ReadyPerson> {
    const picture = await this.pictureOf(person);
    const photo = maxSide === undefined ? picture : shrinkPicture(picture, maxSide);
    return encodePhoto(this.student, photo);
  }

  private async pictureOf(person: DevicePerson): Promise<RgbPicture> {
    if (person.kind === 'SAMPLE') return (await decodePng(await fetchPicture(person.url))).picture;
    const photo = this.photos.get(person.id);
    if (!photo) throw new DeviceError('PHOTO_UNKNOWN', 'The photo was forgotten or never taken into use.');
    return photo;
  }
}

/** The photo in the network's frame, and its features. */
export async function encodePhoto(student: DeviceStudent, photo: RgbPicture): Promise<ReadyPerson> {
  const frame: NetworkFrame = student.frame;
  const window = personWindow(photo.width, photo.height);
  const tensor = toNetworkTensor(photo, window, frame);
  return { photo, window, tensor, features: await student.encodePerson(tensor) };
}
