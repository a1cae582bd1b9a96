import { Box, LinearProgress, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';

interface Props {
  readonly done: number;
  readonly total: number;
}

/** How far a job is, as a bar and in numbers. */
export function JobProgress({ done, total }: Props) {
  const translate = useTranslate();
  const value = total > 0 ? Math.min(100, (100 * done) / total) : 0;
  return (
    <Box sx={{ minWidth: 110 }}>
      <LinearProgress variant="determinate" value={value} aria-label={translate('jobs.progress')} />
      <Typography variant="caption" color="textSecondary">
        {done} / {total}
      </Typography>
    </Box>
  );
}
