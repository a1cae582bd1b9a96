import type { Benchmark } from './benchmark.js';

/** Rendered people in every garment. */
export const RENDERS: Benchmark = {
  id: 'renders',
  title: 'Renders, true unpaired',
  protocol: 'true-unpaired',
  source: { kind: 'renders' },
  compared:
    'People who were rendered in every garment try on each from the picture in each other one. The result is compared with the true render. “Person unchanged” takes the photo itself for the result.',
  layout: 'renders: manifest.json, garments, cross (with …_parse.png), flow',
  family: /\brenders\b/i,
  publishedSize: { height: 256, width: 192 },
  published: [],
  warnings: ['Computer graphics, not photographs: a model may do better or worse on people.'],
};

/** Drawn people; needs no data. */
export const SYNTHETIC: Benchmark = {
  id: 'synthetic',
  title: 'Drawn pairs, true unpaired',
  protocol: 'true-unpaired',
  source: { kind: 'synthetic', count: 256, seed: 20_210 },
  compared:
    'Drawn people try on a drawn garment from the picture in another one. The result is compared with the true drawing. “Person unchanged” takes the photo itself for the result.',
  layout: 'nothing: the pairs are drawn',
  publishedSize: { height: 256, width: 192 },
  published: [],
  warnings: [
    'Simple drawings, made to test the machinery: they tell whether a model works at all, not how good it is.',
  ],
};
