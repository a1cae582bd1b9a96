import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { GraphSession, type Values } from '../../runtime/graph-session.js';
import { formulaWeights } from '../testing/formula-weights.js';
import { referenceStudentModel, type ReferenceStudentModel } from './student-model.js';
import { HEIGHT, parityInputs, WIDTH } from './testing/parity-inputs.js';
import { readNpz } from './testing/read-npz.js';

/** Float32 and float64 of the authors' own networks differ by 2.5e-5. */
const TOLERANCE = 1e-4;

/** Seconds alone, minutes where every core is taken. */
const MOST_MS = 180_000;

interface Samples {
  readonly meanMagnitude: number;
  readonly positions: readonly number[];
  readonly values: readonly number[];
}

const SAMPLES = JSON.parse(
  readFileSync(new URL('testing/expected-samples.json', import.meta.url), 'utf8'),
) as Readonly<Record<'flow' | 'try_on', Samples>>;

/** Lies beside the repository on machines of the project. */
const parityFile = (name: string): URL => new URL(`../../../../../shared/parity/${name}`, import.meta.url);
const WHOLE_RESULT = parityFile('pfafn-expected.npz');
const KEYS = parityFile('pfafn-checkpoint-keys.tsv');

describe('the reference student with weights made by formula', () => {
  let student: ReferenceStudentModel;
  let results: Values;
  let flow: Float32Array;

  beforeAll(async () => {
    student = referenceStudentModel();
    const { parameters } = student;
    const weights = new Map([...formulaWeights(parameters, 'warp.'), ...formulaWeights(parameters, 'gen.')]);
    const session = await GraphSession.open(student.build(weights));
    results = await session.run(parityInputs());
    await session.close();
    const sides = [WIDTH, HEIGHT] as const;
    // The expected flow calls the centres of the outermost pixels ±1.
    flow = (results.flow!.data as Float32Array).map((value, at) => {
      const side = sides[Math.floor(at / (WIDTH * HEIGHT))]!;
      return (value * side) / (side - 1);
    });
  }, MOST_MS);

  it("should compute the authors' flow and try-on when sampled", () => {
    const found = { flow, try_on: results.try_on!.data as Float32Array };

    for (const name of ['flow', 'try_on'] as const) {
      const { meanMagnitude, positions, values } = SAMPLES[name];
      const magnitude = found[name].reduce((sum, value) => sum + Math.abs(value), 0) / found[name].length;
      expect(Math.abs(magnitude - meanMagnitude), name).toBeLessThan(TOLERANCE);
      for (const [i, at] of positions.entries()) {
        expect(Math.abs(found[name][at]! - values[i]!), `${name}[${at}]`).toBeLessThan(TOLERANCE);
      }
    }
  });

  it.skipIf(!existsSync(WHOLE_RESULT))(
    "should compute the authors' flow and try-on everywhere (needs the parity figures beside the repository)",
    async () => {
      const expected = await readNpz(WHOLE_RESULT.pathname);

      expect(farthest(flow, expected.get('flow')!)).toBeLessThan(TOLERANCE);
      expect(farthest(results.try_on!.data as Float32Array, expected.get('tryon')!)).toBeLessThan(TOLERANCE);
    },
  );

  it('should declare exactly the tensors of the published checkpoints', () => {
    const table = tableOf(student);

    const digest = createHash('sha256').update(table.join('\n')).digest('hex');
    expect(table).toHaveLength(681);
    expect(digest).toBe('4cd9b85cc279b3ca426ed68410ca2cbf647906c271e9afc7049d52d98c0a4ca9');
  });

  it.skipIf(!existsSync(KEYS))(
    'should declare the tensors of the list (needs the parity figures beside the repository)',
    () => {
      const [, ...rows] = readFileSync(KEYS, 'utf8').trimEnd().split('\n');
      const listed = rows
        .map((row) => row.split('\t'))
        .map(([part, key, , shape]) => `${part}.${key} ${shape}`);

      expect(tableOf(student)).toEqual(listed.sort());
    },
  );
});

/** `part.key shape`, sorted. */
function tableOf({ parameters }: ReferenceStudentModel): string[] {
  return [...parameters.all].map(([name, { shape }]) => `${name} ${shape.join('x')}`).sort();
}

function farthest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? Infinity))), 0);
}
