/** A picture of one channel in float64, row-major. */
export interface Plane {
  readonly height: number;
  readonly width: number;
  readonly data: Float64Array;
}

/** A plane of the same size whose value at each place is made of the place. */
export function planeOf({ height, width }: Plane, value: (at: number) => number): Plane {
  const data = new Float64Array(height * width);
  for (let at = 0; at < data.length; at++) data[at] = value(at);
  return { height, width, data };
}

/**
 * Rec. 601 luma, 0…255.
 *
 * @param picture [3, height, width], RGB, −1…1
 */
export function lumaPlane(picture: Float32Array, height: number, width: number): Plane {
  const plane = height * width;
  const data = new Float64Array(plane);
  for (let i = 0; i < plane; i++) {
    const [red, green, blue] = [picture[i]!, picture[plane + i]!, picture[2 * plane + i]!];
    data[i] = 127.5 * (1 + 0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return { height, width, data };
}

/** The value between pixels, bilinearly; places outside are moved to the border. */
export function sample({ height, width, data }: Plane, x: number, y: number): number {
  const [insideX, insideY] = [Math.min(width - 1, Math.max(0, x)), Math.min(height - 1, Math.max(0, y))];
  const [left, top] = [Math.floor(insideX), Math.floor(insideY)];
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [across, down] = [insideX - left, insideY - top];
  const upper = data[top * width + left]! * (1 - across) + data[top * width + right]! * across;
  const lower = data[bottom * width + left]! * (1 - across) + data[bottom * width + right]! * across;
  return upper * (1 - down) + lower * down;
}

/** Mean over the (2·radius + 1)² pixels around each that exist. */
export function windowMean(plane: Plane, radius: number): Plane {
  return turnedMean(turnedMean(plane, radius), radius);
}

/** Mean along rows, with rows and columns exchanged. */
function turnedMean({ height, width, data }: Plane, radius: number): Plane {
  const turned = new Float64Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += data[row + x]!;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += data[row + x + radius]!;
      if (x - radius > 0) sum -= data[row + x - radius - 1]!;
      const count = Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1;
      turned[x * height + y] = sum / count;
    }
  }
  return { height: width, width: height, data: turned };
}

/** Half the size, blurred before by 1, 4, 6, 4, 1 along both axes (Burt and Adelson 1983). */
export function halved(plane: Plane): Plane {
  return turnedHalf(turnedHalf(plane));
}

const [OUTER, INNER, MIDDLE] = [1 / 16, 4 / 16, 6 / 16];

/** Every second column of a blurred plane, with rows and columns exchanged. */
function turnedHalf({ height, width, data }: Plane): Plane {
  const half = Math.ceil(width / 2);
  const turned = new Float64Array(half * height);
  for (let y = 0; y < height; y++) {
    const at = (x: number): number => data[y * width + Math.min(width - 1, Math.max(0, x))]!;
    for (let i = 0; i < half; i++) {
      const x = 2 * i;
      const outer = at(x - 2) + at(x + 2);
      turned[i * height + y] = OUTER * outer + INNER * (at(x - 1) + at(x + 1)) + MIDDLE * at(x);
    }
  }
  return { height: half, width: height, data: turned };
}
