import { Button } from '@mui/material';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  /** Key of the button's text. */
  readonly label: string;
  /** File types as in HTML's `accept`. */
  readonly accept: string;
  readonly disabled: boolean;
  readonly onChoose: (file: File) => void;
}

/** A button that opens the file chooser. */
export function ChooseFileButton({ label, accept, disabled, onChoose }: Props) {
  const translate = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="contained" disabled={disabled} onClick={() => input.current?.click()}>
        {translate(label)}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={translate(label)}
        accept={accept}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) onChoose(file);
        }}
      />
    </>
  );
}
