import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useId } from 'react';
import { useTranslate } from 'react-admin';
import { ShareBar } from '../layout/share-bar.js';
import { CONFIDENCE_PARTS, type TryOnRecord } from './try-on-record.js';

interface Props {
  /** Undefined: closed. */
  readonly tryOn: TryOnRecord | undefined;
  readonly onClose: () => void;
}

/** One result large, with how far it can be trusted and what made it. */
export function PairDialog({ tryOn, onClose }: Props) {
  const translate = useTranslate();
  const titleId = useId();
  return (
    <Dialog open={tryOn !== undefined} onClose={onClose} maxWidth="md" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{translate('matrix.result')}</DialogTitle>
      <DialogContent
        sx={{ display: 'grid', gap: 3, gridTemplateColumns: { sm: 'minmax(0, 3fr) minmax(220px, 2fr)' } }}
      >
        {tryOn?.picture && (
          <Box
            component="img"
            src={tryOn.picture.url}
            alt={translate('matrix.result')}
            sx={{ width: '100%', borderRadius: 1 }}
          />
        )}
        <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
          {CONFIDENCE_PARTS.map((part) => {
            const value = tryOn?.confidence?.[part];
            return typeof value === 'number' ? (
              <ShareBar key={part} label={`confidence.${part}`} share={value} />
            ) : null;
          })}
          {tryOn?.receipt && (
            <Typography variant="body2" color="text.secondary">
              {tryOn.receipt.modelId}, {tryOn.receipt.executionProvider}
              {tryOn.timings && `, ${Math.round(tryOn.timings.totalMs)} ms`}
            </Typography>
          )}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
