import type { Frame } from '../../neural/datasets/frame.js';
import { BatchLoader } from '../../neural/datasets/loading/batch-loader.js';
import { buildModel } from '../../neural/graph/build-model.js';
import { input } from '../../neural/graph/tensor.js';
import type { NamedWeights } from '../../neural/networks/named-weights.js';
import { Parameters } from '../../neural/networks/parameters.js';
import { type FamiliarPeople, personPattern } from '../../neural/networks/student/person-distance.js';
import { encodePerson } from '../../neural/networks/student/student.js';
import { floats, GraphSession } from '../../neural/runtime/graph-session.js';
import { distanceFrom, fitCloud } from '../../neural/statistics/mahalanobis.js';
import { quantile } from '../../neural/statistics/quantile.js';
import type { StageMaterial } from '../../neural/training/run/distillation-stages.js';
import { progress } from '../progress.js';
import { ownWeights } from './student-files.js';

/** Photos that are looked at; three of four make the cloud, the others say how far is usual. */
const PHOTOS = 3200;
/** Times that the same photo is looked at, each time augmented otherwise; of few photos more would say nothing new. */
const VIEWS = 50;
const BATCH = 8;
const FITTED_SHARE = 0.75;
const USUAL_SHARE = 0.98;

/**
 * Looks at photos of the training data, augmented as in training, and tells what people the student knows.
 *
 * @param weights of tutor and student
 * @returns undefined for networks other than small students
 */
export async function familiarPeople(
  material: StageMaterial,
  frame: Frame,
  weights: NamedWeights,
): Promise<FamiliarPeople | undefined> {
  const { settings, seed, augmentation } = material;
  if (settings.networks.kind !== 'small') return undefined;
  const loader = await BatchLoader.open({
    sources: await material.sources(frame),
    batch: BATCH,
    shards: 1,
    seed,
    augmentation,
  });
  const pairs = loader.sources.stores.reduce((sum, store) => sum + store.pairs, 0);
  const count = Math.min(PHOTOS, VIEWS * pairs);
  progress(`looking at ${count} photos of the training data, to know people like them again`);
  const shape = [BATCH, 3, frame.height, frame.width];
  const parameters = Parameters.create();
  const person = input('person', shape);
  const config = { ...settings.networks.config, height: frame.height, width: frame.width };
  const pattern = personPattern(encodePerson(parameters, config, { person }));
  const session = await GraphSession.open(
    buildModel({ inputs: [person], outputs: { pattern }, weights: ownWeights(weights) }),
    { threads: material.workers },
  );
  const patterns: Float32Array[] = [];
  try {
    for (let step = 0; patterns.length < count; step++) {
      const photo = (await loader.batch(step))[0]!.photo.data;
      const pixels = Float32Array.from(photo, (value) => value / 127.5 - 1);
      const all = (await session.run({ person: floats(pixels, shape) })).pattern!.data as Float32Array;
      const size = all.length / BATCH;
      for (let i = 0; i < BATCH; i++) patterns.push(all.slice(i * size, (i + 1) * size));
    }
  } finally {
    await session.close();
    await loader.close();
  }
  return fromPatterns(patterns);
}

function fromPatterns(patterns: readonly Float32Array[]): FamiliarPeople {
  const fitted = Math.floor(patterns.length * FITTED_SHARE);
  const cloud = fitCloud(patterns.slice(0, fitted));
  const distances = patterns
    .slice(fitted)
    .map((pattern) => distanceFrom(cloud, pattern))
    .sort((a, b) => a - b);
  return {
    mean: Float32Array.from(cloud.mean),
    whitening: Float32Array.from(cloud.whitening),
    usual: quantile(distances, USUAL_SHARE),
  };
}
