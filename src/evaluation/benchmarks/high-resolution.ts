import type { Benchmark } from './benchmark.js';
import { COPYING_WARNING } from './copying.js';
import { DRESS_CODE_FIGURES, VITON_HD_FIGURES } from './published-figures.js';

const COMPARED =
  'Each person tries on the garment that the photo already shows. The result is compared with the photo. The cycle (own → another → own) is measured beside it.';

/** VITON-HD, 1024×768. */
export const VITON_HD: Benchmark = {
  id: 'viton-hd',
  title: 'VITON-HD, paired and cycle',
  protocol: 'paired',
  source: { kind: 'layout', layouts: [{ layout: 'viton-hd', split: 'test' }] },
  compared: COMPARED,
  layout: 'VITON-HD with its folder test (image, cloth, cloth-mask, image-parse-v3, …)',
  family: /\bVITON-?HD\b/i,
  publishedSize: { height: 1024, width: 768 },
  published: VITON_HD_FIGURES,
  warnings: [COPYING_WARNING],
};

/** Dress Code, 1024×768: upper body, lower body, dresses. */
export const DRESS_CODE: Benchmark = {
  id: 'dress-code',
  title: 'Dress Code, paired and cycle, three categories',
  protocol: 'paired',
  source: { kind: 'layout', layouts: [{ layout: 'dress-code', split: 'test' }] },
  compared: COMPARED,
  layout: 'Dress Code with as many of upper_body, lower_body and dresses as are there',
  family: /\bDress ?Code\b/i,
  publishedSize: { height: 1024, width: 768 },
  published: DRESS_CODE_FIGURES,
  warnings: [
    COPYING_WARNING,
    'The published SSIM is of dresses alone: compare it with that category, not with the mean of all.',
  ],
};
