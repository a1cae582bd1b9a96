import { Box, Button, Card, CardContent, Stack, TextField, Typography } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { LocalesMenuButton, useLogin, useTranslate } from 'react-admin';
import { useAction } from '../api/use-action.js';

/** Asks for a secret key; it is checked against the server before the administration opens. */
export function SignInPage() {
  const translate = useTranslate();
  const login = useLogin();
  const { busy, run } = useAction();
  const [key, setKey] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => login({ key }) as Promise<unknown>);
  };

  return (
    <Box
      component="main"
      sx={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', p: 2, bgcolor: 'background.default' }}
    >
      <Card sx={{ width: '100%', maxWidth: 440 }} elevation={3}>
        <CardContent component="form" onSubmit={submit} sx={{ p: 4 }}>
          <Stack spacing={2.5}>
            <Typography component="h1" variant="h5">
              {translate('signIn.title')}
            </Typography>
            <Typography color="textSecondary">{translate('signIn.text')}</Typography>
            <TextField
              autoFocus
              fullWidth
              required
              name="key"
              type="password"
              autoComplete="current-password"
              label={translate('signIn.key')}
              value={key}
              onChange={(event) => setKey(event.target.value)}
              disabled={busy}
            />
            <Button type="submit" variant="contained" size="large" loading={busy}>
              {translate('ra.auth.sign_in')}
            </Button>
            <Box sx={{ alignSelf: 'center' }}>
              <LocalesMenuButton />
            </Box>
          </Stack>
        </CardContent>
      </Card>
    </Box>
  );
}
