import { enlargeField, type Field } from './field.js';
import type { NetworkMaps } from './network-maps.js';

type FlowMaps = Pick<NetworkMaps, 'height' | 'width' | 'flow' | 'flowHeight' | 'flowWidth'>;

/** The flow at the network's size: [2, height, width], −1…1. */
export function enlargeFlow({ height, width, flow, flowHeight, flowWidth }: FlowMaps): Field {
  return enlargeField({ channels: 2, height: flowHeight, width: flowWidth, data: flow }, width, height);
}

/**
 * The garment mask sampled by the flow at the network's size: [height, width], 0…1. Bilinear, zero outside of the
 * garment picture, align_corners=false (ONNX GridSample, `padding_mode=zeros`).
 */
export function warpMask(maps: FlowMaps & Pick<NetworkMaps, 'garmentMask'>): Float32Array {
  const { height, width, garmentMask } = maps;
  const positions = enlargeFlow(maps).data;
  const plane = height * width;
  const warped = new Float32Array(plane);
  const at = (y: number, x: number): number =>
    x >= 0 && y >= 0 && x < width && y < height ? garmentMask[y * width + x]! : 0;
  for (let i = 0; i < plane; i++) {
    const x = ((positions[i]! + 1) * width - 1) / 2;
    const y = ((positions[plane + i]! + 1) * height - 1) / 2;
    const left = Math.floor(x);
    const top = Math.floor(y);
    const across = x - left;
    const down = y - top;
    warped[i] =
      (at(top, left) * (1 - across) + at(top, left + 1) * across) * (1 - down) +
      (at(top + 1, left) * (1 - across) + at(top + 1, left + 1) * across) * down;
  }
  return warped;
}
