import type { FrameFlow } from '../metrics/end-point-error.js';
import type { NumberArray } from './read-npz.js';

/** Neighbours that lie further apart in the garment picture (a share of its size) belong to different parts of it. */
const SEAM = 0.05;

/**
 * The true flow of a render at a frame, interpolated bilinearly between pixels; NaN where one of the four neighbours has
 * none or lies in another part of the garment.
 *
 * @param rendered [h, w, 2]: x, y of the garment picture as shares 0…1; −1 where the pixel shows none of it
 */
export function trueFlow({ shape, data }: NumberArray, height: number, width: number): FrameFlow {
  const [fromHeight = 0, fromWidth = 0] = shape;
  const plane = height * width;
  const flow = new Float32Array(2 * plane);
  for (let y = 0; y < height; y++) {
    const rows = neighbours(y, height, fromHeight);
    for (let x = 0; x < width; x++) {
      const columns = neighbours(x, width, fromWidth);
      for (const axis of [0, 1]) {
        const at = (row: number, column: number): number => data[2 * (row * fromWidth + column) + axis]!;
        const corners = [
          at(rows.before, columns.before),
          at(rows.before, columns.after),
          at(rows.after, columns.before),
          at(rows.after, columns.after),
        ] as const;
        flow[axis * plane + y * width + x] = isSmooth(corners)
          ? 2 * blend(corners, rows.share, columns.share) - 1
          : NaN;
      }
    }
  }
  for (let i = 0; i < plane; i++) {
    if (Number.isNaN(flow[i]! + flow[plane + i]!)) flow[i] = flow[plane + i] = NaN;
  }
  return { height, width, data: flow };
}

interface Neighbours {
  readonly before: number;
  readonly after: number;
  /** Of the second one. */
  readonly share: number;
}

function neighbours(to: number, size: number, fromSize: number): Neighbours {
  const at = Math.min(fromSize - 1, Math.max(0, ((to + 0.5) * fromSize) / size - 0.5));
  const before = Math.floor(at);
  return { before, after: Math.min(fromSize - 1, before + 1), share: at - before };
}

type Corners = readonly [number, number, number, number];

function isSmooth(corners: Corners): boolean {
  return Math.min(...corners) >= 0 && Math.max(...corners) - Math.min(...corners) <= SEAM;
}

function blend([topLeft, topRight, bottomLeft, bottomRight]: Corners, down: number, across: number): number {
  const top = topLeft + (topRight - topLeft) * across;
  return top + (bottomLeft + (bottomRight - bottomLeft) * across - top) * down;
}
