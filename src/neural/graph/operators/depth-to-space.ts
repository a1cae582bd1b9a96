import { expectRank, knownSize, ShapeError } from '../shape.js';
import { apply, type Operator, Tensor } from '../tensor.js';

const DEPTH_TO_SPACE: Operator<readonly [Tensor]> = {
  type: 'DepthToSpace',
  infer: ([x], { blocksize }) => {
    const block = blocksize as number;
    expectRank(x.shape, 4, 'the image');
    const [batch = 1, channels, height, width] = x.shape;
    if (knownSize(channels) % block ** 2 !== 0)
      throw new ShapeError(`${channels} is no multiple of ${block}²`);
    return {
      shape: [batch, knownSize(channels) / block ** 2, knownSize(height) * block, knownSize(width) * block],
      type: x.type,
    };
  },
  gradient: (gradient, { attributes }) => [spaceToDepth(gradient, attributes.blocksize as number)],
};

/** Channels laid out as blocks of pixels: [B, C·b², H, W] → [B, C, H·b, W·b]; the position in the block comes first. */
export function depthToSpace(x: Tensor, block: number): Tensor {
  return apply(DEPTH_TO_SPACE, [x], { blocksize: block, mode: 'DCR' });
}

const SPACE_TO_DEPTH: Operator<readonly [Tensor]> = {
  type: 'SpaceToDepth',
  infer: ([x], { blocksize }) => {
    const block = blocksize as number;
    expectRank(x.shape, 4, 'the image');
    const [batch = 1, channels, height, width] = x.shape;
    if (knownSize(height) % block !== 0 || knownSize(width) % block !== 0) {
      throw new ShapeError(`its sides are no multiples of ${block}`);
    }
    return {
      shape: [batch, knownSize(channels) * block ** 2, knownSize(height) / block, knownSize(width) / block],
      type: x.type,
    };
  },
  gradient: (gradient, { attributes }) => [depthToSpace(gradient, attributes.blocksize as number)],
};

/** Blocks of pixels laid out as channels: the inverse of `depthToSpace`. */
export function spaceToDepth(x: Tensor, block: number): Tensor {
  return apply(SPACE_TO_DEPTH, [x], { blocksize: block });
}
