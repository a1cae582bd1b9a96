import { Button, Stack, Typography } from '@mui/material';
import { useGetOne, useRecordContext, useRefresh, useTranslate } from 'react-admin';
import { useAction } from '../api/use-action.js';
import type { Garment } from '../data/records.js';
import { Section } from '../layout/section.js';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import { ChooseFileButton } from '../layout/choose-file-button.js';
import { CutoutPreview } from './cutout-preview.js';
import { GarmentIssues } from './garment-issues.js';
import { MaskEditorButton } from './mask/mask-editor-button.js';
import { stepGarment, uploadGarmentPicture } from './save-garment.js';

const POLL_MS = 1_500;
/** A garment with a picture is prepared soon; one without stays a draft. */
const MOVING = new Set(['PREPARING']);

/** State, cut-out and findings of the garment at hand, followed while it is being prepared. */
export function GarmentPreparation() {
  const translate = useTranslate();
  const record = useRecordContext<Garment>();
  const refresh = useRefresh();
  const mayEdit = usePermission('EDITOR');
  const { busy, run } = useAction();
  // Asked apart from the form's record, so that news of the preparation do not reset what is being typed.
  const { data, refetch } = useGetOne<Garment>(
    'garments',
    { id: record?.id ?? '', meta: { part: 'preparation' } },
    {
      enabled: record !== undefined,
      refetchInterval: ({ state }) => (MOVING.has(state.data?.status ?? '') ? POLL_MS : 5 * POLL_MS),
    },
  );
  const garment = data ?? record;
  if (!garment) return null;

  const step = (name: Parameters<typeof stepGarment>[0]) =>
    void run(() => stepGarment(name, garment.id)).then(() => refetch());
  const send = (file: File) =>
    void run(() => uploadGarmentPicture(garment.id, file)).then((sent) => {
      void refetch();
      if (sent) refresh();
    });

  return (
    <Section title="garments.preparation" action={<StateChip state={garment.status} />}>
      <CutoutPreview garment={garment} />
      <GarmentIssues issues={garment.issues} />
      {garment.status === 'DRAFT' && (
        <Typography color="textSecondary">{translate('garments.needsPicture')}</Typography>
      )}
      {mayEdit && (
        <Stack direction="row" useFlexGap sx={{ flexWrap: 'wrap', gap: 1 }}>
          <ChooseFileButton
            label="garments.uploadPicture"
            accept="image/jpeg,image/png,image/webp"
            disabled={busy}
            onChoose={send}
          />
          <MaskEditorButton
            garment={garment}
            disabled={busy || MOVING.has(garment.status)}
            latest={async () => (await refetch()).data}
            onSaved={refetch}
          />
          {garment.pictures.length > 0 && garment.status !== 'ARCHIVED' && (
            <Button disabled={busy} onClick={() => step('prepareGarment')}>
              {translate('garments.prepare')}
            </Button>
          )}
          {garment.status === 'ARCHIVED' ? (
            <Button disabled={busy} onClick={() => step('restoreGarment')}>
              {translate('garments.restore')}
            </Button>
          ) : (
            <Button color="error" disabled={busy} onClick={() => step('archiveGarment')}>
              {translate('garments.archive')}
            </Button>
          )}
        </Stack>
      )}
    </Section>
  );
}
