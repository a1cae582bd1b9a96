import type { CoverageMap, Window } from '../neural/compositor/picture.js';
import type { Confidence } from '../neural/confidence/confidence.js';

/**
 * Where the pixels of one try-on come from on the garment: what the network computed and the compositor uses.
 *
 * A point of the picture lies at a share s = (x − window.left) / window.width of the window across, and likewise down.
 * The flow is enlarged bilinearly with half-pixel centres (`align_corners=false`), first to the size of `share`, then to
 * the window. A value f of it means the place (f + 1) / 2 of the cut-out's width or height, from its left or upper edge;
 * beyond the edge the outermost pixel is taken.
 */
export interface AppearanceFlow {
  /** Size of the picture that the try-on has, in pixels: the photo's. */
  readonly picture: { readonly width: number; readonly height: number };
  /** The part of the picture that the network saw, in pixels; nothing outside of it comes from the garment. */
  readonly window: Window;
  readonly flow: {
    readonly width: number;
    readonly height: number;
    /** [2, height, width]: x and y, −1…1 on the cut-out. */
    readonly data: Float32Array;
  };
  /** Over the window, of the network's size: 0 = photo or paint alone, 255 = garment alone. */
  readonly share: CoverageMap;
  readonly confidence: Confidence;
  /** Digest of the model that computed it. */
  readonly modelDigest: string;
}
