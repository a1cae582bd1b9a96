import { useEffect, useRef } from 'react';
import { flowColours } from './flow-colours.js';
import type { FlowMap } from './flow-map.js';

/** The colours of the whole flow over the result. */
export function FlowCanvas({ map }: { readonly map: FlowMap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = map.share;
  useEffect(() => {
    canvas.current
      ?.getContext('2d')
      ?.putImageData(new ImageData(flowColours(map), map.share.width, map.share.height), 0, 0);
  }, [map]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      aria-hidden
      style={{
        position: 'absolute',
        left: `${100 * map.window.x}%`,
        top: `${100 * map.window.y}%`,
        width: `${100 * map.window.width}%`,
        height: `${100 * map.window.height}%`,
        pointerEvents: 'none',
      }}
    />
  );
}
