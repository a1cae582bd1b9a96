import type { Mesh } from './mesh.js';
import type { Raster } from './raster.js';

/** Red, green and blue, 0…255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** The colour at surface coordinates. */
export type Colouring = (a: number, b: number) => Colour;

/** One surface of a scene. */
export interface Layer {
  readonly mesh: Mesh;
  /** Of all of it, or by place. */
  readonly colour: Colour | Colouring;
  /** Human parsing, of `LIP`. */
  readonly label: number;
  /** DensePose part, 1…24; 0 for what covers a body and is none: the body beneath keeps its part. */
  readonly bodyPart: number;
  /** The garment that is tried on; its surface coordinates are places in the garment picture. */
  readonly worn: boolean;
}

/**
 * Colours on white as drawn: planar RGB, 3·h·w, each pixel the mean of four samples.
 *
 * @param raster of twice the height and width
 */
export function renderColours(layers: readonly Layer[], raster: Raster): Uint8Array {
  drawAll(layers, raster);
  const [height, width] = [raster.height / 2, raster.width / 2];
  const { layer, a, b, shade } = raster;
  const plane = height * width;
  const sums = new Float32Array(3 * plane).fill(255);
  for (let y = 0, sample = 0; y < 2 * height; y++) {
    for (let x = 0; x < 2 * width; x++, sample++) {
      const front = layer[sample]!;
      if (front === 0) continue;
      const paint = layers[front - 1]!.colour;
      const colour = typeof paint === 'function' ? paint(a[sample]!, b[sample]!) : paint;
      const at = (y >> 1) * width + (x >> 1);
      const brightness = shade[sample]!;
      sums[at] = sums[at]! + (colour[0] * brightness - 255) / 4;
      sums[at + plane] = sums[at + plane]! + (colour[1] * brightness - 255) / 4;
      sums[at + 2 * plane] = sums[at + 2 * plane]! + (colour[2] * brightness - 255) / 4;
    }
  }
  return new Uint8Array(new Uint8ClampedArray(sums).buffer);
}

/** What pixel centres show. */
export interface SceneTruth {
  /** h·w, labels of `LIP`. */
  readonly labels: Uint8Array;
  /** h·w, 255 on the worn garment. */
  readonly wornMask: Uint8Array;
  /** 2·h·w, x then y, −1…1 in the garment picture (outer borders of its outermost pixels); −2 where not worn. */
  readonly flow: Float32Array;
}

/** Labels, worn garment and flow at pixel centres. */
export function renderTruth(layers: readonly Layer[], raster: Raster): SceneTruth {
  drawAll(layers, raster);
  const { layer, a, b } = raster;
  const plane = layer.length;
  const truth = {
    labels: new Uint8Array(plane),
    wornMask: new Uint8Array(plane),
    flow: new Float32Array(2 * plane).fill(-2),
  };
  for (let at = 0; at < plane; at++) {
    const front = layers[layer[at]! - 1];
    truth.labels[at] = front?.label ?? 0;
    if (!front?.worn) continue;
    truth.wornMask[at] = 255;
    truth.flow[at] = a[at]!;
    truth.flow[at + plane] = b[at]!;
  }
  return truth;
}

/** DensePose part at pixel centres, as if the body wore nothing and had no hair: h·w. */
export function renderBodyParts(layers: readonly Layer[], raster: Raster): Uint8Array {
  const body = layers.filter(({ bodyPart }) => bodyPart > 0);
  drawAll(body, raster);
  return raster.layer.map((layer) => body[layer - 1]?.bodyPart ?? 0);
}

/** Where any layer is at a pixel centre: h·w, 255 or 0. */
export function renderCoverage(layers: readonly Layer[], raster: Raster): Uint8Array {
  drawAll(layers, raster);
  return raster.layer.map((layer) => (layer > 0 ? 255 : 0));
}

function drawAll(layers: readonly Layer[], raster: Raster): void {
  raster.clear();
  layers.forEach(({ mesh }, i) => raster.draw(mesh, i + 1));
}
