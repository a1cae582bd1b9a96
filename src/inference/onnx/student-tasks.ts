import { decodeCutout, decodePicture, type PictureLimits } from '../../images/decode-picture.js';
import { encodePicture } from '../../images/encode-picture.js';
import { loadGarmentTensors } from '../../images/garment-tensors.js';
import { personWindow, toNetworkTensor } from '../../images/network-frame.js';
import type { PixelWindow, RgbPicture } from '../../images/picture.js';
import { composeTryOn } from '../../neural/compositor/compose-try-on.js';
import { GarmentPyramid } from '../../neural/compositor/garment-pyramid.js';
import { assessConfidence } from '../../neural/confidence/assess-confidence.js';
import { garmentShare } from '../../neural/compositor/garment-share.js';
import type { NetworkMaps } from '../../neural/compositor/network-maps.js';
import type { AppearanceFlow } from '../appearance-flow.js';
import type { FittingTask, GarmentFeatures, TryOnTask } from '../inference-provider.js';
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

    const [person, garment] = await this.decode(task, options.maxSide);
    const decodeMs = stages.lap();
    const { maps, newPersonFeatures } = await this.fit(task, person, garment);
    const networkMs = stages.lap();

    const confidence = assessConfidence(maps);
    const { photo, window } = person;
    const result = composeTryOn({ photo, window, garment: garment.pyramid, maps });
    const composeMs = stages.lap();

    const { format, quality } = options;
    const picture = await encodePicture(result, { format, quality, synthetic: true });
    const encodeMs = stages.lap();

    return {
      picture,
      format,
      width: result.width,
      height: result.height,
      timings: { decodeMs, networkMs, composeMs, encodeMs },
      confidence,
      executionProvider,
      modelDigest: model.digest,
      ...(newPersonFeatures && { personFeatures: packFeatures(model.digest, newPersonFeatures) }),
    };
  }

  /** @throws PictureError when photo or cutout cannot be read */
  async appearanceFlow(task: FittingTask): Promise<AppearanceFlow> {
    const [person, garment] = await this.decode(task);
    const { maps } = await this.fit(task, person, garment);
    const { photo, window } = person;
    return {
      picture: { width: photo.width, height: photo.height },
      window,
      flow: { width: maps.flowWidth, height: maps.flowHeight, data: maps.flow },
      share: garmentShare({ photo, window, garment: garment.pyramid, maps }),
      confidence: assessConfidence(maps),
      modelDigest: this.session.model.digest,
    };
  }

  private decode(task: FittingTask, maxSide?: number): Promise<[DecodedPerson, DecodedGarment]> {
    return Promise.all([
      this.decodePerson(task.personPhoto, maxSide),
      this.garments.get(task.garmentDigest, () => this.decodeGarment(task.garmentCutout)),
    ]);
  }

  /** Runs the network; what it made of the person before is used, else made and answered. */
  private async fit(
    task: FittingTask,
    person: DecodedPerson,
    garment: DecodedGarment,
  ): Promise<{ maps: NetworkMaps; newPersonFeatures?: readonly Float32Array[] }> {
    const { digest, card } = this.session.model;
    const { person: personContract = [], garment: garmentContract = [] } = card.features ?? {};
    const keptPerson = unpackFeatures(task.personFeatures, digest, personContract);
    const keptGarment = unpackFeatures(task.garmentFeatures, digest, garmentContract);
    const personFeatures = keptPerson ?? (await this.session.encodePerson(person.tensor));
    const garmentFeatures = keptGarment ?? (await this.session.encodeGarment(garment.tensors));
    const maps = await this.session.fit(person.tensor, garment.tensors, personFeatures, garmentFeatures);
    const isNew = !keptPerson && personFeatures.length > 0;
    return { maps, ...(isNew && { newPersonFeatures: personFeatures }) };
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
