/** How a figure is told. */
export interface FigureKind {
  readonly label: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly unit?: string;
  /** Digits behind the point. */
  readonly digits: number;
}

/** The figures that are measured of each item. Those of pictures are of values 0…1. */
export const FIGURE_KINDS = {
  ssim: { label: 'SSIM, grey', better: 'higher', digits: 3 },
  ssimRgb: { label: 'SSIM, mean of R, G, B', better: 'higher', digits: 3 },
  msSsim: { label: 'MS-SSIM, grey', better: 'higher', digits: 3 },
  l1: { label: 'L1 (0…1)', better: 'lower', digits: 4 },
  psnr: { label: 'PSNR', better: 'higher', unit: 'dB', digits: 2 },
  lpips: { label: 'LPIPS 0.1, AlexNet', better: 'lower', digits: 4 },
  lpipsVgg: { label: 'LPIPS 0.1, VGG-16', better: 'lower', digits: 4 },
  iou: { label: 'worn-mask IoU', better: 'higher', digits: 3 },
  endPointError: { label: 'end-point error of the flow', better: 'lower', unit: 'px', digits: 2 },
  keptL1: { label: 'outside of both garments: L1 (0…1)', better: 'lower', digits: 4 },
  keptSsim: { label: 'outside of both garments: SSIM, grey', better: 'higher', digits: 3 },
  temporal: { label: 'temporal warping error', better: 'lower', digits: 5 },
  temporalSource: { label: 'temporal warping error of the real frames', better: 'neither', digits: 5 },
  cycleSsim: { label: 'cycle: SSIM, grey', better: 'higher', digits: 3 },
  cycleL1: { label: 'cycle: L1 (0…1)', better: 'lower', digits: 4 },
  cycleIou: { label: 'cycle: worn-mask IoU', better: 'higher', digits: 3 },
  unchangedSsim: { label: 'person unchanged: SSIM, grey', better: 'neither', digits: 3 },
  unchangedL1: { label: 'person unchanged: L1 (0…1)', better: 'neither', digits: 4 },
  unchangedIou: { label: 'person unchanged: worn-mask IoU', better: 'neither', digits: 3 },
  skinToVisible: {
    label: 'repainted skin: ΔE00 to the skin that the photo shows',
    better: 'lower',
    digits: 2,
  },
  skinToVisibleInTruth: {
    label: 'repainted skin: the same in the true picture',
    better: 'neither',
    digits: 2,
  },
  skinToTruth: {
    label: 'repainted skin: ΔE00 to the same skin in the true picture',
    better: 'lower',
    digits: 2,
  },
  skinLightness: {
    label: 'repainted skin: L* over the true picture (> 0: too light)',
    better: 'neither',
    digits: 2,
  },
} as const satisfies Record<string, FigureKind>;

export type FigureName = keyof typeof FIGURE_KINDS;

/** All names, in the order in which they are told. */
export const FIGURE_NAMES = Object.keys(FIGURE_KINDS) as readonly FigureName[];

/** Figures of one item; those that it does not have are absent. */
export type ItemFigures = Partial<Record<FigureName, number>>;

/** Figures of which only finite ones are kept: what could not be measured is left out, not counted as 0. */
export function finiteFigures(figures: Partial<Record<FigureName, number | undefined>>): ItemFigures {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => Number.isFinite(value)));
}
