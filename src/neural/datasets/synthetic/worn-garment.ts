import { LIP } from '../data-set.js';
import { armHalf } from './body.js';
import { type Garment, pictureCoordinates, type Sleeve, sleevePoint } from './garment.js';
import { cutOutline } from './garment-cut.js';
import { type Corner, gridMesh, type Mesh, type Point } from './mesh.js';
import type { Person, Side } from './person.js';
import type { Layer } from './scene.js';
import { torsoPoint, TRUNK_COLUMNS, trunkColumn } from './torso-outline.js';

/** A garment on a person, in the pieces between which arms can lie. */
export interface WornGarment {
  readonly trunk: Layer;
  /** Down to just beyond the elbow, or all of it; absent without sleeves. */
  readonly upperSleeve: (side: Side) => Layer[];
  /** From the elbow on; absent where the sleeve ends before. */
  readonly lowerSleeve: (side: Side) => Layer[];
}

/** Half the angle, in radians, that cloth covers of a trunk or an arm seen as a cylinder. */
const COVER = 1.05;

/**
 * Puts a garment on a person: a smooth mapping from garment picture to frame, known at the corners of a mesh and linear
 * between, so that the flow is exact by construction.
 *
 * @param aspect width ÷ height of garment picture and frame
 */
export function wear(garment: Garment, person: Person, aspect: number): WornGarment {
  const { cut, pattern, trunkPlace, sleevePlace } = garment;
  const { ease } = cut;
  const outline = cutOutline(cut, person.trunk, ease, around(garment.neckShare));
  const trunk = (u: number, v: number): Point => {
    const bent = around(u);
    const [x, y] = torsoPoint(outline, bent, v);
    const fold = 0.003 * Math.sin(9 * v + 4 * u) * (1 - u * u);
    return [x + person.turn * outline.sides[0][1] * (1 - bent * bent) + fold, y + 0.6 * fold];
  };
  const corner = (worn: Point, flat: Point, shade: number): Corner => [
    ...person.upper(worn),
    ...pictureCoordinates(flat, aspect),
    shade,
  ];
  const cloth = (mesh: Mesh): Layer => ({
    mesh,
    colour: pattern.front,
    label: LIP.upperClothes,
    bodyPart: 0,
    worn: true,
  });
  const sleeve = (side: Side): Sleeve => ({
    side,
    outline,
    limb: person.arms[side],
    reach: cut.sleeve,
    length: 0.33 * cut.sleeve,
    half: (t) => armHalf(person, t) + 0.005 + ease * (1 - 0.5 * t),
    trunk,
  });
  const sleevePart = (side: Side, from: number, to: number): Layer[] => {
    if (cut.sleeve === 0 || from >= to) return [];
    const shape = sleeve(side);
    const mesh = gridMesh(5, 9, (u, v) => {
      const s = from + (to - from) * v;
      const across = 1 - 2 * u;
      const shade = 1.02 - 0.12 * across * across * Math.min(1, s * 3);
      return corner(sleevePoint(shape, s, around(across)), sleevePlace(side, s, across), shade);
    });
    return [cloth(mesh)];
  };
  const elbow = (side: Side): number =>
    cut.sleeve === 0 ? 1 : Math.min(1, person.arms[side].jointAt / cut.sleeve);
  return {
    trunk: cloth(
      gridMesh(TRUNK_COLUMNS, 12, (u, v) => {
        const across = trunkColumn(u, garment.neckShare);
        return corner(trunk(across, v), trunkPlace(across, v), 1.03 - 0.12 * across * across);
      }),
    ),
    upperSleeve: (side) => sleevePart(side, 0, Math.min(1, elbow(side) + 0.02)),
    lowerSleeve: (side) => sleevePart(side, elbow(side), 1),
  };
}

/** Where a place of flat cloth, −1…1 across, is seen when the cloth lies around a cylinder. */
function around(across: number): number {
  return Math.sin(COVER * across) / Math.sin(COVER);
}
