/** Coefficients of W. J. Cody, "Rational Chebyshev approximations for the error function", 1969: |x| ≤ 0.46875. */
const NEAR = {
  above: [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315],
  below: [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
};

/** 0.46875 < |x| ≤ 4. */
const MIDDLE = {
  above: [
    0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
    1712.0476126340707, 2051.0783778260716, 1230.3393547979972, 2.1531153547440383e-8,
  ],
  below: [
    15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
};

/** Beyond 4, in 1 ÷ x². */
const FAR = {
  above: [
    0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378, 0.016315387137302097,
  ],
  below: [
    2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
  ],
};

/** Share of a normal distribution with mean 0 and variance 1 that lies below `x`; 12 digits at least, tails too. */
export function normalShareBelow(x: number): number {
  return 0.5 * complementaryError(-x / Math.SQRT2);
}

/**
 * The value below which the share `q` of a normal distribution with mean 0 and variance 1 lies, by bisection.
 *
 * @param q 0…1; −∞ and ∞ at the ends
 */
export function normalQuantile(q: number): number {
  if (!(q > 0)) return -Infinity;
  if (!(q < 1)) return Infinity;
  let [low, high] = [-40, 40];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (normalShareBelow(middle) < q) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** 2 ÷ √π · ∫ e^−t² from x to ∞. */
function complementaryError(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.46875) return 1 - errorNearZero(x);
  const tail = Math.exp(-size * size) * (size <= 4 ? middleFactor(size) : farFactor(size));
  return x < 0 ? 2 - tail : tail;
}

function errorNearZero(x: number): number {
  const square = x * x;
  const [a, b] = [NEAR.above, NEAR.below];
  let above = a[4]! * square;
  let below = square;
  for (let i = 0; i < 3; i++) {
    above = (above + a[i]!) * square;
    below = (below + b[i]!) * square;
  }
  return (x * (above + a[3]!)) / (below + b[3]!);
}

function middleFactor(size: number): number {
  const [a, b] = [MIDDLE.above, MIDDLE.below];
  let above = a[8]! * size;
  let below = size;
  for (let i = 0; i < 7; i++) {
    above = (above + a[i]!) * size;
    below = (below + b[i]!) * size;
  }
  return (above + a[7]!) / (below + b[7]!);
}

function farFactor(size: number): number {
  const square = 1 / (size * size);
  const [a, b] = [FAR.above, FAR.below];
  let above = a[5]! * square;
  let below = square;
  for (let i = 0; i < 4; i++) {
    above = (above + a[i]!) * square;
    below = (below + b[i]!) * square;
  }
  const rest = (square * (above + a[4]!)) / (below + b[4]!);
  return (1 / Math.sqrt(Math.PI) - rest) / size;
}
