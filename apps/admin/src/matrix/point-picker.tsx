import { Box } from '@mui/material';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import type { Place } from './flow-map.js';

interface Props {
  readonly at: Place;
  readonly onMove: (to: Place) => void;
  readonly label: string;
  /** Id of the text that says how it is used. */
  readonly describedBy: string;
  /** A picture that fills it, and what is drawn on top. */
  readonly children: ReactNode;
}

/** Share of the picture that an arrow key moves the point by, alone and with Shift. */
const STEP = 0.01;
const LONG_STEP = 0.05;

const ARROWS: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const inside = (share: number): number => Math.min(1, Math.max(0, share));

/**
 * Chooses a point of a picture: the mouse by passing over it until a click or a key holds the point, a finger by
 * touching or dragging, the keyboard by arrow keys.
 */
export function PointPicker({ at, onMove, label, describedBy, children }: Props) {
  const [held, setHeld] = useState(false);

  const moveTo = ({ clientX, clientY, currentTarget }: PointerEvent): void => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    onMove({ x: inside((clientX - left) / width), y: inside((clientY - top) / height) });
  };
  const moveByKey = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const step = event.shiftKey ? LONG_STEP : STEP;
    setHeld(true);
    onMove({ x: inside(at.x + arrow.x * step), y: inside(at.y + arrow.y * step) });
  };

  return (
    <Box
      role="application"
      tabIndex={0}
      aria-label={label}
      aria-describedby={describedBy}
      onKeyDown={moveByKey}
      onPointerDown={(event) => {
        setHeld(true);
        moveTo(event);
      }}
      onPointerMove={(event) => {
        if (!held || event.buttons > 0) moveTo(event);
      }}
      sx={{
        position: 'relative',
        overflow: 'hidden',
        cursor: 'crosshair',
        touchAction: 'pinch-zoom',
        userSelect: 'none',
        borderRadius: 1,
        '&:focus-visible': { outline: 3, outlineColor: 'primary.main', outlineOffset: 2 },
      }}
    >
      {children}
    </Box>
  );
}
