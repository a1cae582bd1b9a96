import { DataSetError, KEYPOINTS } from '../../data-set.js';
import type { TrainingPair } from '../../training-pair.js';

/** What every record of a store has in common. */
export interface RecordFormat {
  /** Pixels. */
  readonly height: number;
  readonly width: number;
  /** Whether records hold DensePose parts. */
  readonly hasBodyParts: boolean;
  /** Whether records hold the person in another garment. */
  readonly hasOtherwise: boolean;
}

type Part = 'photo' | 'garment' | 'garmentMask' | 'labels' | 'bodyParts' | 'keypoints' | 'otherwise';

const KEYPOINT_VALUES = KEYPOINTS.length * 3;

/** Where the parts of a pair lie in its record; keypoints are little-endian float32, the rest bytes. */
export class RecordLayout {
  private readonly parts = new Map<Part, { offset: number; length: number }>();
  /** Bytes. */
  readonly size: number;

  constructor(readonly format: RecordFormat) {
    const pixels = format.height * format.width;
    let offset = 0;
    const add = (part: Part, length: number): void => {
      this.parts.set(part, { offset, length });
      offset += length;
    };
    add('photo', 3 * pixels);
    add('garment', 3 * pixels);
    add('garmentMask', pixels);
    add('labels', pixels);
    if (format.hasBodyParts) add('bodyParts', pixels);
    add('keypoints', 4 * KEYPOINT_VALUES);
    if (format.hasOtherwise) add('otherwise', 3 * pixels);
    this.size = offset;
  }

  /** Bytes of garment and mask, which lie side by side, within a record. */
  get garmentRange(): { offset: number; length: number } {
    const pixels = this.format.height * this.format.width;
    return { offset: 3 * pixels, length: 4 * pixels };
  }

  /** @throws DataSetError when the pair is not as the format says */
  encode(pair: TrainingPair): Buffer {
    this.check(pair);
    const record = Buffer.allocUnsafe(this.size);
    for (const [part, { offset }] of this.parts) {
      if (part === 'keypoints')
        pair.keypoints.forEach((value, i) => record.writeFloatLE(value, offset + 4 * i));
      else record.set(pair[part] as Uint8Array, offset);
    }
    return record;
  }

  /** The pair's arrays are views of `record`. */
  decode(record: Buffer, { id, garmentId }: { id: string; garmentId: string }): TrainingPair {
    const { height, width, hasBodyParts, hasOtherwise } = this.format;
    const bytes = (part: Part): Uint8Array => {
      const { offset, length } = this.parts.get(part)!;
      return new Uint8Array(record.buffer, record.byteOffset + offset, length);
    };
    const { offset } = this.parts.get('keypoints')!;
    return {
      id,
      garmentId,
      height,
      width,
      photo: bytes('photo'),
      garment: bytes('garment'),
      garmentMask: bytes('garmentMask'),
      labels: bytes('labels'),
      bodyParts: hasBodyParts ? bytes('bodyParts') : new Uint8Array(height * width),
      keypoints: Float32Array.from({ length: KEYPOINT_VALUES }, (_, i) => record.readFloatLE(offset + 4 * i)),
      ...(hasOtherwise ? { otherwise: bytes('otherwise') } : {}),
    };
  }

  private check(pair: TrainingPair): void {
    const { height, width, hasBodyParts, hasOtherwise } = this.format;
    const refuse = (reason: string): never => {
      throw new DataSetError(`The pair ${pair.id} cannot be stored: ${reason}.`);
    };
    if (pair.height !== height || pair.width !== width)
      refuse(`it is ${pair.width}×${pair.height}, the store ${width}×${height}`);
    if (hasOtherwise !== (pair.otherwise !== undefined))
      refuse(`it is ${hasOtherwise ? 'without' : 'with'} a picture in another garment, the store is not`);
    if (!hasBodyParts && pair.bodyParts.some((part) => part !== 0))
      refuse('it has body parts, the store has none; set hasBodyParts');
    for (const [part, { length }] of this.parts) {
      const expected = part === 'keypoints' ? KEYPOINT_VALUES : length;
      const found = pair[part]?.length ?? 0;
      if (found !== expected) refuse(`${part} has ${found} values in place of ${expected}`);
    }
  }
}
