import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Garment } from '../data/records.js';

const CHEQUERED = 'repeating-conic-gradient(#d5d5dc 0 25%, #f6f6f9 0 50%) 0 0 / 20px 20px';

/** The garment as it is cut out, on a chequered ground, beside the picture that came. */
export function CutoutPreview({ garment }: { readonly garment: Garment }) {
  const translate = useTranslate();
  const [wanted, setWanted] = useState<'cutout' | 'picture'>('cutout');
  const picture = garment.pictures[0]?.picture;
  const shown = wanted === 'cutout' ? (garment.cutout ?? picture) : picture;
  if (!shown) return null;
  return (
    <>
      {garment.cutout && (
        <ToggleButtonGroup
          exclusive
          size="small"
          value={wanted}
          aria-label={translate('garments.picture')}
          onChange={(_event, next: 'cutout' | 'picture' | null) => next && setWanted(next)}
        >
          <ToggleButton value="cutout">{translate('garments.cutout')}</ToggleButton>
          <ToggleButton value="picture">{translate('garments.original')}</ToggleButton>
        </ToggleButtonGroup>
      )}
      <Box
        component="img"
        src={shown.url}
        alt={translate(shown === garment.cutout ? 'garments.cutoutOf' : 'garments.pictureOf', {
          name: garment.name,
        })}
        sx={{ width: '100%', maxHeight: 420, objectFit: 'contain', borderRadius: 1, background: CHEQUERED }}
      />
      <Typography variant="body2" color="textSecondary">
        {shown.width} × {shown.height}
        {garment.mask?.handMade && ` · ${translate('mask.handMade')}`}
      </Typography>
    </>
  );
}
