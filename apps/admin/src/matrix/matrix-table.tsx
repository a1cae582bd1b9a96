import {
  Box,
  ButtonBase,
  Paper,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Garment, SamplePerson } from '../data/records.js';
import { GarmentThumb } from '../garments/garment-thumb.js';
import { StateChip } from '../layout/state-chip.js';
import type { TryOnRecord } from './try-on-record.js';
import { pairKey } from './use-matrix.js';

interface Props {
  readonly garments: readonly Garment[];
  readonly people: readonly SamplePerson[];
  readonly pairs: ReadonlyMap<string, TryOnRecord>;
  readonly onOpen: (tryOn: TryOnRecord) => void;
}

/** A row for each garment, a column for each person. */
export function MatrixTable({ garments, people, pairs, onOpen }: Props) {
  const translate = useTranslate();
  return (
    <TableContainer component={Paper} variant="outlined" tabIndex={0} aria-label={translate('matrix.title')}>
      <Table size="small" sx={{ '& td, & th': { p: 1 } }}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('matrix.garment')}</TableCell>
            {people.map(({ id, name }) => (
              <TableCell key={id}>{name}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {garments.map((garment) => (
            <TableRow key={garment.id}>
              <TableCell component="th" scope="row" sx={{ minWidth: 110 }}>
                <GarmentThumb garment={garment} size={72} />
                <Typography variant="body2">{garment.name}</Typography>
              </TableCell>
              {people.map((person) => (
                <TableCell key={person.id}>
                  <Pair
                    label={translate('matrix.pair', { garment: garment.name, person: person.name })}
                    tryOn={pairs.get(pairKey(garment.id, person.id))}
                    onOpen={onOpen}
                  />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

interface PairProps {
  readonly label: string;
  readonly tryOn: TryOnRecord | undefined;
  readonly onOpen: (tryOn: TryOnRecord) => void;
}

function Pair({ label, tryOn, onOpen }: PairProps) {
  const translate = useTranslate();
  if (!tryOn) return <Typography color="textSecondary">{translate('matrix.missing')}</Typography>;
  if (!tryOn.picture) return <StateChip state={tryOn.state} />;
  return (
    <ButtonBase focusRipple aria-label={label} onClick={() => onOpen(tryOn)} sx={{ borderRadius: 1 }}>
      <Box
        component="img"
        src={tryOn.picture.url}
        alt=""
        sx={{ width: { xs: 96, md: 132 }, aspectRatio: '3 / 4', objectFit: 'cover', borderRadius: 1 }}
      />
    </ButtonBase>
  );
}
