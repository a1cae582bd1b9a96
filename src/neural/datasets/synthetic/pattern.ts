import type { Random } from '../../random.js';
import { between, chance, pick } from './draws.js';
import type { Colour, Colouring } from './scene.js';

/** What cloth shows; its surface coordinates are places in the garment picture, −1…1. */
export interface Pattern {
  readonly front: Colouring;
  /** The inside of the back, seen through the neck's opening of the garment picture. */
  readonly inside: Colour;
}

/** Where the shirt lies in its picture, in frame heights. */
export interface Chest {
  readonly x: number;
  readonly y: number;
  /** Half the width of the chest. */
  readonly half: number;
}

/** A picture's size in pixels. */
export interface FrameSize {
  readonly height: number;
  readonly width: number;
}

/** Whether one of the two colours of a pattern is the second; in frame heights about the chest's middle. */
type Motif = (x: number, y: number) => boolean;

/** No stripe is finer than this many pixels. */
const FINEST_PERIOD = 6;

/** Draws colours and a motif at random: plain, stripes, checks, dots or a print. */
export function drawPattern(random: Random, chest: Chest, { height, width }: FrameSize): Pattern {
  const [base, second] = drawColours(random);
  const motif = drawMotif(random, chest.half, FINEST_PERIOD / height);
  const aspect = width / height;
  const inside: Colour = [base[0] * 0.72, base[1] * 0.72, base[2] * 0.72];
  return {
    front: (a, b) => (motif(((a + 1) * aspect) / 2 - chest.x, (b + 1) / 2 - chest.y) ? second : base),
    inside,
  };
}

const MOTIFS = ['plain', 'stripes', 'pinstripes', 'checks', 'dots', 'print', 'print', 'letters'] as const;

function drawMotif(random: Random, chestHalf: number, finest: number): Motif {
  const period = Math.max(finest, between(random, 0.05, 0.11));
  const phase = random.uniform() * period;
  const share = between(random, 0.3, 0.6);
  const dark = (x: number): boolean => wrapped(x + phase, period) < share * period;
  switch (pick(random, MOTIFS)) {
    case 'plain':
      return () => false;
    case 'stripes':
      return (_, y) => dark(y);
    case 'pinstripes':
      return (x) => dark(x);
    case 'checks':
      return (x, y) => dark(x) !== dark(y);
    case 'dots':
      return (x, y) => {
        const row = Math.floor(y / period);
        const dx = wrapped(x + (row % 2 === 0 ? 0 : period / 2), period) - period / 2;
        return Math.hypot(dx, wrapped(y, period) - period / 2) < period * 0.29;
      };
    case 'print':
      return drawPrint(random, chestHalf * between(random, 0.42, 0.66));
    case 'letters':
      return drawLetters(random, chestHalf * between(random, 0.55, 0.8), finest);
  }
}

/** One figure on the chest: ring, star, triangle or heart. */
function drawPrint(random: Random, radius: number): Motif {
  const points = 3 + random.integer(4);
  const hollow = chance(random, 0.5) ? 0.55 : 0;
  const ring: Motif = (x, y) => inRange(Math.hypot(x, y) / radius, hollow, 1);
  const star: Motif = (x, y) => {
    const wave = Math.cos(points * Math.atan2(x, -y));
    return Math.hypot(x, y) < radius * (0.72 + 0.28 * wave);
  };
  const triangle: Motif = (x, y) => inRange(y / radius, -0.8, 0.7) && Math.abs(x) < (y + 0.8 * radius) * 0.62;
  const heart: Motif = (x, y) => {
    const [h, v] = [(x / radius) * 1.15, (-y / radius) * 1.15 + 0.2];
    return (h * h + v * v - 0.9) ** 3 < h * h * v ** 3;
  };
  return pick(random, [ring, star, triangle, heart]);
}

/** Blocks like a line of writing: a column is ink over one, two or three thirds of the line. */
function drawLetters(random: Random, half: number, finest: number): Motif {
  const columns = Math.min(11, Math.floor((2 * half) / (finest / 2)));
  const ink = Array.from({ length: columns }, (_, i) => (i % 4 === 3 ? 0 : 1 + random.integer(7)));
  const tall = half * between(random, 0.45, 0.7);
  return (x, y) => {
    const column = ink[Math.floor(((x + half) / (2 * half)) * columns)];
    const third = Math.floor((y / tall + 0.5) * 3);
    return column !== undefined && third >= 0 && third < 3 && ((column >> third) & 1) === 1;
  };
}

/** Two colours that differ clearly in brightness. */
function drawColours(random: Random): [Colour, Colour] {
  const dark = hsv(random.uniform(), between(random, 0.25, 0.9), between(random, 0.12, 0.5));
  const vivid = hsv(random.uniform(), between(random, 0.5, 0.95), between(random, 0.6, 0.92));
  const light = hsv(random.uniform(), between(random, 0, 0.22), between(random, 0.88, 0.98));
  return pick<[Colour, Colour]>(random, [
    [dark, light],
    [light, dark],
    [vivid, light],
    [light, vivid],
    [vivid, dark],
    [dark, vivid],
  ]);
}

function hsv(hue: number, saturation: number, value: number): Colour {
  const channel = (offset: number): number => {
    const k = (offset + hue * 6) % 6;
    return 255 * value * (1 - saturation * Math.max(0, Math.min(k, 4 - k, 1)));
  };
  return [channel(5), channel(3), channel(1)];
}

function wrapped(x: number, period: number): number {
  return x - Math.floor(x / period) * period;
}

function inRange(x: number, low: number, high: number): boolean {
  return x >= low && x <= high;
}
