import type { Benchmark } from './benchmark.js';
import { COPYING_WARNING, NO_TRUTH_WARNING } from './copying.js';
import { VITON_PAIRED_FIGURES, VITON_UNPAIRED_FIGURES } from './published-figures.js';

const VITON = {
  source: { kind: 'layout', layouts: [{ layout: 'viton' }, { layout: 'pf-afn', split: 'test' }] },
  layout:
    'a VITON split in CP-VTON’s layout (image, cloth, image-parse-new, …) or the folder of the PF-AFN release (test_img, …)',
  family: /\bVITON\b(?!-?HD)/i,
  publishedSize: { height: 256, width: 192 },
} as const;

const DUPLICATES_WARNING =
  'VITON as circulated has duplicates: of its 2,032 test pairs only 416 are absent from the training data ' +
  '(VITON-Clean). Figures on the clean pairs are the honest ones; --train DIR finds the others by content.';

/** VITON, own garment → another → own. */
export const VITON_CYCLE: Benchmark = {
  ...VITON,
  id: 'viton-cycle',
  title: 'VITON, cycle',
  protocol: 'cycle',
  compared:
    'Each person tries on another garment (of the list …_unpairs.txt where there is one) and, on that result, the own one again. The second result is compared with the photo. Nobody has published figures of this protocol.',
  published: [],
  warnings: [],
};

/** VITON, the garment that is already worn. */
export const VITON_PAIRED: Benchmark = {
  ...VITON,
  id: 'viton-paired',
  title: 'VITON, paired',
  protocol: 'paired',
  compared:
    'Each person tries on the garment that the photo already shows. The result is compared with the photo.',
  published: VITON_PAIRED_FIGURES,
  warnings: [COPYING_WARNING, DUPLICATES_WARNING],
};

/** VITON, other people's garments. */
export const VITON_UNPAIRED: Benchmark = {
  ...VITON,
  id: 'viton-unpaired',
  title: 'VITON, unpaired',
  protocol: 'unpaired',
  compared:
    'Each person tries on another garment (of the list …_unpairs.txt where there is one). The set of results is compared with the set of photos.',
  published: VITON_UNPAIRED_FIGURES,
  warnings: [NO_TRUTH_WARNING, DUPLICATES_WARNING],
};
