import { Button } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Garment } from '../../data/records.js';
import { MaskEditorDialog } from './mask-editor-dialog.js';

interface Props {
  readonly garment: Garment;
  readonly disabled: boolean;
  /** The garment as it is now: the URL of a mask ends with the garment's next change. */
  readonly latest: () => Promise<Garment | undefined>;
  /** After the server has taken another mask. */
  readonly onSaved: () => Promise<unknown>;
}

/** Opens the mask of a garment that has one. */
export function MaskEditorButton({ garment, disabled, latest, onSaved }: Props) {
  const translate = useTranslate();
  // What was opened stays what is painted on, also when URLs are signed anew meanwhile.
  const [opened, setOpened] = useState<{ pictureUrl: string; mask: NonNullable<Garment['mask']> }>();
  const open = async () => {
    const { mask, pictures } = (await latest()) ?? garment;
    const pictureUrl = pictures[0]?.picture.url;
    if (mask && pictureUrl) setOpened({ pictureUrl, mask });
  };
  return (
    <>
      {garment.mask && garment.pictures.length > 0 && (
        <Button disabled={disabled} onClick={() => void open()}>
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
