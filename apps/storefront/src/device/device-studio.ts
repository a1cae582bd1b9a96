import { composeTryOn } from '../../../../src/neural/compositor/compose-try-on.js';
import { assessConfidence } from '../../../../src/neural/confidence/assess-confidence.js';
import { DeviceError } from './device-error.js';
import type {
  DeviceAnswers,
  DeviceModelSpec,
  DeviceRequest,
  DeviceTryOn,
  LoadedStudio,
  MirrorPicture,
} from './device-messages.js';
import { DevicePeople, encodePhoto, type ReadyPerson } from './device-people.js';
import type { DeviceStudent } from './device-student.js';
import { FileStore } from './file-store.js';
import { GarmentShelf, type ShelvedGarment } from './garment-shelf.js';
import { loadStudent, missingBytes } from './load-student.js';
import { markSynthetic } from './mark-synthetic.js';
import { OwnPhotos } from './own-photos.js';
import { drawPicture, readBitmap } from './picture-canvas.js';

/** A model that is loaded, and what was made with it. */
interface Bench {
  readonly model: DeviceModelSpec;
  readonly loaded: LoadedStudio;
  readonly student: DeviceStudent;
  readonly people: DevicePeople;
  readonly garments: GarmentShelf;
}

const JPEG_QUALITY = 0.92;

/**
 * Try-on on this device: the server's steps on the same inputs, with the browser's decoder and runtime. Runs in a worker,
 * or in the page where a worker cannot be had. One task at a time: the runtime cannot do two.
 */
export class DeviceStudio {
  private readonly files = new FileStore();
  private readonly photos = new OwnPhotos();
  private bench: Promise<Bench> | undefined;
  private digest: string | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param onShare is told how far a download is, 0…1
   * @throws DeviceError
   */
  async handle(
    request: DeviceRequest,
    onShare: (share: number) => void,
  ): Promise<DeviceAnswers[DeviceRequest['kind']]> {
    switch (request.kind) {
      case 'missingBytes':
        return missingBytes(request.model, this.files);
      case 'load':
        return (await this.load(request.model, onShare)).loaded;
      case 'usePhoto':
        return this.photos.use(request.id, request.photo, request.maxSide);
      case 'forgetPhoto':
        this.photos.forget(request.id);
        (await this.bench?.catch(() => undefined))?.people.forget(request.id);
        return undefined;
      case 'tryOn':
        return this.inTurn(() => this.tryOn(request));
      case 'mirror':
        return this.inTurn(() => this.mirror(request));
    }
  }

  /** A model that is loaded already is kept; another one takes its place. */
  private load(model: DeviceModelSpec, onShare: (share: number) => void): Promise<Bench> {
    if (this.bench && this.digest === model.digest) return this.bench;
    this.digest = model.digest;
    const bench = this.inTurn(async () => {
      const { student, loaded } = await loadStudent(model, this.files, onShare);
      return {
        model,
        loaded,
        student,
        people: new DevicePeople(student, this.photos.all),
        garments: new GarmentShelf(student),
      };
    });
    this.bench = bench;
    bench.catch(() => {
      if (this.bench === bench) this.bench = undefined;
    });
    return bench;
  }

  private async tryOn({
    person: who,
    cutoutUrl,
    maxSide,
    type,
  }: Extract<DeviceRequest, { kind: 'tryOn' }>): Promise<DeviceTryOn> {
    const { model, student, people, garments } = await this.loadedBench();
    const laps = [performance.now()];
    const person = await people.get(who, maxSide);
    const garment = await garments.get(cutoutUrl);
    laps.push(performance.now());
    const { maps, confidence } = await fit(student, person, garment);
    laps.push(performance.now());
    const { photo, window } = person;
    const worn = confidence >= model.confidenceThreshold;
    const result = worn ? composeTryOn({ photo, window, garment: garment.pyramid, maps }) : undefined;
    laps.push(performance.now());
    const picture = result && (await encode(drawPicture(result), type));
    laps.push(performance.now());
    const [decodeMs, networkMs, composeMs, encodeMs] = laps.slice(1).map((lap, i) => lap - laps[i]!) as [
      number,
      number,
      number,
      number,
    ];
    const { width, height } = photo;
    const timings = { decodeMs, networkMs, composeMs, encodeMs };
    return { picture, width, height, confidence, provider: student.provider, timings };
  }

  private async mirror({
    frame,
    cutoutUrl,
  }: Extract<DeviceRequest, { kind: 'mirror' }>): Promise<MirrorPicture> {
    try {
      const { model, student, garments } = await this.loadedBench();
      const garment = await garments.get(cutoutUrl);
      const person = await encodePhoto(student, readBitmap(frame, frame.width, frame.height));
      const { maps, confidence } = await fit(student, person, garment);
      const { photo, window } = person;
      const worn = confidence >= model.confidenceThreshold;
      const result = worn ? composeTryOn({ photo, window, garment: garment.pyramid, maps }) : photo;
      return { bitmap: drawPicture(result).transferToImageBitmap(), worn };
    } finally {
      frame.close();
    }
  }

  private loadedBench(): Promise<Bench> {
    if (!this.bench) return Promise.reject(new DeviceError('MODEL_DAMAGED', 'No model is loaded.'));
    return this.bench;
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.last.then(task);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

async function fit(
  student: DeviceStudent,
  person: ReadyPerson,
  garment: ShelvedGarment,
): Promise<{ maps: Awaited<ReturnType<DeviceStudent['fit']>>; confidence: number }> {
  const features = { person: person.features, garment: garment.features };
  const maps = await student.fit(person.tensor, garment.tensors, features);
  return { maps, confidence: assessConfidence(maps).score };
}

async function encode(canvas: OffscreenCanvas, type: 'image/jpeg' | 'image/png'): Promise<Blob> {
  const blob = await canvas.convertToBlob({ type, quality: JPEG_QUALITY });
  const marked = markSynthetic(new Uint8Array(await blob.arrayBuffer()));
  return new Blob([marked as Uint8Array<ArrayBuffer>], { type });
}
