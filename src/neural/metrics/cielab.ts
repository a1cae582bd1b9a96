/** A colour in CIE 1976 L*a*b* under D65: L 0…100. */
export interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

/** Linear sRGB to XYZ, relative to the white of D65 (IEC 61966-2-1; rows divided by 0.95047, 1, 1.08883). */
const TO_WHITE_RELATIVE_XYZ = [
  [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
] as const;

/** Where the cube root becomes a line, and the slope of that line (CIE 15:2004). */
const [LINE_END, SLOPE] = [216 / 24389, 24389 / 27 / 116];

/**
 * CIELAB of an sRGB colour.
 *
 * @param red 0…1 as encoded (not linear), likewise the others
 */
export function toLab(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const [x, y, z] = TO_WHITE_RELATIVE_XYZ.map((row) => compress(row[0] * r + row[1] * g + row[2] * b)) as [
    number,
    number,
    number,
  ];
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
}

/**
 * Mean colour of the pixels of a mask; undefined when there is none.
 *
 * @param picture [3, plane], RGB, −1…1, clipped as a screen does
 * @param mask [plane], set where above ½
 */
export function meanLab(picture: Float32Array, mask: ArrayLike<number>): Lab | undefined {
  const plane = mask.length;
  const sum = { l: 0, a: 0, b: 0 };
  let count = 0;
  for (let i = 0; i < plane; i++) {
    if (!(mask[i]! > 0.5)) continue;
    const { l, a, b } = toLab(unit(picture[i]!), unit(picture[plane + i]!), unit(picture[2 * plane + i]!));
    sum.l += l;
    sum.a += a;
    sum.b += b;
    count++;
  }
  return count === 0 ? undefined : { l: sum.l / count, a: sum.a / count, b: sum.b / count };
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, (value + 1) / 2));
}

function toLinear(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}

function compress(share: number): number {
  return share > LINE_END ? Math.cbrt(share) : SLOPE * share + 4 / 29;
}
