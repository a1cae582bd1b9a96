import { Chip } from '@mui/material';
import { useTranslate } from 'react-admin';

const COLOURS: Readonly<Record<string, 'success' | 'error' | 'warning' | 'info'>> = {
  READY: 'success',
  COMPLETED: 'success',
  SHOWN: 'success',
  OPEN: 'success',
  REJECTED: 'error',
  FAILED: 'error',
  WITHHELD: 'warning',
  LOW_CONFIDENCE: 'warning',
  BUDGET_REACHED: 'warning',
  PREPARING: 'info',
  RUNNING: 'info',
  QUEUED: 'info',
};

/** A state in words, with a colour that only repeats them. */
export function StateChip({ state }: { readonly state: string }) {
  const translate = useTranslate();
  const colour = COLOURS[state];
  return (
    <Chip
      size="small"
      variant="outlined"
      label={translate(`states.${state}`)}
      {...(colour ? { color: colour } : {})}
    />
  );
}
