import { Button, Dialog, DialogContent, DialogTitle, Stack, Typography } from '@mui/material';
import { type ReactNode, useId, useState } from 'react';
import { Form, SaveButton, useTranslate } from 'react-admin';
import { useAction } from '../api/use-action.js';

interface Props<T extends object> {
  /** Key of the text of the button and of the dialog's title. */
  readonly label: string;
  /** Key of what the form is for. */
  readonly text?: string;
  readonly defaults?: Partial<T>;
  readonly onSubmit: (values: T) => Promise<unknown>;
  /** The inputs. */
  readonly children: ReactNode;
}

/** A button that opens a small form; the dialog closes when what the form starts has succeeded. */
export function FormDialogButton<T extends object>({ label, text, defaults, onSubmit, children }: Props<T>) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  const { busy, run } = useAction();
  const titleId = useId();
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{translate(label)}</Button>
      <Dialog open={open} onClose={close} fullWidth maxWidth="xs" aria-labelledby={titleId}>
        <DialogTitle id={titleId}>{translate(label)}</DialogTitle>
        <DialogContent>
          {text && (
            <Typography color="textSecondary" sx={{ mb: 2 }}>
              {translate(text)}
            </Typography>
          )}
          <Form
            defaultValues={{ ...defaults }}
            onSubmit={(values: object) =>
              void run(() => onSubmit(values as T)).then((done) => {
                if (done) close();
              })
            }
          >
            {children}
            <Stack direction="row" sx={{ mt: 1, gap: 1, justifyContent: 'flex-end' }}>
              <Button onClick={close}>{translate('ra.action.cancel')}</Button>
              <SaveButton label={label} icon={<></>} disabled={busy} alwaysEnable={!busy} />
            </Stack>
          </Form>
        </DialogContent>
      </Dialog>
    </>
  );
}
