import type { Raster } from '../decoding/raster.js';
import type { Frame } from '../frame.js';

/**
 * Mean colour of each cell of a grid over a picture; pixels on the border of cells count for each by the share that lies in it. Unlike
 * fast resampling this hardly depends on the size that the picture has.
 *
 * @returns grid.height·grid.width interleaved RGB, 0…255
 */
export function averageCells(picture: Raster, grid: Frame): Uint8Array {
  const columns = overlaps(picture.width, grid.width);
  const rows = overlaps(picture.height, grid.height);
  const narrow = new Float32Array(picture.height * grid.width * 3);
  for (let y = 0; y < picture.height; y++) {
    for (const [cell, x, share] of columns) {
      for (let c = 0; c < 3; c++) {
        narrow[(y * grid.width + cell) * 3 + c]! += share * picture.data[(y * picture.width + x) * 3 + c]!;
      }
    }
  }
  const stride = grid.width * 3;
  const cells = new Float32Array(grid.height * stride);
  for (const [cell, y, share] of rows) {
    for (let i = 0; i < stride; i++) cells[cell * stride + i]! += share * narrow[y * stride + i]!;
  }
  return Uint8Array.from(cells, Math.round);
}

/** Cell, pixel and the share of the cell that the pixel fills, along one axis. */
function overlaps(pixels: number, cells: number): [cell: number, pixel: number, share: number][] {
  const found: [number, number, number][] = [];
  for (let cell = 0; cell < cells; cell++) {
    const start = (cell * pixels) / cells;
    const end = ((cell + 1) * pixels) / cells;
    for (let pixel = Math.floor(start); pixel < end; pixel++) {
      const covered = Math.min(end, pixel + 1) - Math.max(start, pixel);
      found.push([cell, pixel, covered / (end - start)]);
    }
  }
  return found;
}
