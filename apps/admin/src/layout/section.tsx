import { Card, CardContent, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  /** Key of the heading, or the heading itself. */
  readonly title: string;
  /** Shown beside the heading. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A titled card on a page. */
export function Section({ title, action, children }: Props) {
  const translate = useTranslate();
  const id = useId();
  return (
    <Card component="section" variant="outlined" aria-labelledby={id}>
      <CardContent sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <div style={{ display: 'flex', justifyContent: 'space-between', flexWrap: 'wrap', gap: 8 }}>
          <Typography id={id} component="h2" variant="h6">
            {translate(title, { _: title })}
          </Typography>
          {action}
        </div>
        {children}
      </CardContent>
    </Card>
  );
}
