import { type Mesh, STRIDE } from './mesh.js';

/** What lies foremost at each sample of a frame: samples lie at the centres of a height × width grid. */
export class Raster {
  /** Number given with the foremost mesh; 0 where none. */
  readonly layer: Uint8Array;
  /** Surface coordinates and brightness there. */
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly shade: Float32Array;

  constructor(
    readonly height: number,
    readonly width: number,
  ) {
    this.layer = new Uint8Array(height * width);
    this.a = new Float32Array(height * width);
    this.b = new Float32Array(height * width);
    this.shade = new Float32Array(height * width);
  }

  /** Takes everything away. */
  clear(): void {
    this.layer.fill(0);
  }

  /**
   * Draws a mesh over what is there; its later triangles over its earlier ones.
   *
   * @param layer 1…255
   */
  draw({ corners, triangles }: Mesh, layer: number): void {
    for (let i = 0; i < triangles.length; i += 3) {
      this.triangle(
        corners,
        triangles[i]! * STRIDE,
        triangles[i + 1]! * STRIDE,
        triangles[i + 2]! * STRIDE,
        layer,
      );
    }
  }

  /** Samples inside have three barycentric shares of at least 0; edges belong to both sides. */
  private triangle(corners: Float64Array, p: number, q: number, r: number, layer: number): void {
    const { height, width, layer: layers, a, b, shade } = this;
    const [px, py] = [corners[p]! * height - 0.5, corners[p + 1]! * height - 0.5];
    const [qx, qy] = [corners[q]! * height - 0.5, corners[q + 1]! * height - 0.5];
    const [rx, ry] = [corners[r]! * height - 0.5, corners[r + 1]! * height - 0.5];
    const area = (qx - px) * (ry - py) - (rx - px) * (qy - py);
    if (Math.abs(area) < 1e-12) return;
    const left = Math.max(0, Math.ceil(Math.min(px, qx, rx)));
    const right = Math.min(width - 1, Math.floor(Math.max(px, qx, rx)));
    const top = Math.max(0, Math.ceil(Math.min(py, qy, ry)));
    const bottom = Math.min(height - 1, Math.floor(Math.max(py, qy, ry)));
    if (left > right) return;
    const [pa, pb, pShade] = [corners[p + 2]!, corners[p + 3]!, corners[p + 4]!];
    const [qa, qb, qShade] = [corners[q + 2]! - pa, corners[q + 3]! - pb, corners[q + 4]! - pShade];
    const [ra, rb, rShade] = [corners[r + 2]! - pa, corners[r + 3]! - pb, corners[r + 4]! - pShade];
    const [qStep, rStep] = [(ry - py) / area, (py - qy) / area];
    for (let y = top; y <= bottom; y++) {
      let shareQ = ((left - px) * (ry - py) - (rx - px) * (y - py)) / area;
      let shareR = ((qx - px) * (y - py) - (left - px) * (qy - py)) / area;
      for (let x = left; x <= right; x++, shareQ += qStep, shareR += rStep) {
        if (shareQ < -1e-9 || shareR < -1e-9 || shareQ + shareR > 1 + 1e-9) continue;
        const at = y * width + x;
        layers[at] = layer;
        a[at] = pa + shareQ * qa + shareR * ra;
        b[at] = pb + shareQ * qb + shareR * rb;
        shade[at] = pShade + shareQ * qShade + shareR * rShade;
      }
    }
  }
}
