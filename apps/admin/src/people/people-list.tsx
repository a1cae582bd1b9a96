import { Box, Card, CardContent, Typography } from '@mui/material';
import {
  BooleanInput,
  Confirm,
  List,
  required,
  TextInput,
  TopToolbar,
  useRefresh,
  useTranslate,
} from 'react-admin';
import { Button } from '@mui/material';
import { FileField, FileInput, useListContext } from 'react-admin';
import { useState } from 'react';
import { useAction } from '../api/use-action.js';
import type { SamplePerson } from '../data/records.js';
import { GarmentIssues } from '../garments/garment-issues.js';
import { FormDialogButton } from '../layout/form-dialog-button.js';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import { addPerson, deletePerson, type NewPerson } from './save-person.js';

const PICTURES = { 'image/jpeg': [], 'image/png': [], 'image/webp': [] };

/** Models of the shop, on whom shoppers may look at garments. */
export function PeopleList() {
  const mayEdit = usePermission('EDITOR');
  return (
    <List<SamplePerson>
      exporter={false}
      component={Box}
      perPage={50}
      empty={false}
      actions={<TopToolbar>{mayEdit && <AddPersonButton />}</TopToolbar>}
    >
      <PeopleCards mayEdit={mayEdit} />
    </List>
  );
}

function PeopleCards({ mayEdit }: { readonly mayEdit: boolean }) {
  const { data = [] } = useListContext<SamplePerson>();
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 44vw), 1fr))',
      }}
    >
      {data.map((person) => (
        <Card key={person.id} variant="outlined">
          {person.picture && (
            <Box
              component="img"
              src={person.picture.url}
              alt=""
              loading="lazy"
              sx={{ width: '100%', aspectRatio: '3 / 4', objectFit: 'cover', display: 'block' }}
            />
          )}
          <CardContent sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
            <Typography component="h2" variant="h6">
              {person.name}
            </Typography>
            <StateChip state={person.state} />
            <GarmentIssues issues={person.issues} />
            {mayEdit && <DeleteButton person={person} />}
          </CardContent>
        </Card>
      ))}
    </Box>
  );
}

function AddPersonButton() {
  const translate = useTranslate();
  const refresh = useRefresh();
  return (
    <FormDialogButton<NewPerson>
      label="people.add"
      text="people.text"
      onSubmit={async (person) => {
        await addPerson(person);
        refresh();
      }}
    >
      <TextInput source="name" label="resources.people.fields.name" validate={required()} />
      <FileInput
        source="photo"
        label="people.photo"
        accept={PICTURES}
        inputProps={{ 'aria-label': translate('people.photo') }}
        validate={required()}
      >
        <FileField source="src" title="title" />
      </FileInput>
      <BooleanInput source="consentHeld" label="people.consentHeld" defaultValue={false} />
    </FormDialogButton>
  );
}

function DeleteButton({ person }: { readonly person: SamplePerson }) {
  const translate = useTranslate();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const { busy, run } = useAction('people.deleted');
  return (
    <>
      <Button size="small" color="error" onClick={() => setAsking(true)}>
        {translate('ra.action.delete')}
      </Button>
      <Confirm
        isOpen={asking}
        loading={busy}
        title={translate('people.deleteTitle', { name: person.name })}
        content="people.deleteText"
        onClose={() => setAsking(false)}
        onConfirm={() =>
          void run(() => deletePerson(person.id)).then(() => {
            setAsking(false);
            refresh();
          })
        }
      />
    </>
  );
}
