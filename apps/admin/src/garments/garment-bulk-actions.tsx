import { Button } from '@mui/material';
import { useListContext, useNavigate, useRefresh, useTranslate } from 'react-admin';

import { useAction } from '../api/use-action.js';
import { usePermission } from '../layout/use-permission.js';
import { startPrewarm } from '../prewarms/start-prewarm.js';
import { type GarmentStep, stepGarment } from './save-garment.js';

/** What can be done with the garments that are ticked. */
export function GarmentBulkActions() {
  const translate = useTranslate();
  const { selectedIds, onUnselectItems } = useListContext();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const { busy, run } = useAction('garments.done');
  const mayEdit = usePermission('EDITOR');
  const ids = selectedIds.map(String);

  const each = async (step: GarmentStep) => {
    await run(async () => {
      for (const id of ids) await stepGarment(step, id);
    });
    onUnselectItems();
    refresh();
  };
  const prewarm = async () => {
    if (await run(() => startPrewarm({ garmentIds: ids }))) navigate('/prewarms');
  };

  return (
    <>
      <Button onClick={() => navigate(`/matrix?garments=${ids.join(',')}`)}>
        {translate('garments.tryOn')}
      </Button>
      {mayEdit && (
        <>
          <Button disabled={busy} onClick={() => void prewarm()}>
            {translate('prewarms.start')}
          </Button>
          <Button disabled={busy} onClick={() => void each('prepareGarment')}>
            {translate('garments.prepare')}
          </Button>
          <Button disabled={busy} onClick={() => void each('archiveGarment')}>
            {translate('garments.archive')}
          </Button>
          <Button disabled={busy} onClick={() => void each('restoreGarment')}>
            {translate('garments.restore')}
          </Button>
        </>
      )}
    </>
  );
}
