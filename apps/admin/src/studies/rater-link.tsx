import { Box, Button, Stack, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useAction } from '../api/use-action.js';

/** The address to send to raters, to be copied. */
export function RaterLink({ url }: { readonly url: string }) {
  const translate = useTranslate();
  const { busy, run } = useAction('studies.copied');
  return (
    <Box>
      <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ gap: 1, alignItems: { sm: 'flex-start' } }}>
        <TextField
          fullWidth
          size="small"
          label={translate('studies.link')}
          helperText={translate('studies.linkText')}
          value={url}
          onFocus={(event) => event.target.select()}
          slotProps={{ htmlInput: { readOnly: true } }}
        />
        <Button
          variant="outlined"
          disabled={busy}
          onClick={() => void run(() => navigator.clipboard.writeText(url))}
        >
          {translate('studies.copy')}
        </Button>
      </Stack>
    </Box>
  );
}
