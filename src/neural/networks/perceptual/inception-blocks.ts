import { concat } from '../../graph/operators/concat.js';
import { maxPool } from '../../graph/operators/pooling.js';
import type { Tensor } from '../../graph/tensor.js';
import type { Parameters } from '../parameters.js';
import { layer, neighbourMean } from './inception-layer.js';

const HALVED = { stride: 2, isPadded: false };

/** 35×35 (Szegedy et al. 2016, fig. 5). */
export function blockA(parameters: Parameters, x: Tensor, pooled: number): Tensor {
  const at = (name: string): Parameters => parameters.at(name);
  const five = layer(at('branch5x5_2'), layer(at('branch5x5_1'), x, 48), 64, [5, 5]);
  const once = layer(at('branch3x3dbl_2'), layer(at('branch3x3dbl_1'), x, 64), 96, [3, 3]);
  return concat([
    layer(at('branch1x1'), x, 64),
    five,
    layer(at('branch3x3dbl_3'), once, 96, [3, 3]),
    layer(at('branch_pool'), neighbourMean(x), pooled),
  ]);
}

/** 35×35 → 17×17 (fig. 10). */
export function blockB(parameters: Parameters, x: Tensor): Tensor {
  const at = (name: string): Parameters => parameters.at(name);
  const once = layer(at('branch3x3dbl_2'), layer(at('branch3x3dbl_1'), x, 64), 96, [3, 3]);
  return concat([
    layer(at('branch3x3'), x, 384, [3, 3], HALVED),
    layer(at('branch3x3dbl_3'), once, 96, [3, 3], HALVED),
    maxPool(x, { kernel: 3, stride: 2 }),
  ]);
}

/** 17×17, filters of seven split into rows and columns (fig. 6). */
export function blockC(parameters: Parameters, x: Tensor, width: number): Tensor {
  const at = (name: string): Parameters => parameters.at(name);
  const row = layer(at('branch7x7_2'), layer(at('branch7x7_1'), x, width), width, [1, 7]);
  let twice = layer(at('branch7x7dbl_1'), x, width);
  twice = layer(at('branch7x7dbl_2'), twice, width, [7, 1]);
  twice = layer(at('branch7x7dbl_3'), twice, width, [1, 7]);
  twice = layer(at('branch7x7dbl_4'), twice, width, [7, 1]);
  return concat([
    layer(at('branch1x1'), x, 192),
    layer(at('branch7x7_3'), row, 192, [7, 1]),
    layer(at('branch7x7dbl_5'), twice, 192, [1, 7]),
    layer(at('branch_pool'), neighbourMean(x), 192),
  ]);
}

/** 17×17 → 8×8. */
export function blockD(parameters: Parameters, x: Tensor): Tensor {
  const at = (name: string): Parameters => parameters.at(name);
  const row = layer(at('branch7x7x3_2'), layer(at('branch7x7x3_1'), x, 192), 192, [1, 7]);
  const column = layer(at('branch7x7x3_3'), row, 192, [7, 1]);
  return concat([
    layer(at('branch3x3_2'), layer(at('branch3x3_1'), x, 192), 320, [3, 3], HALVED),
    layer(at('branch7x7x3_4'), column, 192, [3, 3], HALVED),
    maxPool(x, { kernel: 3, stride: 2 }),
  ]);
}

/** 8×8, rows and columns side by side (fig. 7). The network's last block pools by the maximum, as FID's weights want it. */
export function blockE(parameters: Parameters, x: Tensor, pooling: 'mean' | 'max'): Tensor {
  const at = (name: string): Parameters => parameters.at(name);
  const once = layer(at('branch3x3_1'), x, 384);
  const twice = layer(at('branch3x3dbl_2'), layer(at('branch3x3dbl_1'), x, 448), 384, [3, 3]);
  const pooled = pooling === 'max' ? maxPool(x, { kernel: 3, stride: 1, padding: 1 }) : neighbourMean(x);
  return concat([
    layer(at('branch1x1'), x, 320),
    layer(at('branch3x3_2a'), once, 384, [1, 3]),
    layer(at('branch3x3_2b'), once, 384, [3, 1]),
    layer(at('branch3x3dbl_3a'), twice, 384, [1, 3]),
    layer(at('branch3x3dbl_3b'), twice, 384, [3, 1]),
    layer(at('branch_pool'), pooled, 192),
  ]);
}
