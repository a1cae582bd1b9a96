import { Alert, Box, Button, CircularProgress, FormControlLabel, Switch, Typography } from '@mui/material';
import { useId, useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { CrossMark } from './cross-mark.js';
import { FlowCanvas } from './flow-canvas.js';
import type { Place, Source } from './flow-map.js';
import { PointPicker } from './point-picker.js';
import { type PairFlow, useFlow } from './use-flow.js';

interface Props {
  readonly garmentId: string;
  readonly samplePersonId: string;
}

/** Asks for a pair's flow and shows it, or says why it cannot be shown. */
export function FlowView({ garmentId, samplePersonId }: Props) {
  const translate = useTranslate();
  const { flow, problem, again } = useFlow(garmentId, samplePersonId);
  if (problem !== undefined) {
    return (
      <Alert severity="error" action={<Button onClick={again}>{translate('flow.again')}</Button>}>
        {translate(problem, { _: problem })}
      </Alert>
    );
  }
  if (!flow) return <CircularProgress sx={{ justifySelf: 'center', m: 6 }} />;
  if (!flow.result) return <Alert severity="info">{translate('flow.noResult')}</Alert>;
  return <Pictures flow={flow} result={flow.result} />;
}

/** Two pictures of 3:4 with the texts around them fit into the window, as far as it is not lower than a phone. */
const BESIDE_TEXT = 'max(400px, calc(150vh - 570px))';

const PICTURE = { display: 'block', width: '100%', borderRadius: 1 } as const;

/** The result and the cut-out side by side: a point on the one, where it comes from on the other. */
function Pictures({
  flow,
  result,
}: {
  readonly flow: PairFlow;
  readonly result: NonNullable<PairFlow['result']>;
}) {
  const translate = useTranslate();
  const hintId = useId();
  const [at, setAt] = useState<Place>({ x: 0.5, y: 0.5 });
  const [inColours, setInColours] = useState(false);
  const { map, cutout } = flow;
  const source = map.sourceOf(at);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Typography id={hintId} variant="body2" color="textSecondary">
        {translate('flow.hint')}
      </Typography>
      <SourceText source={source} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
          alignItems: 'start',
          width: '100%',
          maxWidth: BESIDE_TEXT,
          justifySelf: 'center',
        }}
      >
        <PointPicker at={at} onMove={setAt} label={translate('flow.point')} describedBy={hintId}>
          <Box
            component="img"
            draggable={false}
            src={result.url}
            alt={translate('matrix.result')}
            sx={PICTURE}
          />
          {inColours && <FlowCanvas map={map} />}
          <CrossMark at={at} />
        </PointPicker>
        <Box sx={{ position: 'relative', bgcolor: '#f1f1f4', borderRadius: 1 }}>
          <Box component="img" src={cutout.url} alt={translate('flow.cutout')} sx={PICTURE} />
          {source && <CrossMark at={source} />}
        </Box>
      </Box>
      <Box
        sx={{ order: 2, display: 'grid', columnGap: 3, gridTemplateColumns: { sm: 'auto minmax(0, 1fr)' } }}
      >
        <FormControlLabel
          control={<Switch checked={inColours} onChange={(_event, checked) => setInColours(checked)} />}
          label={translate('flow.colours')}
        />
        {inColours && <ColourLegend />}
      </Box>
    </Box>
  );
}

/** The same in words; read out whenever the point has moved. */
function SourceText({ source }: { readonly source: Source | undefined }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const percent = (share: number): string =>
    share.toLocaleString(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const words = source
    ? translate(source.share > 0.99 ? 'flow.source' : 'flow.mixed', {
        x: percent(source.x),
        y: percent(source.y),
        share: percent(source.share),
      })
    : translate('flow.elsewhere');
  return (
    <Typography role="status" sx={{ order: { xs: 1, sm: 0 }, minHeight: { xs: '4.5em', sm: '1.5em' } }}>
      {words}
    </Typography>
  );
}

/** What the colours mean: a wheel with the directions. */
function ColourLegend() {
  const translate = useTranslate();
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
      <Box
        aria-hidden
        sx={{
          width: 56,
          height: 56,
          flexShrink: 0,
          borderRadius: '50%',
          background:
            'radial-gradient(closest-side, #fff, #fff0), conic-gradient(from 90deg, #f00, #ff0, #0f0, #0ff, #00f, #f0f, #f00)',
        }}
      />
      <Typography variant="body2" color="textSecondary">
        {translate('flow.legend')}
      </Typography>
    </Box>
  );
}
