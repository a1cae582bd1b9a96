import Add from '@mui/icons-material/Add';
import AutoFixNormal from '@mui/icons-material/AutoFixNormal';
import Brush from '@mui/icons-material/Brush';
import PanTool from '@mui/icons-material/PanTool';
import Redo from '@mui/icons-material/Redo';
import Remove from '@mui/icons-material/Remove';
import Undo from '@mui/icons-material/Undo';
import { Box, IconButton, Slider, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { EditorTool } from './mask-canvas.js';
import type { OverlayStyle } from './mask-overlay.js';

/** Zoom steps; 1 shows all of the picture. */
export const ZOOMS = [1, 1.5, 2, 3, 4, 6, 8] as const;

/** Smallest and largest diameter of the brush as powers of two, in pixels of the picture. */
const DIAMETER_POWERS = { least: 1, most: 8 };

const TOOLS: readonly { readonly tool: EditorTool; readonly icon: ReactNode }[] = [
  { tool: 'brush', icon: <Brush fontSize="small" /> },
  { tool: 'eraser', icon: <AutoFixNormal fontSize="small" /> },
  { tool: 'hand', icon: <PanTool fontSize="small" /> },
];

const LOOKS: readonly OverlayStyle[] = ['marking', 'cutout'];

interface Props {
  readonly tool: EditorTool;
  readonly onTool: (tool: EditorTool) => void;
  readonly diameter: number;
  readonly onDiameter: (diameter: number) => void;
  readonly zoom: number;
  readonly onZoom: (zoom: number) => void;
  readonly look: OverlayStyle;
  readonly onLook: (look: OverlayStyle) => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** What is painted with, how large it is seen, and the way back. */
export function MaskToolbar(props: Props) {
  const { tool, diameter, zoom, look, canUndo, canRedo } = props;
  const translate = useTranslate();
  const step = ZOOMS.findIndex((one) => one === zoom);
  const zoomTo = (index: number) => props.onZoom(ZOOMS[index] ?? 1);
  return (
    <Stack
      direction="row"
      useFlexGap
      sx={{ flexWrap: 'wrap', alignItems: 'center', columnGap: 2, rowGap: 1 }}
    >
      <ToggleButtonGroup
        exclusive
        size="small"
        value={tool}
        aria-label={translate('mask.tool')}
        onChange={(_event, next: EditorTool | null) => next && props.onTool(next)}
      >
        {TOOLS.map(({ tool: one, icon }) => (
          <ToggleButton key={one} value={one} sx={{ gap: 0.75, textTransform: 'none' }}>
            {icon}
            {translate(`mask.tools.${one}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1.5, width: 220 }}>
        <Typography variant="body2" id="mask-size">
          {translate('mask.size')}
        </Typography>
        <Slider
          size="small"
          min={DIAMETER_POWERS.least}
          max={DIAMETER_POWERS.most}
          step={0.25}
          value={Math.log2(diameter)}
          scale={(power) => Math.round(2 ** power)}
          aria-labelledby="mask-size"
          getAriaValueText={(pixels) => translate('mask.pixels', { smart_count: pixels })}
          onChange={(_event, power) => props.onDiameter(2 ** power)}
        />
        <Typography variant="body2" sx={{ minWidth: '4.5ch', fontVariantNumeric: 'tabular-nums' }}>
          {Math.round(diameter)} px
        </Typography>
      </Stack>
      <Box sx={{ display: 'flex', alignItems: 'center' }}>
        <IconButton aria-label={translate('mask.undo')} disabled={!canUndo} onClick={props.onUndo}>
          <Undo />
        </IconButton>
        <IconButton aria-label={translate('mask.redo')} disabled={!canRedo} onClick={props.onRedo}>
          <Redo />
        </IconButton>
      </Box>
      <Box role="group" aria-label={translate('mask.zoom')} sx={{ display: 'flex', alignItems: 'center' }}>
        <IconButton
          aria-label={translate('mask.zoomOut')}
          disabled={step <= 0}
          onClick={() => zoomTo(step - 1)}
        >
          <Remove />
        </IconButton>
        <Typography variant="body2" sx={{ minWidth: '5ch', textAlign: 'center' }}>
          {zoom} ×
        </Typography>
        <IconButton
          aria-label={translate('mask.zoomIn')}
          disabled={step >= ZOOMS.length - 1}
          onClick={() => zoomTo(step + 1)}
        >
          <Add />
        </IconButton>
      </Box>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={look}
        aria-label={translate('mask.look')}
        onChange={(_event, next: OverlayStyle | null) => next && props.onLook(next)}
      >
        {LOOKS.map((one) => (
          <ToggleButton key={one} value={one} sx={{ textTransform: 'none' }}>
            {translate(`mask.looks.${one}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Stack>
  );
}
