import { Button } from '@mui/material';
import { useState } from 'react';
import { Confirm, useTranslate } from 'react-admin';
import { useAction } from '../api/use-action.js';

interface Props {
  /** Key of the button's text. */
  readonly label: string;
  /** Keys of the question and of what follows from a yes. */
  readonly title: string;
  readonly text: string;
  /** Values of the question. */
  readonly values?: Readonly<Record<string, string>>;
  /** Key of the message when it is done; absent: none. */
  readonly done?: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly size?: 'small' | 'medium';
  /** What changes nothing for good looks like any other button. */
  readonly harmless?: boolean;
}

/** A button for what cannot be undone: it asks first. */
export function ConfirmButton({ label, title, text, values, done, onConfirm, size, harmless }: Props) {
  const translate = useTranslate();
  const [asking, setAsking] = useState(false);
  const { busy, run } = useAction(done);
  return (
    <>
      <Button
        size={size ?? 'medium'}
        {...(harmless ? { variant: 'contained' } : { color: 'error' })}
        onClick={() => setAsking(true)}
      >
        {translate(label)}
      </Button>
      <Confirm
        isOpen={asking}
        loading={busy}
        title={translate(title, values)}
        content={translate(text)}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          void run(onConfirm).then(() => setAsking(false));
        }}
      />
    </>
  );
}
