import type { NetworkMaps } from '../compositor/network-maps.js';
import { warpMask } from '../compositor/warp-mask.js';
import type { Confidence } from './confidence.js';
import { coverage } from './coverage.js';
import { flowRegularity } from './flow-regularity.js';
import { personFamiliarity } from './person-familiarity.js';
import { photoConsistency } from './photo-consistency.js';

/**
 * Scores a try-on from what the network put out. The score is the least term, since one thing wrong is enough to spoil
 * the picture; each term's formula stands with its function, figures in docs/confidence.md.
 */
export function assessConfidence(maps: NetworkMaps): Confidence {
  const warped = warpMask(maps);
  const terms = {
    maskAgreement: maskAgreement(warped, maps.composition),
    flowRegularity: flowRegularity(maps, warped),
    coverage: coverage(maps, warped),
    photoConsistency: photoConsistency(maps),
    ...(maps.personDistance !== undefined && { personFamiliarity: personFamiliarity(maps.personDistance) }),
  };
  return { score: Math.min(...Object.values(terms)), ...terms };
}

/** Soft intersection over union of the warped garment and the area on which it is painted. */
function maskAgreement(warped: Float32Array, composition: Float32Array): number {
  let both = 0;
  let either = 0;
  for (const [i, share] of warped.entries()) {
    both += Math.min(share, composition[i] ?? 0);
    either += Math.max(share, composition[i] ?? 0);
  }
  return either === 0 ? 0 : both / either;
}
