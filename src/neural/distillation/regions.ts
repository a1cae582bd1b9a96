import { constant } from '../graph/constant.js';
import { add, mul, sub } from '../graph/operators/arithmetic.js';
import { equal, greater, indicator, less } from '../graph/operators/compare.js';
import { enlargeNearest, resizeBilinear, shrinkArea } from '../graph/operators/resize.js';
import { reshape } from '../graph/operators/reshape.js';
import { slice } from '../graph/operators/slice.js';
import { exp } from '../graph/operators/transcendental.js';
import { max } from '../graph/operators/extremes.js';
import { knownSize } from '../graph/shape.js';
import type { Tensor } from '../graph/tensor.js';
import { KEYPOINTS, LIP, WORN_LABELS } from '../datasets/data-set.js';

/** Rows to which a silhouette is shrunk so that the outline of the worn garment is lost: 16×12 at 256×192. */
const COARSE_ROWS = 16;

/** A body part counts as a hand within this radius, as a share of the frame's height. */
const HAND_RADIUS = 0.05;

/** The hand's middle lies beyond the wrist by this share of the forearm. */
const BEYOND_WRIST = 0.35;

/** Standard deviation of a keypoint's heat map as a share of the frame's height. */
const HEAT_DEVIATION = 0.02;

const FACE_AND_HAIR = [LIP.hat, LIP.hair, LIP.sunglasses, LIP.face];
const OTHER_CLOTHES = [
  LIP.socks,
  LIP.trousers,
  LIP.jumpsuit,
  LIP.skirt,
  LIP.leftLeg,
  LIP.rightLeg,
  LIP.leftShoe,
  LIP.rightShoe,
];
const ARMS = [LIP.leftArm, LIP.rightArm, LIP.glove];

/** What human parsing and keypoints say of a photo: masks [B, 1, H, W], 0/1 unless said otherwise. */
export interface Regions {
  /** The worn garment. */
  readonly worn: Tensor;
  readonly faceAndHair: Tensor;
  /** Lower clothes, legs and shoes. */
  readonly otherClothes: Tensor;
  readonly hands: Tensor;
  /** Arms and neck. */
  readonly skin: Tensor;
  /** The person, blurred so that the worn garment's outline is lost, 0…1. */
  readonly coarseBody: Tensor;
  /** Squares that the worn garment, arms or neck touch: what a tutor must not see. */
  readonly hidden: Tensor;
}

/**
 * @param labels [B, 1, H, W], labels of `LIP`; H a multiple of 16, W of H/16
 * @param keypoints [B, 18, 3], see `BatchInputs`
 */
export function regionsOf(labels: Tensor, keypoints: Tensor): Regions {
  const [height, width] = labels.shape.slice(2).map(knownSize) as [number, number];
  const side = height / COARSE_ROWS;
  const shrink = (mask: Tensor): Tensor => shrinkArea(mask, COARSE_ROWS, width / side);
  const worn = anyOf(labels, WORN_LABELS);
  const arms = anyOf(labels, ARMS);
  const skin = add(arms, anyOf(labels, [LIP.neck]));
  const touched = add(add(worn, skin), anyOf(labels, [LIP.scarf]));
  const cells = indicator(greater(shrink(touched), 1e-3));
  const body = indicator(greater(labels, 0.5));
  return {
    worn,
    faceAndHair: anyOf(labels, FACE_AND_HAIR),
    otherClothes: anyOf(labels, OTHER_CLOTHES),
    hands: mul(arms, nearHands(keypoints, height, width)),
    skin,
    coarseBody: resizeBilinear(shrink(body), height, width),
    hidden: enlargeNearest(cells, side),
  };
}

/**
 * A Gaussian around each keypoint, 0 everywhere for those that are not seen: [B, 18, h, w], 0…1.
 *
 * @param keypoints [B, 18, 3]
 */
export function heatMaps(keypoints: Tensor, height: number, width: number): Tensor {
  const bell = (distance: Tensor): Tensor => exp(mul(mul(distance, distance), -0.5 / HEAT_DEVIATION ** 2));
  const seen = indicator(greater(coordinate(keypoints, 2), 0));
  const [across, down] = distances(coordinate(keypoints, 0), coordinate(keypoints, 1), height, width);
  return mul(mul(bell(across), bell(down)), seen);
}

/** 1 where a label is one of those. */
function anyOf(labels: Tensor, wanted: readonly number[]): Tensor {
  return wanted.map((label) => indicator(equal(labels, label))).reduce(add);
}

/** 1 around the hands: [B, 1, h, w]. */
function nearHands(keypoints: Tensor, height: number, width: number): Tensor {
  const sides = (['right', 'left'] as const).map((side) => {
    const [elbow, wrist] = [point(keypoints, `${side}Elbow`), point(keypoints, `${side}Wrist`)];
    const hand = add(wrist, mul(sub(wrist, elbow), BEYOND_WRIST));
    const seen = indicator(greater(mul(coordinate(elbow, 2), coordinate(wrist, 2)), 0));
    const [across, down] = distances(coordinate(hand, 0), coordinate(hand, 1), height, width);
    const isNear = indicator(less(add(mul(across, across), mul(down, down)), HAND_RADIUS ** 2));
    return mul(isNear, seen);
  });
  return sides.reduce(max);
}

function point(keypoints: Tensor, name: (typeof KEYPOINTS)[number]): Tensor {
  const at = KEYPOINTS.indexOf(name);
  return slice(keypoints, { axis: 1, from: at, to: at + 1 });
}

/** Of each keypoint: [B, K, 1, 1]. */
function coordinate(keypoints: Tensor, at: number): Tensor {
  const [batch = 1, count = 1] = keypoints.shape;
  return reshape(slice(keypoints, { axis: 2, from: at, to: at + 1 }), [batch, count, 1, 1]);
}

/** From points at shares of the sides to each pixel, in heights of the frame: [B, K, 1, w] and [B, K, h, 1]. */
function distances(x: Tensor, y: Tensor, height: number, width: number): [across: Tensor, down: Tensor] {
  const centres = (count: number, shape: readonly number[]): Tensor =>
    constant(
      Array.from({ length: count }, (_, i) => (i + 0.5) / count),
      shape,
    );
  return [
    mul(sub(centres(width, [1, 1, 1, width]), x), width / height),
    sub(centres(height, [1, 1, height, 1]), y),
  ];
}
