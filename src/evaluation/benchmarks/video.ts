import type { Benchmark } from './benchmark.js';
import { COPYING_WARNING } from './copying.js';
import { VVT_FIGURES } from './published-figures.js';

/** VVT: fashion videos. */
export const VVT: Benchmark = {
  id: 'vvt',
  title: 'VVT, video',
  protocol: 'video',
  source: { kind: 'layout', layouts: [{ layout: 'vvt', split: 'test' }] },
  compared:
    'Each frame tries on the garment of its video. The result is compared with the frame; the temporal warping error compares each result with the one before, moved by the optical flow of the real frames.',
  layout: 'VVT with test_frames and clothes_person',
  family: /\bVVT\b/,
  publishedSize: { height: 256, width: 192 },
  published: VVT_FIGURES,
  warnings: [
    COPYING_WARNING,
    'Frames are tried on one by one: nothing but the network’s own steadiness keeps them from flickering.',
  ],
};
