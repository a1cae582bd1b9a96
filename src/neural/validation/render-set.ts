import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSetError, type DataFile } from '../datasets/data-set.js';
import { decodeChannel, decodeIndices, decodeRgb, type Raster } from '../datasets/decoding/raster.js';
import { resizeLabels } from '../datasets/decoding/resize-labels.js';
import type { FrameFlow } from '../metrics/end-point-error.js';
import { readNpz } from './read-npz.js';
import { toGarmentInput, toSigned } from './student-inputs.js';
import type { GarmentInput } from './student-runner.js';
import { trueFlow } from './true-flow.js';

/** Values of the renders' label maps. */
export const RENDER_CLASSES = {
  background: 0,
  hair: 1,
  faceAndNeck: 2,
  garment: 3,
  arms: 4,
  lowerClothes: 5,
} as const;

/** A rendered person in a garment, at the frame. */
export interface Render {
  /** [3, height, width], −1…1. */
  readonly photo: Float32Array;
  /** [height, width], of {@link RENDER_CLASSES}. */
  readonly labels: Uint8Array;
  /** Where each pixel of the garment lies in its picture. */
  readonly flow: FrameFlow;
}

/** A garment of the renders, at the frame. */
export interface RenderedGarment extends GarmentInput {
  /** [3, height, width], −1…1, with its background. */
  readonly picture: Float32Array;
}

interface Manifest {
  readonly persons: readonly { readonly id: string }[];
  readonly garments: readonly { readonly id: string; readonly picture: string; readonly mask: string }[];
}

/**
 * People rendered in every garment with the same pose, camera and light, so that any of the pictures is the true answer of
 * a try-on from any other of that person: `manifest.json`, `garments/`, `cross/PERSON_GARMENT.jpg` with labels
 * (`…_parse.png`) and `flow/PERSON_GARMENT.npz`. What is read is kept.
 */
export class RenderSet {
  private readonly renders = new Map<string, Promise<Render>>();
  private readonly cloths = new Map<string, Promise<RenderedGarment>>();

  private constructor(
    private readonly folder: string,
    private readonly manifest: Manifest,
    readonly height: number,
    readonly width: number,
  ) {}

  /**
   * @param height of the frame to which everything is brought, in pixels; likewise width
   * @throws DataSetError when the folder has no manifest, or one that is broken
   */
  static async open(folder: string, height: number, width: number): Promise<RenderSet> {
    const bytes = await fileOf(folder, 'manifest.json').read();
    return new RenderSet(folder, parseManifest(folder, bytes), height, width);
  }

  /** Ids of all people. */
  get people(): string[] {
    return this.manifest.persons.map(({ id }) => id);
  }

  /** Ids of all garments. */
  get garments(): string[] {
    return this.manifest.garments.map(({ id }) => id);
  }

  /** @throws DataSetError when a file is missing or broken */
  render(person: string, garment: string): Promise<Render> {
    return kept(this.renders, `${person}_${garment}`, (id) => this.readRender(id));
  }

  /** @throws DataSetError when it is unknown or a file is missing or broken */
  garment(id: string): Promise<RenderedGarment> {
    return kept(this.cloths, id, () => this.readGarment(id));
  }

  private async readRender(id: string): Promise<Render> {
    const { height, width } = this;
    const photo = await decodeRgb(fileOf(this.folder, `cross/${id}.jpg`), { height, width });
    const labels = await decodeIndices(fileOf(this.folder, `cross/${id}_parse.png`));
    const flow = await readNpz(fileOf(this.folder, `flow/${id}.npz`), 'flow');
    return {
      photo: toSigned(planar(photo)),
      labels: resizeLabels(labels, { height, width }),
      flow: trueFlow(flow, height, width),
    };
  }

  private async readGarment(id: string): Promise<RenderedGarment> {
    const frame = { height: this.height, width: this.width };
    const known = this.manifest.garments.find((garment) => garment.id === id);
    if (!known) throw new DataSetError(`${this.folder}: manifest.json has no garment ${id}.`);
    const picture = planar(await decodeRgb(fileOf(this.folder, known.picture), frame));
    const mask = await decodeChannel(fileOf(this.folder, known.mask), 0, frame);
    return { ...toGarmentInput(picture, mask.data), picture: toSigned(picture) };
  }
}

function parseManifest(folder: string, bytes: Uint8Array): Manifest {
  try {
    const manifest = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<Manifest>;
    const { persons, garments } = manifest;
    if (Array.isArray(persons) && Array.isArray(garments)) return { persons, garments };
  } catch (cause) {
    throw new DataSetError(`${folder}: manifest.json is no JSON.`, { cause });
  }
  throw new DataSetError(`${folder}: manifest.json has no lists of persons and garments.`);
}

function fileOf(folder: string, path: string): DataFile {
  return {
    path,
    read: async () => {
      try {
        return await readFile(join(folder, path));
      } catch (cause) {
        throw new DataSetError(`${path}: the file cannot be read in ${folder}.`, { cause });
      }
    },
  };
}

function kept<T>(known: Map<string, Promise<T>>, id: string, read: (id: string) => Promise<T>): Promise<T> {
  const found = known.get(id) ?? read(id);
  known.set(id, found);
  return found;
}

/** [h, w, 3] → [3, h, w]. */
function planar({ data, width, height }: Raster): Uint8Array {
  const plane = width * height;
  return Uint8Array.from({ length: 3 * plane }, (_, i) => data[3 * (i % plane) + Math.floor(i / plane)]!);
}
