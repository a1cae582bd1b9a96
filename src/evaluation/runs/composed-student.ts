import { composeTryOn } from '../../neural/compositor/compose-try-on.js';
import { GarmentPyramid } from '../../neural/compositor/garment-pyramid.js';
import { enlargeField } from '../../neural/compositor/field.js';
import { bleedColours } from '../../images/colour-bleed.js';
import { maskToNetworkTensor, toNetworkTensor } from '../../images/network-frame.js';
import type { RgbPicture } from '../../images/picture.js';
import type { GarmentInput, StudentMaps } from '../../neural/validation/student-runner.js';
import type { Student } from '../../neural/validation/student.js';
import type { ItemSize } from './open-items.js';

/** How far cloth colours are spread beyond the garment's edge, as a share of the height: one pixel of the network. */
const BLEED_SHARE = 1 / 64;

/**
 * A student that answers at a size of its own choosing, as the product does: person and garment are shrunk to the network's
 * frame, and flow and masks are enlarged and applied to the pictures at that size. Pictures are rounded to 8 bits.
 */
export class ComposedStudent implements Student {
  readonly height: number;
  readonly width: number;

  constructor(
    private readonly student: Student,
    { height, width }: ItemSize,
  ) {
    this.height = height;
    this.width = width;
  }

  async tryOn(person: Float32Array, { garment, mask }: GarmentInput): Promise<StudentMaps> {
    const { height, width, student } = this;
    const window = { left: 0, top: 0, width, height };
    const photo = toPicture(person, width, height);
    const coverage = { width, height, data: Uint8Array.from(mask, (value) => 255 * value) };
    const reach = Math.ceil(height * BLEED_SHARE);
    const cloth = bleedColours(toPicture(garment, width, height), coverage, reach);
    const networkMask = maskToNetworkTensor(coverage, student);
    const networkGarment = toNetworkTensor(cloth, window, student).map((value, i) =>
      networkMask[i % networkMask.length] === 0 ? 0 : value,
    );
    const maps = await student.tryOn(toNetworkTensor(photo, window, student), {
      garment: networkGarment,
      mask: networkMask,
    });
    const result = composeTryOn({ photo, window, garment: new GarmentPyramid(cloth, coverage), maps });
    const enlarge = (data: Float32Array, channels: number): Float32Array =>
      enlargeField({ channels, height: maps.height, width: maps.width, data }, width, height).data;
    return {
      ...maps,
      height,
      width,
      person,
      garmentMask: mask,
      composition: enlarge(maps.composition, 1),
      rendered: enlarge(maps.rendered, 3),
      preservation: enlarge(maps.preservation, 1),
      tryOn: toPlanes(result),
    };
  }
}

/** [3, height, width], −1…1 → interleaved, 0…255. */
function toPicture(planes: Float32Array, width: number, height: number): RgbPicture {
  const plane = width * height;
  const data = new Uint8ClampedArray(3 * plane);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) data[3 * i + c] = (planes[c * plane + i]! + 1) * 127.5;
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

function toPlanes({ width, height, data }: RgbPicture): Float32Array {
  const plane = width * height;
  return Float32Array.from({ length: 3 * plane }, (_, i) => {
    const channel = Math.floor(i / plane);
    return data[3 * (i - channel * plane) + channel]! / 127.5 - 1;
  });
}
