import { Autocomplete, Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useGetList, useGetMany, useLocation, useNavigate, useTranslate } from 'react-admin';
import type { Garment, SamplePerson } from '../data/records.js';
import { Page } from '../layout/page.js';
import { usePermission } from '../layout/use-permission.js';
import { MatrixTable } from './matrix-table.js';
import { PairDialog } from './pair-dialog.js';
import type { TryOnRecord } from './try-on-record.js';
import { useMatrix } from './use-matrix.js';

/** More rows would ask the server for more than anybody looks at. */
const MOST_GARMENTS = 12;
const MOST_PEOPLE = 12;

/** Chosen garments on the shop's sample people, side by side. The choice is in the address. */
export function MatrixPage() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const mayCompute = usePermission('EDITOR');
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState<TryOnRecord>();

  const ids = (new URLSearchParams(useLocation().search).get('garments') ?? '')
    .split(',')
    .filter(Boolean)
    .slice(0, MOST_GARMENTS);
  const { data: chosen = [] } = useGetMany<Garment>('garments', { ids });
  const { data: found = [] } = useGetList<Garment>('garments', {
    pagination: { page: 1, perPage: 30 },
    filter: { status: ['READY'], ...(search ? { search } : {}) },
  });
  const { data: everybody = [] } = useGetList<SamplePerson>('people', {
    pagination: { page: 1, perPage: MOST_PEOPLE },
  });
  const people = everybody.filter(({ state }) => state === 'READY');
  const garments = chosen.filter((garment) => garment !== undefined);
  const { pairs, busy, compute } = useMatrix(
    ids,
    people.map(({ id }) => id),
  );

  return (
    <Page title="matrix.title" text="matrix.text">
      <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ gap: 2, alignItems: { sm: 'center' } }}>
        <Autocomplete
          multiple
          filterSelectedOptions
          sx={{ flex: 1 }}
          options={found}
          value={garments}
          filterOptions={(options) => options}
          getOptionLabel={({ name, sku }) => `${name} (${sku})`}
          isOptionEqualToValue={(option, value) => option.id === value.id}
          onInputChange={(_event, text, reason) => reason !== 'reset' && setSearch(text)}
          onChange={(_event, next) => navigate(`/matrix?garments=${next.map(({ id }) => id).join(',')}`)}
          renderInput={(params) => <TextField {...params} label={translate('matrix.garments')} />}
        />
        {mayCompute && (
          <Button
            variant="contained"
            size="large"
            loading={busy}
            disabled={ids.length === 0 || people.length === 0}
            onClick={compute}
          >
            {translate('matrix.compute')}
          </Button>
        )}
      </Stack>
      {garments.length > 0 ? (
        <MatrixTable garments={garments} people={people} pairs={pairs} onOpen={setOpened} />
      ) : (
        <Typography color="textSecondary">{translate('matrix.empty')}</Typography>
      )}
      <PairDialog tryOn={opened} onClose={() => setOpened(undefined)} />
    </Page>
  );
}
