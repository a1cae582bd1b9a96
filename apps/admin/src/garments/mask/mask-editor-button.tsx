import { Button } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Garment } from '../../data/records.js';
import { MaskEditorDialog } from './mask-editor-dialog.js';

interface Props {
  readonly garment: Garment;
  readonly disabled: boolean;
  /** After the server has taken another mask. */
  readonly onSaved: () => void;
}

/** Opens the mask of a garment that has one. */
export function MaskEditorButton({ garment, disabled, onSaved }: Props) {
  const translate = useTranslate();
  // What was opened stays what is painted on, also when URLs are signed anew meanwhile.
  const [opened, setOpened] = useState<{ pictureUrl: string; mask: NonNullable<Garment['mask']> }>();
  const { mask } = garment;
  const pictureUrl = garment.pictures[0]?.picture.url;
  return (
    <>
      {mask && pictureUrl && (
        <Button disabled={disabled} onClick={() => setOpened({ pictureUrl, mask })}>
          {translate('mask.edit')}
        </Button>
      )}
      {opened && (
        <MaskEditorDialog
          garment={garment}
          {...opened}
          onClose={() => setOpened(undefined)}
          onSaved={onSaved}
        />
      )}
    </>
  );
}
