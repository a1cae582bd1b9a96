import { LIP, type GarmentCategory } from '../data-set.js';

/** Values that are labels of `LIP` already, 20 for the neck among them. */
export const LIP_LABELS = Uint8Array.from({ length: 21 }, (_, value) => value);

/**
 * CIHP: as LIP but for 10, the skin of the torso, which in try-on photos is the neck.
 *
 * Source: Gong et al. 2018 (Part Grouping Network), labels of CIHP_PGN's README.
 */
export const CIHP_LABELS = LIP_LABELS.slice(0, 20).map((value) =>
  value === LIP.jumpsuit ? LIP.neck : value,
);

/**
 * The twelve labels of ACGPN, which PF-AFN's release uses. 7 is what fits nowhere else; training takes it for the garment.
 * 2 and 3 are not used.
 *
 * Source: switchablenorms/DeepFashion_Try_On (ACGPN), issue 29, answer of an author.
 */
export const ACGPN_LABELS = Uint8Array.of(
  LIP.background,
  LIP.hair,
  LIP.background,
  LIP.background,
  LIP.upperClothes,
  LIP.leftShoe,
  LIP.rightShoe,
  LIP.upperClothes,
  LIP.trousers,
  LIP.leftLeg,
  LIP.rightLeg,
  LIP.leftArm,
  LIP.face,
  LIP.rightArm,
);

/** Renders: skin of face, neck and torso cannot be told apart, nor left arm from right. */
export const RENDER_LABELS = Uint8Array.of(
  LIP.background,
  LIP.hair,
  LIP.face,
  LIP.upperClothes,
  LIP.leftArm,
  LIP.trousers,
);

/** ATR, in its order. A belt goes with what is worn below; a bag is none of the body. */
const ATR_LABELS = Uint8Array.of(
  LIP.background,
  LIP.hat,
  LIP.hair,
  LIP.sunglasses,
  LIP.upperClothes,
  LIP.skirt,
  LIP.trousers,
  LIP.dress,
  LIP.trousers,
  LIP.leftShoe,
  LIP.rightShoe,
  LIP.face,
  LIP.leftLeg,
  LIP.rightLeg,
  LIP.leftArm,
  LIP.rightArm,
  LIP.background,
  LIP.scarf,
);
const ATR_BELT = 8;

/**
 * ATR's 18 labels, of which Dress Code's are made.
 *
 * Training calls the labels of tops and dresses the garment that is tried on, and those of trousers and skirts other
 * clothes to keep. For garments of the lower body these therefore change places.
 *
 * Source: Dress Code, README, "Human Label Map" (SCHP trained on ATR).
 */
export function atrLabels(category: GarmentCategory): Uint8Array {
  const labels = ATR_LABELS.slice();
  if (category === 'dress') labels[ATR_BELT] = LIP.dress;
  if (category !== 'lower') return labels;
  const exchanged = new Map<number, number>([
    [LIP.trousers, LIP.upperClothes],
    [LIP.skirt, LIP.upperClothes],
    [LIP.upperClothes, LIP.trousers],
  ]);
  return labels.map((label) => exchanged.get(label) ?? label);
}
