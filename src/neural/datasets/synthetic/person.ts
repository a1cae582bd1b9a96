import type { Random } from '../../random.js';
import { between, chance, pick } from './draws.js';
import { bentLimb, type Limb } from './limb.js';
import type { Point } from './mesh.js';
import type { Colour } from './scene.js';

/** The viewer's left (−1), where the person's right arm is, or right (1). */
export type Side = -1 | 1;

/** Half widths of a trunk, in body units. */
export interface Trunk {
  readonly shoulderHalf: number;
  readonly waistHalf: number;
  readonly hipHalf: number;
}

/** Hair: what is drawn besides the cap. */
export type HairStyle = 'bald' | 'short' | 'bun' | 'long' | 'over shoulders';

/** What is worn below. */
export type LowerClothes = 'trousers' | 'skirt';

/**
 * A person who faces the viewer. Body units: origin at the base of the neck, x to the viewer's right, y down, 1 somewhat
 * less than the height of the body; `upper` and `lower` turn them into frame heights.
 */
export interface Person {
  readonly trunk: Trunk;
  /** From shoulder to wrist. */
  readonly arms: Readonly<Record<Side, Limb>>;
  /** From hip to ankle. */
  readonly legs: Readonly<Record<Side, Limb>>;
  /** The side whose forearm is in front when both cross. */
  readonly front: Side;
  /** Half widths as a share of the usual. */
  readonly girth: number;
  /** How far the trunk is turned, as a share of its half width: the middle moves sideways. */
  readonly turn: number;
  readonly skin: Colour;
  readonly hair: Colour;
  readonly hairStyle: HairStyle;
  readonly lips: Colour;
  readonly lowerClothes: LowerClothes;
  readonly lowerColour: Colour;
  readonly shoes: Colour;
  /** Above the hips: inclined. */
  readonly upper: (point: Point) => Point;
  /** Below the hips. */
  readonly lower: (point: Point) => Point;
  /** Of the head, which is inclined further. */
  readonly head: (point: Point) => Point;
}

/** Middle of the hips. */
const HIPS: Point = [0, 0.38];
/** Where the head turns. */
const CHIN: Point = [0, -0.02];
/** From the crown with hair to the base of the neck. */
const HEAD_HEIGHT = 0.22;
/** A frame narrower than this share of its height shows the person smaller. */
const USUAL_ASPECT = 0.75;

/**
 * Draws a person at random.
 *
 * @param aspect width ÷ height of the frame
 */
export function drawPerson(random: Random, aspect: number): Person {
  const trunk = {
    shoulderHalf: between(random, 0.112, 0.142),
    waistHalf: between(random, 0.08, 0.108),
    hipHalf: between(random, 0.096, 0.122),
  };
  const far = chance(random, 0.15);
  const scale =
    (far ? between(random, 0.72, 0.78) : between(random, 0.86, 1.08)) * Math.min(1, aspect / USUAL_ASPECT);
  const originX = aspect / 2 + between(random, -0.04, 0.04) * scale;
  const originY = between(random, 0.02, 0.05) + HEAD_HEIGHT * scale;
  const place = ([x, y]: Point): Point => [originX + scale * x, originY + scale * y];
  const lean = between(random, -0.06, 0.06);
  const nod = between(random, -0.14, 0.14);
  const upper = (point: Point): Point => place(turned(point, HIPS, lean));
  return {
    trunk,
    arms: { [-1]: drawArm(random, -1, trunk), [1]: drawArm(random, 1, trunk) },
    legs: { [-1]: drawLeg(random, -1), [1]: drawLeg(random, 1) },
    front: pick<Side>(random, [-1, 1]),
    girth: between(random, 0.88, 1.15),
    turn: between(random, -0.12, 0.12),
    ...drawLooks(random),
    upper,
    lower: place,
    head: (point) => upper(turned(point, CHIN, nod)),
  };
}

/** Skin from light to dark; between two neighbours any mixture. */
const SKIN: readonly Colour[] = [
  [246, 219, 200],
  [232, 190, 160],
  [205, 155, 120],
  [160, 110, 78],
  [112, 74, 52],
  [70, 46, 35],
];

function drawLooks(
  random: Random,
): Pick<Person, 'skin' | 'hair' | 'hairStyle' | 'lips' | 'lowerClothes' | 'lowerColour' | 'shoes'> {
  const tone = random.uniform() * (SKIN.length - 1);
  const skin = mixed(SKIN[Math.floor(tone)]!, SKIN[Math.ceil(tone)]!, tone % 1);
  const hair = pick<Colour>(random, [
    [28, 22, 20],
    [66, 42, 28],
    [120, 78, 44],
    [196, 158, 98],
    [142, 58, 30],
    [168, 166, 164],
  ]);
  const lowerColour = pick<Colour>(random, [
    [44, 62, 98],
    [30, 30, 36],
    [126, 142, 168],
    [112, 96, 76],
    [86, 84, 82],
    [90, 34, 48],
  ]);
  return {
    skin,
    hair,
    hairStyle: pick<HairStyle>(random, ['bald', 'short', 'bun', 'long', 'over shoulders']),
    lips: mixed(skin, [170, 40, 52], 0.55),
    lowerClothes: chance(random, 0.75) ? 'trousers' : 'skirt',
    lowerColour,
    shoes: pick<Colour>(random, [
      [32, 32, 34],
      [226, 226, 224],
      [128, 78, 48],
    ]),
  };
}

/** Angles of upper arm and forearm from straight down, outwards positive, in degrees: ranges of usual poses. */
const ARM_POSES: readonly [ArmPose, ...ArmPose[]] = [
  { upper: [6, 18], lower: [-8, 12] },
  { upper: [6, 18], lower: [-8, 12] },
  { upper: [14, 40], lower: [10, 35] },
  { upper: [38, 52], lower: [-48, -36] },
  { upper: [8, 22], lower: [-100, -62] },
  { upper: [60, 95], lower: [120, 165] },
];

interface ArmPose {
  readonly upper: Point;
  readonly lower: Point;
}

function drawArm(random: Random, side: Side, { shoulderHalf }: Trunk): Limb {
  const pose = pick(random, ARM_POSES);
  const shoulder: Point = [side * (shoulderHalf - 0.022), 0.05];
  const elbow = reached(shoulder, side, between(random, ...pose.upper), between(random, 0.165, 0.185));
  const wrist = reached(elbow, side, between(random, ...pose.lower), between(random, 0.145, 0.165));
  return bentLimb(shoulder, elbow, wrist);
}

function drawLeg(random: Random, side: Side): Limb {
  const hip: Point = [side * 0.054, 0.4];
  const knee = reached(hip, side, between(random, -1, 6), 0.24);
  return bentLimb(hip, knee, reached(knee, side, between(random, -4, 3), 0.25));
}

function reached([x, y]: Point, side: Side, degrees: number, length: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return [x + side * Math.sin(angle) * length, y + Math.cos(angle) * length];
}

function turned([x, y]: Point, [cx, cy]: Point, angle: number): Point {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return [cx + cos * (x - cx) - sin * (y - cy), cy + sin * (x - cx) + cos * (y - cy)];
}

function mixed(from: Colour, to: Colour, share: number): Colour {
  const mix = (c: 0 | 1 | 2): number => from[c] + (to[c] - from[c]) * share;
  return [mix(0), mix(1), mix(2)];
}
