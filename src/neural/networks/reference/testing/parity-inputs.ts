import { floats, type Values } from '../../../runtime/graph-session.js';

/** The frame of the published networks. */
export const [HEIGHT, WIDTH] = [256, 192];

/** Smooth waves for a person and a garment, and an ellipse for its mask: [1, 3 | 3 | 1, 256, 192]. */
export function parityInputs(): Values {
  const size = HEIGHT * WIDTH;
  const [person, garment] = [new Float32Array(3 * size), new Float32Array(3 * size)];
  const mask = new Float32Array(size);
  for (let at = 0; at < size; at++) {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    mask[at] = ((x - 95.5) / 70) ** 2 + ((y - 127.5) / 95) ** 2 < 1 ? 1 : 0;
    for (let c = 0; c < 3; c++) {
      person[c * size + at] = 0.8 * Math.sin(0.05 * (c + 1) * x + 0.03 * y + c);
      garment[c * size + at] = 0.7 * Math.cos(0.04 * (c + 1) * y - 0.06 * x + c) * mask[at]!;
    }
  }
  return {
    person: floats(person, [1, 3, HEIGHT, WIDTH]),
    garment: floats(garment, [1, 3, HEIGHT, WIDTH]),
    garment_mask: floats(mask, [1, 1, HEIGHT, WIDTH]),
  };
}
