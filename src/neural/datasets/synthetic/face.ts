import { LIP } from '../data-set.js';
import { gridMesh, type Mesh, type Point } from './mesh.js';
import type { Person, Side } from './person.js';
import type { Colour, Colouring, Layer } from './scene.js';

/** Middle of the head and its half width and height, in body units. */
const HEAD: Point = [0, -0.105];
const [HALF_WIDTH, HALF_HEIGHT] = [0.056, 0.077];

/** Places of the face, in body units. */
export const NOSE: Point = [0, -0.092];
export const EYES: Readonly<Record<Side, Point>> = { [-1]: [-0.022, -0.115], [1]: [0.022, -0.115] };
export const EARS: Readonly<Record<Side, Point>> = { [-1]: [-0.056, -0.104], [1]: [0.056, -0.104] };

/** Hair behind neck and shoulders. */
export function hairBehind(person: Person): Layer[] {
  const { hairStyle } = person;
  if (hairStyle !== 'long' && hairStyle !== 'over shoulders') return [];
  const length = 0.22;
  const mesh = gridMesh(8, 10, (u, v) => {
    const across = 2 * u - 1;
    const half = 0.064 + 0.022 * Math.sin(Math.PI * v);
    const y = HEAD[1] + v * length - 0.03 * v * across * across;
    const [x, frameY] = person.head([across * half, y]);
    return [x, frameY, across, v, 0.78];
  });
  return [hairLayer(person, mesh)];
}

/** Head, face and the hair before them. */
export function headLayers(person: Person): Layer[] {
  const colour = faceColouring(person);
  const half = (side: Side): Layer => ({
    mesh: halfDisc(person, side, HEAD, [HALF_WIDTH, HALF_HEIGHT]),
    colour,
    label: LIP.face,
    bodyPart: side < 0 ? 23 : 24,
    worn: false,
  });
  return [half(-1), half(1), ...hairBefore(person)];
}

/** Half an ellipse to one side of its middle; surface coordinates are body units. */
function halfDisc(person: Person, side: Side, middle: Point, [halfWidth, halfHeight]: Point): Mesh {
  return gridMesh(10, 2, (u, v) => {
    const angle = Math.PI * (u - 0.5);
    const place: Point = [
      middle[0] + side * Math.cos(angle) * v * halfWidth,
      middle[1] + Math.sin(angle) * v * halfHeight,
    ];
    return [...person.head(place), ...place, 1.04 - 0.16 * v * v];
  });
}

function hairBefore(person: Person): Layer[] {
  const { hairStyle } = person;
  if (hairStyle === 'bald') return [];
  const cap = gridMesh(18, 2, (u, v) => {
    const angle = Math.PI * (-0.08 + 1.16 * u);
    const top = Math.sin(angle);
    const inner = 1 - 0.32 * Math.max(0, top) ** 2;
    const reach = inner + v * (1.13 - inner);
    const place: Point = [
      HEAD[0] - Math.cos(angle) * reach * HALF_WIDTH,
      HEAD[1] - top * reach * HALF_HEIGHT,
    ];
    return [...person.head(place), u, v, 1.12 - 0.3 * v];
  });
  const layers = [hairLayer(person, cap)];
  if (hairStyle === 'bun') {
    const middle: Point = [0, HEAD[1] - HALF_HEIGHT - 0.022];
    for (const side of [-1, 1] as const) {
      layers.push(hairLayer(person, halfDisc(person, side, middle, [0.026, 0.024])));
    }
  }
  if (hairStyle === 'over shoulders')
    layers.push(...[-1, 1].map((side) => hairLayer(person, lock(person, side))));
  return layers;
}

/** A lock that falls from the temple onto the chest. */
function lock(person: Person, side: number): Mesh {
  return gridMesh(3, 10, (u, v) => {
    const half = 0.02 * (1 - 0.55 * v * v);
    const x = side * (0.06 + 0.028 * Math.sin(2.2 * v)) + (2 * u - 1) * half;
    return [...person.head([x, HEAD[1] - 0.02 + 0.25 * v]), u, v, 1.08 - 0.25 * Math.abs(2 * u - 1)];
  });
}

function hairLayer({ hair }: Person, mesh: Mesh): Layer {
  return { mesh, colour: hair, label: LIP.hair, bodyPart: 0, worn: false };
}

/** Eyes, brows, nose and mouth on skin; surface coordinates are body units. */
function faceColouring({ skin, lips, hair }: Person): Colouring {
  const shadow: Colour = [skin[0] * 0.8, skin[1] * 0.78, skin[2] * 0.76];
  return (x, y) => {
    const side = x < 0 ? -1 : 1;
    const [eyeX, eyeY] = EYES[side];
    const [dx, dy] = [x - eyeX, y - eyeY];
    if (within(dx, dy, 0.0055, 0.0055)) return PUPIL;
    if (within(dx, dy, 0.012, 0.0065)) return EYEBALL;
    if (within(dx, dy + 0.0155, 0.014, 0.0035)) return hair;
    if (within(x, y + 0.058, 0.019, 0.0065)) return lips;
    if (within(x - 0.003, y - NOSE[1], 0.0055, 0.016)) return shadow;
    return skin;
  };
}

const PUPIL: Colour = [36, 26, 22];
const EYEBALL: Colour = [240, 238, 234];

function within(dx: number, dy: number, halfWidth: number, halfHeight: number): boolean {
  return (dx / halfWidth) ** 2 + (dy / halfHeight) ** 2 < 1;
}
