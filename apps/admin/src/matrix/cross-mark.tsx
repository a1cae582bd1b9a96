import { Box } from '@mui/material';
import type { Place } from './flow-map.js';

/** A cross on a picture, open in the middle so that what it marks can be seen; it stands out from any colour. */
export function CrossMark({ at }: { readonly at: Place }) {
  return (
    <Box
      component="svg"
      aria-hidden
      data-mark
      viewBox="-20 -20 40 40"
      sx={{
        position: 'absolute',
        left: `${100 * at.x}%`,
        top: `${100 * at.y}%`,
        width: { xs: 28, sm: 40 },
        height: { xs: 28, sm: 40 },
        transform: 'translate(-50%, -50%)',
        pointerEvents: 'none',
        fill: 'none',
      }}
    >
      {['#fff', '#b0005b'].map((stroke, i) => (
        <g key={stroke} stroke={stroke} strokeWidth={i === 0 ? 5 : 2} strokeLinecap="round">
          <path d="M-17 0h11 M6 0h11 M0 -17v11 M0 6v11" />
        </g>
      ))}
    </Box>
  );
}
