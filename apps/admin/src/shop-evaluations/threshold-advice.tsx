import { Alert, Button, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { useAction } from '../api/use-action.js';
import { Section } from '../layout/section.js';
import { ShareBar } from '../layout/share-bar.js';
import { usePermission } from '../layout/use-permission.js';
import type { Proportion } from '../data/records.js';

interface Calibration {
  readonly threshold: number;
  readonly thresholdLow: number;
  readonly thresholdHigh: number;
  readonly badRate: Proportion;
  readonly abstained: Proportion;
  readonly marks: number;
}

const SHARE = '{ share low high count total }';
const CALIBRATE = `query ($input: CalibrateThresholdInput!) { result: calibrateThreshold(input: $input) {
  ... on Calibration { threshold thresholdLow thresholdHigh badRate ${SHARE} abstained ${SHARE} marks }
  ${FAILURE} } }`;

const SET_THRESHOLD = `mutation ($threshold: Float) {
  updateChannel(input: { confidenceThreshold: $threshold }) { id } }`;

/** The confidence threshold at which shown results are bad no more often than wanted, from the marks. */
export function ThresholdAdvice({ evaluationId }: { readonly evaluationId: string }) {
  const translate = useTranslate();
  const [percent, setPercent] = useState(5);
  const [advice, setAdvice] = useState<Calibration>();
  const { busy, run } = useAction();
  const use = useAction('shopEvaluations.thresholdUsed');
  const maySet = usePermission('OWNER');
  const calibrate = async () => {
    setAdvice(undefined);
    const { result } = await ask<{ result: Calibration }>(CALIBRATE, {
      input: { evaluationId, wantedBadRate: percent / 100 },
    });
    setAdvice(outcome(result));
  };
  return (
    <Section title="shopEvaluations.threshold">
      <Stack direction="row" sx={{ gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
        <TextField
          type="number"
          label={translate('shopEvaluations.wantedBadRate')}
          value={percent}
          onChange={(event) => setPercent(Number(event.target.value))}
          slotProps={{ htmlInput: { min: 0.5, max: 50, step: 0.5 } }}
          sx={{ minWidth: 240 }}
        />
        <Button disabled={busy} onClick={() => void run(calibrate)}>
          {translate('shopEvaluations.calibrate')}
        </Button>
      </Stack>
      {advice && (
        <>
          <Alert
            severity="info"
            action={
              maySet && (
                <Button
                  color="inherit"
                  disabled={use.busy}
                  onClick={() => void use.run(() => ask(SET_THRESHOLD, { threshold: advice.threshold }))}
                >
                  {translate('shopEvaluations.useThreshold')}
                </Button>
              )
            }
          >
            {translate('shopEvaluations.advice', {
              threshold: advice.threshold.toFixed(3),
              low: advice.thresholdLow.toFixed(3),
              high: advice.thresholdHigh.toFixed(3),
              marks: advice.marks,
            })}
          </Alert>
          <ShareBar
            label="shopEvaluations.badRate"
            share={advice.badRate.share}
            interval={[advice.badRate.low, advice.badRate.high]}
          />
          <ShareBar
            label="shopEvaluations.shares.abstained"
            share={advice.abstained.share}
            interval={[advice.abstained.low, advice.abstained.high]}
          />
        </>
      )}
    </Section>
  );
}
