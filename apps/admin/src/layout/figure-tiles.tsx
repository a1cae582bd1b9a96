import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';

interface Props {
  /** Key of each figure's name, and the figure as text. */
  readonly figures: readonly (readonly [name: string, figure: string])[];
}

/** Figures at a glance, each above its name. */
export function FigureTiles({ figures }: Props) {
  const translate = useTranslate();
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(130px, 100%), 1fr))',
        '& > div': { display: 'flex', flexDirection: 'column-reverse', justifyContent: 'flex-end' },
        '& dt': { color: 'text.secondary', fontSize: 14 },
        '& dd': { m: 0, fontSize: 26, lineHeight: 1.25, fontVariantNumeric: 'tabular-nums' },
      }}
    >
      {figures.map(([name, figure]) => (
        <div key={name}>
          <dt>{translate(name)}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </Box>
  );
}
