import type { Field } from '../../../../src/neural/compositor/field.js';
import { enlargeFlow } from '../../../../src/neural/compositor/warp-mask.js';

/** Numbers over the window, row by row, in base64. */
export interface EncodedMap {
  readonly width: number;
  readonly height: number;
  readonly base64: string;
}

/** `AppearanceFlow` of the admin API, as far as points are looked up with it. */
export interface EncodedFlow {
  readonly pictureWidth: number;
  readonly pictureHeight: number;
  readonly window: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** [2, height, width], 32-bit floats, little-endian. */
  readonly flow: EncodedMap;
  /** [height, width], bytes. */
  readonly share: EncodedMap;
}

/** A place in a picture: shares of its width and height, 0…1, from its left and upper edge. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where a point of the result comes from on the cut-out. */
export interface Source extends Place {
  /** How much of the point is garment, above 0, up to 1; the rest is photo or paint. */
  readonly share: number;
}

/** Less would not change an 8-bit colour. */
const LEAST_SHARE = 1 / 512;

/** Looks up where points of a try-on come from on the garment, the way the compositor samples it. */
export class FlowMap {
  /** The window, as shares of the picture. */
  readonly window: Place & { readonly width: number; readonly height: number };
  /** [2, height, width], −1…1: the flow at the size of the share. */
  readonly positions: Field;
  /** [1, height, width], 0…1. */
  readonly share: Field;

  constructor({ pictureWidth, pictureHeight, window, flow, share }: EncodedFlow) {
    const { width, height } = share;
    this.window = {
      x: window.left / pictureWidth,
      y: window.top / pictureHeight,
      width: window.width / pictureWidth,
      height: window.height / pictureHeight,
    };
    this.positions = enlargeFlow({
      width,
      height,
      flow: floatsOf(flow.base64),
      flowWidth: flow.width,
      flowHeight: flow.height,
    });
    const shares = Float32Array.from(bytesOf(share.base64), (byte) => byte / 255);
    this.share = { channels: 1, width, height, data: shares };
  }

  /** Undefined where nothing comes from the garment. */
  sourceOf({ x, y }: Place): Source | undefined {
    const across = (x - this.window.x) / this.window.width;
    const down = (y - this.window.y) / this.window.height;
    if (!(across >= 0 && across <= 1 && down >= 0 && down <= 1)) return undefined;
    const share = sampleAt(this.share, 0, across, down);
    if (share < LEAST_SHARE) return undefined;
    return {
      x: toShare(sampleAt(this.positions, 0, across, down)),
      y: toShare(sampleAt(this.positions, 1, across, down)),
      share,
    };
  }
}

/** A channel at a share of its width and height: bilinear with half-pixel centres, clamped to the outermost ones. */
function sampleAt({ width, height, data }: Field, channel: number, across: number, down: number): number {
  const x = Math.min(width - 1, Math.max(0, across * width - 0.5));
  const y = Math.min(height - 1, Math.max(0, down * height - 0.5));
  const left = Math.floor(x);
  const top = Math.floor(y);
  const row = (line: number): number => {
    const from = (channel * height + Math.min(height - 1, line)) * width;
    const value = data[from + left]!;
    return value + (data[from + Math.min(width - 1, left + 1)]! - value) * (x - left);
  };
  const above = row(top);
  return above + (row(top + 1) - above) * (y - top);
}

/** −1…1 as a share of the cut-out; beyond its edge the compositor takes the outermost pixel. */
function toShare(position: number): number {
  return Math.min(1, Math.max(0, (position + 1) / 2));
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function floatsOf(base64: string): Float32Array {
  const bytes = bytesOf(base64);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
}
