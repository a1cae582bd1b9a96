import { Button, Typography } from '@mui/material';
import { useState } from 'react';
import { Confirm, useLocale, useTranslate } from 'react-admin';
import { ask } from '../api/ask.js';
import { useAction } from '../api/use-action.js';
import { useAnswer } from '../api/use-answer.js';
import { Page } from '../layout/page.js';
import { Section } from '../layout/section.js';
import { usePermission } from '../layout/use-permission.js';
import { WideTable } from '../layout/wide-table.js';
import { durationText } from './duration-text.js';

const KEPT = ['photo', 'result', 'samplePerson', 'receipt', 'stray', 'logs'];

const QUERY = `{
  channel { consentVersion tryOnMode }
  retention { personPhotoSeconds tryOnSeconds deletionReceiptSeconds expiryReceiptSeconds strayFileSeconds }
}`;

interface Answer {
  readonly channel: { readonly consentVersion: string; readonly tryOnMode: string };
  /** In seconds; null: for good. */
  readonly retention: Readonly<Record<string, number | null>>;
}

/** What is kept of people and for how long, what shoppers agree to, and the deletion of all results. */
export function PrivacyPage() {
  const translate = useTranslate();
  const locale = useLocale();
  const { answer } = useAnswer<Answer>(QUERY);
  const spans = Object.fromEntries(
    Object.entries(answer?.retention ?? {}).map(([name, seconds]) => [
      name,
      seconds === null ? translate('privacy.forGood') : durationText(seconds, locale),
    ]),
  );
  return (
    <Page title="privacy.title" text="privacy.text">
      {answer && (
        <>
          <Section title="privacy.retention">
            <WideTable
              hasWords
              label="privacy.retention"
              columns={['privacy.what', 'privacy.until']}
              rows={KEPT.map((name) => ({
                key: name,
                cells: [
                  translate(`privacy.kept.${name}.what`),
                  translate(`privacy.kept.${name}.until`, spans),
                ],
              }))}
            />
          </Section>
          <Section title="privacy.consent">
            <Typography>
              {translate('privacy.consentVersion', { version: answer.channel.consentVersion })}
            </Typography>
            <Typography>{translate(`channel.modes.${answer.channel.tryOnMode}`)}</Typography>
          </Section>
        </>
      )}
      <Section title="privacy.deletion">
        <Typography>{translate('privacy.deletionText')}</Typography>
        <PurgeButton />
      </Section>
    </Page>
  );
}

function PurgeButton() {
  const translate = useTranslate();
  const isOwner = usePermission('OWNER');
  const [asking, setAsking] = useState(false);
  const [deleted, setDeleted] = useState<number>();
  const { busy, run } = useAction();
  const purge = async () => {
    const { report } = await ask<{ report: { tryOnsDeleted: number } }>(
      'mutation { report: purgeTryOnCache(input: {}) { tryOnsDeleted } }',
    );
    setDeleted(report.tryOnsDeleted);
  };
  if (!isOwner) return null;
  return (
    <>
      <div>
        <Button variant="outlined" color="error" onClick={() => setAsking(true)}>
          {translate('privacy.purge')}
        </Button>
      </div>
      {deleted !== undefined && (
        <Typography role="status">{translate('privacy.purged', { smart_count: deleted })}</Typography>
      )}
      <Confirm
        isOpen={asking}
        loading={busy}
        title="privacy.purge"
        content="privacy.purgeText"
        onClose={() => setAsking(false)}
        onConfirm={() => void run(purge).then(() => setAsking(false))}
      />
    </>
  );
}
