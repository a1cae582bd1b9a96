import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  type Theme,
  Typography,
  useMediaQuery,
} from '@mui/material';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ShareBar } from '../layout/share-bar.js';
import { usePermission } from '../layout/use-permission.js';
import { FlowView } from './flow-view.js';
import { CONFIDENCE_PARTS, type TryOnRecord } from './try-on-record.js';

interface Props {
  /** Undefined: closed. */
  readonly tryOn: TryOnRecord | undefined;
  readonly onClose: () => void;
}

/** One result large, with how far it can be trusted and what made it, or where its pixels come from. */
export function PairDialog({ tryOn, onClose }: Props) {
  const translate = useTranslate();
  const titleId = useId();
  const onPhone = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const mayCompute = usePermission('EDITOR');
  const [flowOf, setFlowOf] = useState<string>();
  const showsFlow = tryOn !== undefined && flowOf === tryOn.id;
  return (
    <Dialog
      open={tryOn !== undefined}
      onClose={onClose}
      maxWidth="md"
      fullScreen={onPhone}
      aria-labelledby={titleId}
    >
      <DialogTitle id={titleId}>{translate(showsFlow ? 'flow.title' : 'matrix.result')}</DialogTitle>
      <DialogContent>
        {showsFlow ? (
          <FlowView garmentId={tryOn.garmentId} samplePersonId={tryOn.personPhotoId} />
        ) : (
          tryOn && <ResultView tryOn={tryOn} />
        )}
      </DialogContent>
      <DialogActions>
        {mayCompute && (
          <Button onClick={() => setFlowOf(showsFlow ? undefined : tryOn?.id)}>
            {translate(showsFlow ? 'flow.back' : 'flow.title')}
          </Button>
        )}
        <Button onClick={onClose}>{translate('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function ResultView({ tryOn }: { readonly tryOn: TryOnRecord }) {
  const translate = useTranslate();
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { sm: 'minmax(0, 3fr) minmax(220px, 2fr)' } }}>
      {tryOn.picture && (
        <Box
          component="img"
          src={tryOn.picture.url}
          alt={translate('matrix.result')}
          sx={{ width: '100%', borderRadius: 1 }}
        />
      )}
      <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
        {CONFIDENCE_PARTS.map((part) => {
          const value = tryOn.confidence?.[part];
          return typeof value === 'number' ? (
            <ShareBar key={part} label={`confidence.${part}`} share={value} />
          ) : null;
        })}
        {tryOn.receipt && (
          <Typography variant="body2" color="textSecondary">
            {tryOn.receipt.modelId}, {tryOn.receipt.executionProvider}
            {tryOn.timings && `, ${Math.round(tryOn.timings.totalMs)} ms`}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
