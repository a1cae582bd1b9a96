import { Box } from '@mui/material';
import { useLocaleState } from 'react-admin';
import { WideTable } from '../layout/wide-table.js';
import { dayName } from './day-name.js';
import type { UsageDay } from './usage-days.js';
import { waitText } from './wait-text.js';

/** The numbers of each day on which something was asked for, the newest first. */
export function DayTable({ days }: { readonly days: readonly UsageDay[] }) {
  const [locale] = useLocaleState();
  const busy = days.filter(({ server, devices }) => server !== null || devices !== null).toReversed();
  return (
    <WideTable
      label="usage.byDay"
      columns={[
        'usage.day',
        'usage.requested',
        'usage.computed',
        'usage.cached',
        'usage.withheldByServer',
        'usage.failed',
        'usage.refused',
        'usage.median',
        'usage.p95',
        'usage.onDevice',
        'usage.withheldByDevice',
      ]}
      rows={busy.map(({ day, server, devices }) => ({
        key: day,
        cells: [
          <Box key={day} component="span" sx={{ whiteSpace: 'nowrap' }}>
            {dayName(day, locale)}
          </Box>,
          server?.requested ?? 0,
          server?.computed ?? 0,
          server?.cached ?? 0,
          server?.withheld ?? 0,
          server?.failed ?? 0,
          server?.refused ?? 0,
          waitText(server?.computedWait?.medianMs, locale),
          waitText(server?.computedWait?.p95Ms, locale),
          devices?.completed ?? 0,
          devices?.lowConfidence ?? 0,
        ],
      }))}
    />
  );
}
