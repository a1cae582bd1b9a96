import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Title, useTranslate } from 'react-admin';

interface Props {
  /** Key of the title. */
  readonly title: string;
  /** Key of what the page is for, in a sentence. */
  readonly text?: string;
  readonly children: ReactNode;
}

/** A page that is not a list or a form of react-admin. */
export function Page({ title, text, children }: Props) {
  const translate = useTranslate();
  return (
    <Box sx={{ mt: 3, display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Title title={title} />
      {text && (
        <Typography color="textSecondary" sx={{ maxWidth: '75ch' }}>
          {translate(text)}
        </Typography>
      )}
      {children}
    </Box>
  );
}
