import { Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useAnswer } from '../api/use-answer.js';
import { Page } from '../layout/page.js';
import { Section } from '../layout/section.js';
import { ShareBar } from '../layout/share-bar.js';
import { DayChart, type DeviceDay } from './day-chart.js';
import { median, type RecentTryOn, USAGE } from './usage-query.js';

interface Usage {
  readonly deviceTryOnUsage: readonly DeviceDay[];
  readonly inference: {
    readonly activeModelId: string;
    readonly executionProvider: string;
    readonly workers: number;
    readonly queueDepth: number;
    readonly queueLimit: number;
  };
  readonly tryOns: { readonly items: readonly RecentTryOn[]; readonly totalItems: number };
}

const POLL_MS = 10_000;

/** What was tried on lately, by the server and on devices, how long it took, and how often a result was withheld. */
export function UsagePage() {
  const translate = useTranslate();
  const { answer } = useAnswer<Usage>(USAGE, {}, { everyMs: POLL_MS });
  if (!answer) return <Page title="usage.title">{null}</Page>;
  const { inference, tryOns, deviceTryOnUsage: days } = answer;
  const ended = tryOns.items.filter(({ state }) => state === 'COMPLETED' || state === 'LOW_CONFIDENCE');
  const withheld = ended.filter(({ state }) => state === 'LOW_CONFIDENCE').length;
  const times = ended.flatMap(({ timings }) => (timings ? [timings.totalMs] : []));
  const onDevice = days.reduce((sum, day) => sum + day.completed + day.lowConfidence, 0);
  const webgpu = days.reduce((sum, day) => sum + day.webgpu, 0);
  return (
    <Page title="usage.title" text="usage.text">
      <Section title="usage.server">
        <Typography>
          {translate('usage.inference', {
            model: inference.activeModelId,
            provider: inference.executionProvider,
            workers: inference.workers,
            depth: inference.queueDepth,
            limit: inference.queueLimit,
          })}
        </Typography>
        <Typography>{translate('usage.stored', { smart_count: tryOns.totalItems })}</Typography>
        {times.length > 0 && (
          <Typography>
            {translate('usage.median', { count: times.length, ms: Math.round(median(times)) })}
          </Typography>
        )}
        {ended.length > 0 && (
          <ShareBar
            label="usage.withheld"
            share={withheld / ended.length}
            note={`${withheld} / ${ended.length}`}
          />
        )}
      </Section>
      <Section title="usage.devices">
        {onDevice === 0 ? (
          <Typography color="text.secondary">{translate('usage.noDevices')}</Typography>
        ) : (
          <>
            <ShareBar label="usage.webgpu" share={webgpu / onDevice} note={`${webgpu} / ${onDevice}`} />
            <DayChart days={days} />
          </>
        )}
      </Section>
    </Page>
  );
}
