import type { Benchmark } from './benchmark.js';
import { NO_TRUTH_WARNING } from './copying.js';
import { CMI_FIGURES, MPV_FIGURES } from './published-figures.js';

/** MPV: front photos in several poses. */
export const MPV: Benchmark = {
  id: 'mpv',
  title: 'MPV, unpaired',
  protocol: 'unpaired',
  source: { kind: 'layout', layouts: [{ layout: 'mpv', split: 'test' }] },
  compared:
    'Each person, photographed from the front, tries on another garment (one random cycle through all). The set of results is compared with the set of photos.',
  layout: 'MPV with all, all_parsing and all_poseA_poseB_clothes_0607.txt',
  family: /\bMPV\b/,
  publishedSize: { height: 256, width: 192 },
  published: MPV_FIGURES,
  warnings: [NO_TRUTH_WARNING],
};

/** CMI: models in underwear and garments of a shop. */
export const CMI: Benchmark = {
  id: 'cmi',
  title: 'CMI, unpaired',
  protocol: 'unpaired',
  source: { kind: 'layout', layouts: [{ layout: 'cmi' }], garments: 'own' },
  compared:
    'Each model, photographed in underwear, tries on the garments that belong to the picture. No photo shows the model in them: the set of results is compared with the set of photos of the models.',
  layout: 'CMI: MODEL/model_info/model_img.png and MODEL/CLOTH/cloth_img.png',
  family: /\bCMI\b/,
  publishedSize: { height: 512, width: 384 },
  published: CMI_FIGURES,
  warnings: [
    NO_TRUTH_WARNING,
    'Of CMI only a sample was released: figures of a few pairs stand beside published ones of all.',
  ],
};
