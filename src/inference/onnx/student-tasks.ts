import { decodeCutout, decodePicture, type PictureLimits } from '../../images/decode-picture.js';
import { encodePicture } from '../../images/encode-picture.js';
import { loadGarmentTensors } from '../../images/garment-tensors.js';
import { personWindow, toNetworkTensor } from '../../images/network-frame.js';
import type { PixelWindow, RgbPicture } from '../../images/picture.js';
import { composeTryOn } from '../../neural/compositor/compose-try-on.js';
import { GarmentPyramid } from '../../neural/compositor/garment-pyramid.js';
import { assessConfidence } from '../../neural/confidence/assess-confidence.js';
import type { GarmentFeatures, TryOnTask } from '../inference-provider.js';
import { packFeatures, unpackFeatures } from './features.js';
import { type DecodedGarment, GarmentCache } from './garment-cache.js';
import type { StudentSession } from './student-session.js';
import type { WorkerTryOn } from './worker-messages.js';

/** The product's own intermediate files were checked when they came in; this only bounds accidents. */
const OWN_FILE_LIMITS: PictureLimits = { maxBytes: 256 * 2 ** 20, maxPixels: 100e6, timeoutSeconds: 30 };

/** Memory for decoded garments in each worker thread. */
const GARMENT_CACHE_BYTES = 128 * 2 ** 20;

interface DecodedPerson {
  readonly photo: RgbPicture;
  readonly window: PixelWindow;
  /** [3, height, width], −1…1. */
  readonly tensor: Float32Array;
}

/** What a worker thread does with a student network. Garments are kept decoded between tasks, people never. */
export class StudentTasks {
  private readonly garments = new GarmentCache(GARMENT_CACHE_BYTES);

  constructor(private readonly session: StudentSession) {}

  /** @throws PictureError when the cutout cannot be read */
  async encodeGarment(cutout: Uint8Array): Promise<GarmentFeatures> {
    const { digest } = this.session.model;
    const { tensors } = await this.decodeGarment(cutout);
    const features = await this.session.encodeGarment(tensors);
    const packed = features.length === 0 ? new Uint8Array() : packFeatures(digest, features);
    return { features: packed, modelDigest: digest };
  }

  /** @throws PictureError when photo or cutout cannot be read */
  async tryOn(task: TryOnTask): Promise<WorkerTryOn> {
    const { options } = task;
    const { model, executionProvider } = this.session;
    const stages = new Stopwatch();

    const [person, garment] = await Promise.all([
      this.decodePerson(task.personPhoto, options.maxSide),
      this.garments.get(task.garmentDigest, () => this.decodeGarment(task.garmentCutout)),
    ]);
    const decodeMs = stages.lap();

    const { person: personContract = [], garment: garmentContract = [] } = model.card.features ?? {};
    const keptPerson = unpackFeatures(task.personFeatures, model.digest, personContract);
    const keptGarment = unpackFeatures(task.garmentFeatures, model.digest, garmentContract);
    const personFeatures = keptPerson ?? (await this.session.encodePerson(person.tensor));
    const garmentFeatures = keptGarment ?? (await this.session.encodeGarment(garment.tensors));
    const maps = await this.session.fit(person.tensor, garment.tensors, personFeatures, garmentFeatures);
    const networkMs = stages.lap();

    const confidence = assessConfidence(maps);
    const { photo, window } = person;
    const result = composeTryOn({ photo, window, garment: garment.pyramid, maps });
    const composeMs = stages.lap();

    const { format, quality } = options;
    const picture = await encodePicture(result, { format, quality, synthetic: true });
    const encodeMs = stages.lap();

    const newFeatures = !keptPerson && personFeatures.length > 0;
    return {
      picture,
      format,
      width: result.width,
      height: result.height,
      timings: { decodeMs, networkMs, composeMs, encodeMs },
      confidence,
      executionProvider,
      modelDigest: model.digest,
      ...(newFeatures && { personFeatures: packFeatures(model.digest, personFeatures) }),
    };
  }

  private async decodePerson(bytes: Uint8Array, maxSide: number | undefined): Promise<DecodedPerson> {
    const photo = await decodePicture(bytes, OWN_FILE_LIMITS, { maxSide });
    const window = personWindow(photo.width, photo.height);
    return { photo, window, tensor: toNetworkTensor(photo, window, this.session.model.card.frame) };
  }

  private async decodeGarment(cutout: Uint8Array): Promise<DecodedGarment> {
    const { picture, mask } = await decodeCutout(cutout, OWN_FILE_LIMITS);
    return {
      pyramid: new GarmentPyramid(picture, mask),
      tensors: loadGarmentTensors({ picture, mask }, this.session.model.card.frame),
    };
  }
}

/** Milliseconds since the last look. */
class Stopwatch {
  private since = performance.now();

  lap(): number {
    const now = performance.now();
    const ms = now - this.since;
    this.since = now;
    return ms;
  }
}
