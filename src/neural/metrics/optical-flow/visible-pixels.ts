import { type PixelFlow, target } from './estimate-flow.js';
import { sample } from './plane.js';

/**
 * Which pixels of a frame can be followed into the next one: 1, else 0. A pixel is left out when it leaves the frame, when
 * going there and back does not return (something covers it), and at the edge of what moves, where no flow is to be trusted
 * (Ruder, Dosovitskiy, Brox 2016, eq. 5 and 6, as Lai et al. 2018 use them).
 *
 * @param forward from the frame to the next
 * @param backward from the next to the frame
 */
export function visiblePixels(forward: PixelFlow, backward: PixelFlow): Uint8Array {
  const { height, width } = forward.across;
  const visible = new Uint8Array(height * width);
  for (let at = 0; at < visible.length; at++) {
    const [x, y] = target(forward, at, width);
    if (x < 0 || y < 0 || x > width - 1 || y > height - 1) continue;
    if (!isCovered(forward, backward, at, x, y) && !isEdge(forward, at)) visible[at] = 1;
  }
  return visible;
}

function isCovered(forward: PixelFlow, backward: PixelFlow, at: number, x: number, y: number): boolean {
  const [across, down] = [forward.across.data[at]!, forward.down.data[at]!];
  const [backX, backY] = [sample(backward.across, x, y), sample(backward.down, x, y)];
  const apart = (across + backX) ** 2 + (down + backY) ** 2;
  return apart > 0.01 * (across ** 2 + down ** 2 + backX ** 2 + backY ** 2) + 0.5;
}

function isEdge({ across, down }: PixelFlow, at: number): boolean {
  const { height, width } = across;
  const [right, below] = [at % width < width - 1 ? at + 1 : at, at < (height - 1) * width ? at + width : at];
  let steepness = 0;
  for (const { data } of [across, down]) {
    steepness += (data[right]! - data[at]!) ** 2 + (data[below]! - data[at]!) ** 2;
  }
  return steepness > 0.01 * (across.data[at]! ** 2 + down.data[at]! ** 2) + 0.002;
}
