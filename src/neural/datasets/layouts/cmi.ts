import { DataSetError, type PairFiles } from '../data-set.js';
import type { Layout } from './layout.js';

const GARMENT = /^(.*\/)?([^/]+)\/([^/]+)\/cloth_img\.(png|jpg)$/;

/**
 * CMI (commercial model images), of which only a sample was ever released: `MODEL/model_info/model_img.png` and, for each
 * garment, `MODEL/CLOTH/cloth_img.png`.
 *
 * For evaluation only: models are in underwear and *no* photo shows them in the garment, so the pairs have no human parsing
 * that training could use (`model_parse.png` holds three regions of the body). Garment masks: have them made.
 *
 * Source: Feng et al. 2022 (Deep Generative Projection), RuiLiFeng/Deep-Generative-Projection, README and `data/`.
 */
export const findCmiPairs: Layout = (files) => {
  const pairs = files.paths.flatMap((path): PairFiles[] => {
    const [match, prefix = '', model, garment] = GARMENT.exec(path) ?? [];
    if (match === undefined) return [];
    const photo = `${prefix}${model}/model_info/model_img`;
    return [
      {
        id: `${model}/${garment}`,
        garmentId: `${model}/${garment}`,
        category: 'upper',
        photo: files.file(files.has(`${photo}.jpg`) ? `${photo}.jpg` : `${photo}.png`),
        garment: files.file(path),
      },
    ];
  });
  if (pairs.length > 0) return Promise.resolve(pairs);
  throw new DataSetError(`${files.name}: there is no MODEL/CLOTH/cloth_img.png, which this layout needs.`);
};
