import { Box } from '@mui/material';
import type { Garment } from '../data/records.js';

interface Props {
  readonly garment: Pick<Garment, 'name' | 'cutout' | 'pictures'>;
  /** CSS pixels of its side. */
  readonly size?: number;
}

/** The cut-out, else the product picture, else an empty frame; the name stands beside it, so it says nothing itself. */
export function GarmentThumb({ garment, size = 56 }: Props) {
  const picture = garment.cutout ?? garment.pictures[0]?.picture;
  const frame = { width: size, height: size, borderRadius: 1, flexShrink: 0, display: 'block' };
  if (!picture) return <Box sx={{ ...frame, border: '1px dashed', borderColor: 'divider' }} />;
  return (
    <Box
      component="img"
      src={picture.url}
      alt=""
      loading="lazy"
      sx={{ ...frame, objectFit: 'contain', bgcolor: '#f1f1f4' }}
    />
  );
}
