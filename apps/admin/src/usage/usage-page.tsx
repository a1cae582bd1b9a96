import { Link, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { useAnswer } from '../api/use-answer.js';
import { FigureTiles } from '../layout/figure-tiles.js';
import { Page } from '../layout/page.js';
import { Section } from '../layout/section.js';
import { ShareBar } from '../layout/share-bar.js';
import { DayChart } from './day-chart.js';
import { DayTable } from './day-table.js';
import { deviceSums, serverShares, usageDays } from './usage-days.js';
import { type ServerSums, type Usage, USAGE } from './usage-query.js';
import { waitText } from './wait-text.js';

const POLL_MS = 10_000;
const PERIODS = [7, 30, 90] as const;

/** What was tried on by day, by the server and on devices, how long shoppers waited, how often a result was withheld. */
export function UsagePage() {
  const translate = useTranslate();
  const [period, setPeriod] = useState<number>(30);
  const { answer } = useAnswer<Usage>(USAGE, { days: period }, { everyMs: POLL_MS });
  if (!answer) return <Page title="usage.title">{null}</Page>;
  const days = usageDays(answer, period, new Date());
  const quiet = days.every(({ server, devices }) => server === null && devices === null);
  return (
    <Page title="usage.title" text="usage.text">
      <Section
        title="usage.byDay"
        action={
          <ToggleButtonGroup
            exclusive
            size="small"
            value={period}
            aria-label={translate('usage.period')}
            onChange={(_event, next: number | null) => next && setPeriod(next)}
          >
            {PERIODS.map((length) => (
              <ToggleButton key={length} value={length}>
                {translate('usage.days', { days: length })}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        }
      >
        {quiet ? (
          <Typography color="textSecondary">{translate('usage.quiet')}</Typography>
        ) : (
          <>
            <DayChart days={days} />
            <details>
              <Link component="summary" sx={{ cursor: 'pointer', mb: 1 }}>
                {translate('usage.asTable')}
              </Link>
              <DayTable days={days} />
            </details>
          </>
        )}
      </Section>
      <Section title="usage.server">
        {answer.tryOnUsage.total.requested > 0 && <ServerFigures sums={answer.tryOnUsage.total} />}
        <ServerNow usage={answer} />
      </Section>
      <Section title="usage.devices">
        <DeviceFigures usage={answer} />
      </Section>
    </Page>
  );
}

function ServerFigures({ sums }: { readonly sums: ServerSums }) {
  const [locale] = useLocaleState();
  const { computed, cached, withheld, computedWait, cachedWait } = sums;
  const shares = serverShares(sums);
  const number = (value: number) => value.toLocaleString(locale);
  return (
    <>
      <FigureTiles
        figures={[
          ['usage.requested', number(sums.requested)],
          ['usage.median', waitText(computedWait?.medianMs, locale)],
          ['usage.p95', waitText(computedWait?.p95Ms, locale)],
          ['usage.cachedMedian', waitText(cachedWait?.medianMs, locale)],
          ['usage.failed', number(sums.failed)],
          ['usage.refused', number(sums.refused)],
          ...(sums.queued > 0 ? ([['usage.queued', number(sums.queued)]] as const) : []),
        ]}
      />
      {shares.cached !== null && (
        <ShareBar
          label="usage.cacheShare"
          share={shares.cached}
          note={`${number(cached)} / ${number(computed + cached)}`}
        />
      )}
      {shares.withheld !== null && (
        <ShareBar
          label="usage.withheldShare"
          share={shares.withheld}
          note={`${number(withheld)} / ${number(computed + cached + withheld)}`}
        />
      )}
    </>
  );
}

function ServerNow({ usage: { inference, tryOns } }: { readonly usage: Usage }) {
  const translate = useTranslate();
  return (
    <Typography color="textSecondary">
      {translate('usage.inference', {
        model: inference.activeModelId,
        provider: inference.executionProvider,
        workers: inference.workers,
        depth: inference.queueDepth,
        limit: inference.queueLimit,
      })}{' '}
      {translate('usage.stored', { smart_count: tryOns.totalItems })}
    </Typography>
  );
}

function DeviceFigures({ usage: { deviceTryOnUsage } }: { readonly usage: Usage }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { completed, lowConfidence, webgpu, meanMs } = deviceSums(deviceTryOnUsage);
  const all = completed + lowConfidence;
  const number = (value: number) => value.toLocaleString(locale);
  if (all === 0) return <Typography color="textSecondary">{translate('usage.noDevices')}</Typography>;
  return (
    <>
      <FigureTiles
        figures={[
          ['usage.reported', number(all)],
          ['usage.mean', waitText(meanMs, locale)],
        ]}
      />
      <ShareBar label="usage.webgpu" share={webgpu / all} note={`${number(webgpu)} / ${number(all)}`} />
      <ShareBar
        label="usage.withheldShare"
        share={lowConfidence / all}
        note={`${number(lowConfidence)} / ${number(all)}`}
      />
    </>
  );
}
