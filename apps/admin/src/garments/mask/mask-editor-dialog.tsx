import {
  Box,
  Button,
  CircularProgress,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  type Theme,
  Typography,
  useMediaQuery,
} from '@mui/material';
import { type KeyboardEvent, useState } from 'react';
import { Confirm, useTranslate } from 'react-admin';
import { useAction } from '../../api/use-action.js';
import type { Garment } from '../../data/records.js';
import { type EditorTool, MaskCanvas } from './mask-canvas.js';
import type { OverlayStyle } from './mask-overlay.js';
import { MaskToolbar } from './mask-toolbar.js';
import { discardMask, saveMask } from './save-mask.js';
import { useMaskPainting } from './use-mask-painting.js';

const HELP_ID = 'mask-help';
const TITLE_ID = 'mask-title';
const FIRST_DIAMETER = 32;

interface Props {
  readonly garment: Pick<Garment, 'id' | 'name'>;
  readonly pictureUrl: string;
  readonly mask: NonNullable<Garment['mask']>;
  readonly onClose: () => void;
  /** After the server has taken another mask; the dialog stays until it is done, so that it does not close on old news. */
  readonly onSaved: () => Promise<unknown>;
}

/** Corrects by hand what of a picture is garment. */
export function MaskEditorDialog({ garment, pictureUrl, mask, onClose, onSaved }: Props) {
  const translate = useTranslate();
  const isSmall = useMediaQuery<Theme>((theme) => theme.breakpoints.down('md'));
  const { painting, share, canUndo, canRedo, redraws, step, strokeEnded } = useMaskPainting(mask.url);
  const [tool, setTool] = useState<EditorTool>('brush');
  const [diameter, setDiameter] = useState(FIRST_DIAMETER);
  const [zoom, setZoom] = useState(1);
  const [look, setLook] = useState<OverlayStyle>('marking');
  const [asking, setAsking] = useState<'close' | 'discard'>();
  const { busy, run } = useAction('mask.saved');

  const send = async (action: () => Promise<void>) => {
    const sent = await run(async () => {
      await action();
      await onSaved();
    });
    if (sent) onClose();
  };
  const close = () => (canUndo ? setAsking('close') : onClose());
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || !(key === 'z' || key === 'y')) return;
    event.preventDefault();
    step(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  };

  return (
    <Dialog
      open
      fullWidth
      maxWidth="lg"
      fullScreen={isSmall}
      aria-labelledby={TITLE_ID}
      onClose={close}
      onKeyDown={onKeyDown}
      slotProps={{ paper: { sx: isSmall ? {} : { height: '92vh' } } }}
    >
      <DialogTitle id={TITLE_ID}>{translate('mask.title', { name: garment.name })}</DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        <Typography variant="body2" color="textSecondary" id={HELP_ID}>
          {translate('mask.help')}{' '}
          <Box component="span" sx={{ '@media (hover: none)': { display: 'none' } }}>
            {translate('mask.keys')}
          </Box>
        </Typography>
        <MaskToolbar
          {...{ tool, diameter, zoom, look, canUndo, canRedo }}
          onTool={setTool}
          onDiameter={setDiameter}
          onZoom={setZoom}
          onLook={setLook}
          onUndo={() => step('undo')}
          onRedo={() => step('redo')}
        />
        {painting ? (
          <MaskCanvas
            {...{ painting, pictureUrl, tool, diameter, zoom, look, redraws }}
            name={garment.name}
            helpId={HELP_ID}
            onStroke={strokeEnded}
          />
        ) : (
          <Box sx={{ flex: 1, display: 'grid', placeItems: 'center' }}>
            <CircularProgress />
          </Box>
        )}
        <Typography variant="body2" role="status">
          {painting && translate('mask.share', { percent: Math.round(share * 100) })}
        </Typography>
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', gap: 1 }}>
        {mask.handMade && (
          <Button disabled={busy} sx={{ mr: 'auto' }} onClick={() => setAsking('discard')}>
            {translate('mask.discard')}
          </Button>
        )}
        <Button onClick={close}>{translate('ra.action.cancel')}</Button>
        <Button
          variant="contained"
          disabled={busy || !painting || !canUndo}
          onClick={() => painting && void send(() => saveMask(garment.id, painting))}
        >
          {translate('ra.action.save')}
        </Button>
      </DialogActions>
      <Confirm
        isOpen={asking === 'close'}
        title="mask.close"
        content="mask.closeText"
        onClose={() => setAsking(undefined)}
        onConfirm={onClose}
      />
      <Confirm
        isOpen={asking === 'discard'}
        loading={busy}
        title="mask.discard"
        content="mask.discardText"
        onClose={() => setAsking(undefined)}
        onConfirm={() => void send(() => discardMask(garment.id))}
      />
    </Dialog>
  );
}
