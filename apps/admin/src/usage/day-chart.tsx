import { Box } from '@mui/material';
import { useLocaleState } from 'react-admin';
import { WideTable } from '../layout/wide-table.js';

/** What shoppers' devices have reported of one day. */
export interface DeviceDay {
  readonly day: string;
  readonly completed: number;
  readonly lowConfidence: number;
  readonly webgpu: number;
  readonly meanMs: number;
}

const HEIGHT = 120;

/** Try-ons a day as bars, the oldest day first, with the numbers in a table below. */
export function DayChart({ days }: { readonly days: readonly DeviceDay[] }) {
  const [locale] = useLocaleState();
  const most = Math.max(...days.map(({ completed, lowConfidence }) => completed + lowConfidence), 1);
  const dayName = (day: string) =>
    new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, { timeZone: 'UTC', dateStyle: 'medium' });
  return (
    <>
      <Box aria-hidden sx={{ display: 'flex', gap: 0.5, alignItems: 'end', height: HEIGHT }}>
        {days.toReversed().map(({ day, completed, lowConfidence }) => (
          <Box key={day} title={dayName(day)} sx={{ flex: 1, maxWidth: 32 }}>
            <Box sx={{ height: (HEIGHT * lowConfidence) / most, bgcolor: 'warning.main' }} />
            <Box sx={{ height: (HEIGHT * completed) / most, bgcolor: 'primary.main' }} />
          </Box>
        ))}
      </Box>
      <WideTable
        label="usage.devices"
        columns={['usage.day', 'usage.completed', 'usage.lowConfidence', 'usage.byWebgpu', 'usage.meanMs']}
        rows={days.map((day) => ({
          key: day.day,
          cells: [dayName(day.day), day.completed, day.lowConfidence, day.webgpu, Math.round(day.meanMs)],
        }))}
      />
    </>
  );
}
