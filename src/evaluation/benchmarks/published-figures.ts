import type { PublishedRow } from './benchmark.js';

const PF_AFN = 'Ge et al., CVPR 2021 (arXiv:2103.04559)';
const LISTING = 'public benchmark listing of PF-AFN';
const DM_VTON = 'DM-VTON, ISMAR 2023';
const NOT_SAID = 'not stated';

/** FID and SSIM of the parser-free try-on on VITON. */
export const VITON_PAIRED_FIGURES: readonly PublishedRow[] = [
  {
    id: 'viton-test-ssim',
    method: 'PF-AFN',
    data: 'VITON test',
    protocol: 'paired',
    pairs: '2,032 test pairs as circulated',
    pairCount: 2032,
    size: '256×192',
    colours: NOT_SAID,
    metric: 'SSIM',
    figure: 0.87,
    source: LISTING,
  },
];

/** Of results in other people's garments. */
export const VITON_UNPAIRED_FIGURES: readonly PublishedRow[] = [
  {
    id: 'viton-unpaired-fid',
    method: 'PF-AFN',
    data: 'VITON test',
    protocol: 'unpaired',
    pairs: '2,032 test pairs as circulated',
    pairCount: 2032,
    size: '256×192',
    colours: 'RGB, Inception features',
    metric: 'FID',
    figure: 10.09,
    source: PF_AFN,
  },
  {
    id: 'viton-unpaired-fid-release',
    method: 'PF-AFN, retrained release',
    data: 'VITON test',
    protocol: 'unpaired',
    pairs: 'published pair list of the release',
    size: '256×192',
    colours: 'RGB, Inception features',
    metric: 'FID',
    figure: 9.92,
    source: 'authors’ release',
  },
  ...(
    [
      ['pf-afn', 'PF-AFN', 'FID', 27.3, undefined],
      ['dm-vton', 'DM-VTON', 'FID', 28.2, undefined],
      ['pf-afn', 'PF-AFN', 'time', 35.8, 'ms'],
      ['dm-vton', 'DM-VTON', 'time', 23.3, 'ms'],
      ['pf-afn', 'PF-AFN', 'memory', 293, 'MB'],
      ['dm-vton', 'DM-VTON', 'memory', 37.8, 'MB'],
    ] as const
  ).map(([id, method, metric, figure, unit]): PublishedRow => ({
    id: `viton-clean-${id}-${metric.toLowerCase()}`,
    method,
    data: 'VITON-Clean test',
    protocol: metric === 'FID' ? 'unpaired' : 'timing',
    pairs: '416 test pairs that are not in the training data',
    pairCount: 416,
    size: '256×192',
    colours: metric === 'FID' ? 'RGB, Inception features' : 'none',
    metric,
    figure,
    ...(unit && { unit }),
    source: metric === 'FID' ? DM_VTON : `${DM_VTON}, on an Nvidia T4`,
  })),
];

/** At high resolution. */
export const VITON_HD_FIGURES: readonly PublishedRow[] = [
  {
    id: 'viton-hd-ssim',
    method: 'PF-AFN',
    data: 'VITON-HD test',
    protocol: 'paired',
    pairs: '2,032 test pairs',
    pairCount: 2032,
    size: '1024×768 (“high resolution”)',
    colours: NOT_SAID,
    metric: 'SSIM',
    figure: 0.8858,
    source: LISTING,
  },
];

/** Of three categories, of which one has a figure. */
export const DRESS_CODE_FIGURES: readonly PublishedRow[] = [
  {
    id: 'dress-code-dresses-ssim',
    method: 'PF-AFN',
    data: 'DressCode test, dresses',
    protocol: 'paired',
    pairs: NOT_SAID,
    size: NOT_SAID,
    colours: NOT_SAID,
    metric: 'SSIM',
    figure: 0.8869,
    group: 'dress',
    source: LISTING,
  },
  {
    id: 'dress-code-realism',
    method: 'PF-AFN',
    data: 'Dress Code test',
    protocol: 'user study',
    pairs: NOT_SAID,
    size: NOT_SAID,
    colours: 'as people see them',
    metric: 'realism',
    figure: 29.4,
    unit: '%',
    source: LISTING,
  },
];

/** Several poses of a person. */
export const MPV_FIGURES: readonly PublishedRow[] = [
  {
    id: 'mpv-fid',
    method: 'PF-AFN',
    data: 'MPV test',
    protocol: 'unpaired',
    pairs: NOT_SAID,
    size: NOT_SAID,
    colours: 'RGB, Inception features',
    metric: 'FID',
    figure: 49.5,
    source: LISTING,
  },
];

/** Commercial model images. */
export const CMI_FIGURES: readonly PublishedRow[] = [
  {
    id: 'cmi-fid',
    method: 'PF-AFN',
    data: 'CMI',
    protocol: 'unpaired',
    pairs: NOT_SAID,
    size: NOT_SAID,
    colours: 'RGB, Inception features',
    metric: 'FID',
    figure: 86.6,
    source: LISTING,
  },
];

/** Videos, frame by frame. */
export const VVT_FIGURES: readonly PublishedRow[] = [
  {
    id: 'vvt-ssim',
    method: 'PF-AFN',
    data: 'VVT test',
    protocol: 'video',
    pairs: NOT_SAID,
    size: '256×192',
    colours: NOT_SAID,
    metric: 'SSIM',
    figure: 0.87,
    source: LISTING,
  },
  {
    id: 'own-video-ssim',
    method: 'PF-AFN',
    data: 'another group’s own videos (“our collected”), not public',
    protocol: 'video',
    pairs: NOT_SAID,
    size: NOT_SAID,
    colours: NOT_SAID,
    metric: 'SSIM',
    figure: 0.932,
    source: LISTING,
  },
];
