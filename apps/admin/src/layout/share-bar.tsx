import { Box, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';

interface Props {
  /** Key of what it is a share of, or the text itself. */
  readonly label: string;
  /** 0…1. */
  readonly share: number;
  /** Ends of its 95 % interval, drawn as a line. */
  readonly interval?: readonly [low: number, high: number];
  /** Further words behind the number. */
  readonly note?: string;
}

const percent = (value: number) => `${Math.min(100, Math.max(0, 100 * value))}%`;

/** A share as a bar, with its interval when it has one; the number is always there as text. */
export function ShareBar({ label, share, interval, note }: Props) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const words = (value: number) =>
    value.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <Box>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, flexWrap: 'wrap' }}>
        <Typography variant="body2">{translate(label, { _: label })}</Typography>
        <Typography variant="body2" color="textSecondary">
          <strong>{words(share)}</strong>
          {interval && ` (${words(interval[0])} – ${words(interval[1])})`}
          {note && ` ${note}`}
        </Typography>
      </Box>
      <Box aria-hidden sx={{ position: 'relative', height: 10, borderRadius: 5, bgcolor: 'action.selected' }}>
        <Box sx={{ width: percent(share), height: '100%', borderRadius: 5, bgcolor: 'primary.main' }} />
        {interval && (
          <Box
            sx={{
              position: 'absolute',
              top: 4,
              height: 2,
              bgcolor: 'text.primary',
              left: percent(interval[0]),
              width: percent(interval[1] - interval[0]),
            }}
          />
        )}
      </Box>
    </Box>
  );
}
