import { Box, Stack, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { dayName } from './day-name.js';
import type { UsageDay } from './usage-days.js';

const HEIGHT = 160;

/** Parts of a bar from its foot up, with their colours of the theme. */
const PARTS = [
  {
    name: 'computed',
    colour: 'primary.main',
    opacity: 1,
    of: ({ server }: UsageDay) => server?.computed ?? 0,
  },
  { name: 'cached', colour: 'primary.main', opacity: 0.5, of: ({ server }: UsageDay) => server?.cached ?? 0 },
  {
    name: 'onDevice',
    colour: 'success.main',
    opacity: 1,
    of: ({ devices }: UsageDay) => devices?.completed ?? 0,
  },
  {
    name: 'withheld',
    colour: 'warning.main',
    opacity: 1,
    of: ({ server, devices }: UsageDay) => (server?.withheld ?? 0) + (devices?.lowConfidence ?? 0),
  },
] as const;

/** Results a day as bars, the oldest day first. Decoration for the eye: the table below it says the same. */
export function DayChart({ days }: { readonly days: readonly UsageDay[] }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const sumOf = (day: UsageDay) => PARTS.reduce((sum, { of }) => sum + of(day), 0);
  const most = Math.max(...days.map(sumOf), 1);
  const [first, last] = [days[0], days.at(-1)];
  return (
    <Box aria-hidden>
      <Stack direction="row" sx={{ columnGap: 2, flexWrap: 'wrap', mb: 1 }}>
        {PARTS.map(({ name, colour, opacity }) => (
          <Stack key={name} direction="row" sx={{ alignItems: 'center', gap: 0.75 }}>
            <Box sx={{ width: 12, height: 12, borderRadius: 0.3, bgcolor: colour, opacity }} />
            <Typography variant="body2">{translate(`usage.${name}`)}</Typography>
          </Stack>
        ))}
      </Stack>
      <Typography variant="caption" color="textSecondary">
        {most.toLocaleString(locale)}
      </Typography>
      <Box
        sx={{
          display: 'flex',
          gap: days.length > 31 ? '1px' : '3px',
          alignItems: 'end',
          height: HEIGHT,
          borderTop: 1,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        {days.map((day) => (
          <Box
            key={day.day}
            title={`${dayName(day.day, locale)}: ${sumOf(day)}`}
            sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column-reverse' }}
          >
            {PARTS.filter(({ of }) => of(day) > 0).map(({ name, colour, opacity, of }) => (
              <Box
                key={name}
                sx={{
                  height: ((HEIGHT - 2) * of(day)) / most,
                  minHeight: 2,
                  borderTop: 1,
                  borderColor: 'background.paper',
                }}
              >
                <Box sx={{ height: '100%', bgcolor: colour, opacity }} />
              </Box>
            ))}
          </Box>
        ))}
      </Box>
      <Stack direction="row" sx={{ justifyContent: 'space-between' }}>
        {[first, last].map((end) => (
          <Typography key={end?.day} variant="caption" color="textSecondary">
            {end && dayName(end.day, locale)}
          </Typography>
        ))}
      </Stack>
    </Box>
  );
}
