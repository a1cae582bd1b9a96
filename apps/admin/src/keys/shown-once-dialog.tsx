import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useId } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  /** Key of the dialog's title. */
  readonly title: string;
  /** Keys of what the secrets are, and the secrets; nothing is shown without any. */
  readonly secrets: readonly (readonly [label: string, secret: string])[];
  readonly onClose: () => void;
}

/** Shows keys that nobody can be shown again; it is closed by its button only. */
export function ShownOnceDialog({ title, secrets, onClose }: Props) {
  const translate = useTranslate();
  const titleId = useId();
  return (
    <Dialog open={secrets.length > 0} fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{translate(title)}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Alert severity="warning">{translate('keys.createdText')}</Alert>
        {secrets.map(([label, secret]) => (
          <TextField
            key={label}
            label={translate(label)}
            value={secret}
            onFocus={(event) => event.target.select()}
            slotProps={{ htmlInput: { readOnly: true } }}
          />
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('keys.kept')}</Button>
      </DialogActions>
    </Dialog>
  );
}
