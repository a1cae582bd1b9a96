/** Outputs of every student that the compositor needs; the network's own `try_on` is left uncomputed. */
export const STUDENT_MAPS = ['flow', 'composition', 'rendered', 'preservation'] as const;

/** Values of those outputs. */
export type StudentMaps = Readonly<Record<(typeof STUDENT_MAPS)[number], Float32Array>>;

/** Output of those students that tell how unlike the people of training a photo is. */
export const PERSON_DISTANCE = 'person_distance';

/** Most that one engine may differ from another on average; the maps lie in about −1…1. */
const MOST_DIFFERENCE = 0.01;

/** Waves for a student to be run on, so that every weight counts: to warm up, to measure and to compare engines. */
export function wavePattern({ height, width }: { readonly height: number; readonly width: number }): {
  readonly person: Float32Array;
  readonly garment: { readonly garment: Float32Array; readonly mask: Float32Array };
} {
  return {
    person: Float32Array.from({ length: 3 * height * width }, (_, i) => Math.sin(i / 9)),
    garment: {
      garment: Float32Array.from({ length: 3 * height * width }, (_, i) => Math.cos(i / 5)),
      mask: new Float32Array(height * width).fill(1),
    },
  };
}

/** The first map in which an engine computes something else than another, and by how much on average. */
export function wrongMap(
  maps: StudentMaps,
  wanted: StudentMaps,
): { readonly name: string; readonly difference: number } | undefined {
  return STUDENT_MAPS.map((name) => ({ name, difference: meanDifference(maps[name], wanted[name]) })).find(
    // A difference that is not a number is none of the allowed ones.
    ({ difference }) => !(difference <= MOST_DIFFERENCE),
  );
}

function meanDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}
