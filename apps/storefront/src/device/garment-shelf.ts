import { type GarmentTensors, loadGarmentTensors } from '../../../../src/images/garment-tensors.js';
import { GarmentPyramid } from '../../../../src/neural/compositor/garment-pyramid.js';
import { decodePng } from './decode-png.js';
import { DeviceError } from './device-error.js';
import type { DeviceStudent, Features } from './device-student.js';
import { fetchPicture } from './fetch-picture.js';
import { RecentlyUsed } from './recently-used.js';

/** A garment ready to be worn. */
export interface ShelvedGarment {
  readonly pyramid: GarmentPyramid;
  readonly tensors: GarmentTensors;
  readonly features: Features;
}

/** Garments that are kept decoded; one is some 5 MB. */
const CAPACITY = 12;

/** Decoded garments. */
export class GarmentShelf {
  private readonly garments = new RecentlyUsed<ShelvedGarment>(CAPACITY);

  constructor(private readonly student: DeviceStudent) {}

  /**
   * @param cutoutUrl signed; its path names the garment and its state, so that a changed cut-out is another one
   * @throws DeviceError OFFLINE, PICTURE_BROKEN
   */
  get(cutoutUrl: string): Promise<ShelvedGarment> {
    return this.garments.get(new URL(cutoutUrl).pathname, () => this.load(cutoutUrl));
  }

  private async load(cutoutUrl: string): Promise<ShelvedGarment> {
    const { picture, mask } = await decodePng(await fetchPicture(cutoutUrl));
    if (!mask) throw new DeviceError('PICTURE_BROKEN', 'The garment’s cut-out has no transparency.');
    const tensors = loadGarmentTensors({ picture, mask }, this.student.frame);
    const features = await this.student.encodeGarment(tensors);
    return { pyramid: new GarmentPyramid(picture, mask), tensors, features };
  }
}
