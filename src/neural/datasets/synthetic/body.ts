import { LIP } from '../data-set.js';
import { acrossLimb, type Limb } from './limb.js';
import { gridMesh, type Mesh, type Point, smoothstep } from './mesh.js';
import type { Person, Side } from './person.js';
import type { Colour, Layer } from './scene.js';
import { type TorsoOutline, torsoPoint } from './torso-outline.js';

/** DensePose parts by the viewer's side (−1: the person's right). */
const PARTS = {
  torso: 2,
  hand: { [-1]: 3, [1]: 4 },
  foot: { [-1]: 6, [1]: 5 },
  thigh: { [-1]: 9, [1]: 10 },
  shank: { [-1]: 13, [1]: 14 },
  upperArm: { [-1]: 18, [1]: 17 },
  forearm: { [-1]: 22, [1]: 21 },
} as const;
const ARM = { [-1]: LIP.rightArm, [1]: LIP.leftArm } as const;
const LEG = { [-1]: LIP.rightLeg, [1]: LIP.leftLeg } as const;
const SHOE = { [-1]: LIP.rightShoe, [1]: LIP.leftShoe } as const;

/** Half width of an arm at a share of its length. */
export function armHalf({ girth }: Person, t: number): number {
  return girth * (0.033 - 0.013 * t + 0.003 * Math.sin(Math.PI * t * 2) ** 2);
}

/** Trunk and neck, bare. */
export function trunkLayers(person: Person): Layer[] {
  const { shoulderHalf, waistHalf, hipHalf } = person.trunk;
  const outline: TorsoOutline = {
    neckline: 'boat',
    neckHalf: 0.04,
    neckDepth: 0,
    neckTop: 0.002,
    sides: [
      [0.04, shoulderHalf - 0.004],
      [0.13, shoulderHalf - 0.026],
      [0.24, waistHalf],
      [0.38, hipHalf],
    ],
    armpitY: 0.13,
    hemY: 0.44,
    hemDrop: 0,
  };
  const trunk = gridMesh(8, 10, (u, v) => {
    const across = 2 * u - 1;
    return [...person.upper(torsoPoint(outline, across, v)), 0, 0, 1 - 0.14 * across * across];
  });
  const neck = gridMesh(4, 3, (u, v) => {
    const across = 2 * u - 1;
    const half = person.girth * (0.031 + 0.012 * v * v);
    return [...person.upper([across * half, -0.06 + 0.08 * v]), 0, 0, 0.86 + 0.1 * v - 0.1 * across * across];
  });
  return [skinLayer(person, trunk, LIP.neck, PARTS.torso), skinLayer(person, neck, LIP.neck, PARTS.torso)];
}

/** Upper arm, bare. */
export function upperArmLayer(person: Person, side: Side): Layer {
  const arm = person.arms[side];
  const half = (t: number): number => armHalf(person, t) * (0.45 + 0.55 * smoothstep((t + 0.03) / 0.12));
  const mesh = limbMesh(arm, side, [-0.03, arm.jointAt + 0.02], half, person.upper);
  return skinLayer(person, mesh, ARM[side], PARTS.upperArm[side]);
}

/** Forearm and hand, bare. */
export function forearmLayers(person: Person, side: Side): Layer[] {
  const arm = person.arms[side];
  const forearm = limbMesh(arm, side, [arm.jointAt, 1.02], (t) => armHalf(person, t), person.upper);
  const hand = limbMesh(arm, side, [0.99, 1.2], (t) => handHalf(person, (t - 0.99) / 0.21), person.upper);
  return [
    skinLayer(person, forearm, ARM[side], PARTS.forearm[side]),
    skinLayer(person, hand, ARM[side], PARTS.hand[side]),
  ];
}

/** Legs, shoes and what is worn over them. */
export function legLayers(person: Person): Layer[] {
  const dressed = person.lowerClothes === 'trousers';
  const layers: Layer[] = [];
  for (const side of [-1, 1] as const) {
    const leg = person.legs[side];
    const half = (t: number): number => person.girth * (0.056 - 0.028 * t) + (dressed ? 0.006 : 0);
    const colour = dressed ? person.lowerColour : person.skin;
    const label = dressed ? LIP.trousers : LEG[side];
    const foot = limbMesh(
      leg,
      side,
      [0.99, 1.1],
      (t) => 0.03 * Math.sqrt(Math.max(0, (1.1 - t) / 0.11)),
      person.lower,
    );
    const part = (range: Point, bodyPart: number): Layer => ({
      ...plainLayer(limbMesh(leg, side, range, half, person.lower), colour, label),
      bodyPart,
    });
    layers.push({ ...plainLayer(foot, person.shoes, SHOE[side]), bodyPart: PARTS.foot[side] });
    layers.push(
      part([leg.jointAt, 1.02], PARTS.shank[side]),
      part([-0.02, leg.jointAt + 0.01], PARTS.thigh[side]),
    );
  }
  return layers;
}

/** The part of the lower clothes that lies over the hips. */
export function hipLayer(person: Person): Layer {
  const { waistHalf, hipHalf } = person.trunk;
  const skirt = person.lowerClothes === 'skirt';
  const length = skirt ? 0.36 : 0.17;
  const mesh = gridMesh(8, 8, (u, v) => {
    const across = 2 * u - 1;
    const half =
      waistHalf + 0.004 + (hipHalf - waistHalf + (skirt ? 0.03 : 0.004)) * Math.min(1, v * (skirt ? 2 : 1));
    const crotch = skirt ? 0 : 0.05 * (1 - Math.abs(across)) * v;
    return [
      ...person.lower([across * half, 0.28 + length * v + crotch]),
      0,
      0,
      1.02 - 0.16 * across * across,
    ];
  });
  return plainLayer(mesh, person.lowerColour, skirt ? LIP.skirt : LIP.trousers);
}

/** A strip along a limb from one share of its length to another; its brightness falls off to the edges. */
function limbMesh(
  limb: Limb,
  side: Side,
  [from, to]: Point,
  half: (t: number) => number,
  place: (point: Point) => Point,
): Mesh {
  return gridMesh(3, 10, (u, v) => {
    const t = from + (to - from) * v;
    const across = 1 - 2 * u;
    return [...place(acrossLimb(limb.at(t), side, across, half(t))), 0, 0, 1.02 - 0.16 * across * across];
  });
}

function handHalf({ girth }: Person, share: number): number {
  return (
    girth * (0.019 + 0.01 * Math.sin(Math.PI * Math.min(1, share))) * Math.sqrt(Math.max(0, 1 - share ** 4))
  );
}

function skinLayer(person: Person, mesh: Mesh, label: number, bodyPart: number): Layer {
  return { ...plainLayer(mesh, person.skin, label), bodyPart };
}

function plainLayer(mesh: Mesh, colour: Colour, label: number): Layer {
  return { mesh, colour, label, bodyPart: 0, worn: false };
}
