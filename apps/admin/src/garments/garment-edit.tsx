import { Box, Card } from '@mui/material';
import { Edit, SaveButton, SimpleForm, Toolbar } from 'react-admin';
import { usePermission } from '../layout/use-permission.js';
import { GarmentFields } from './garment-fields.js';
import { GarmentPreparation } from './garment-preparation.js';

const toolbar = (
  <Toolbar>
    <SaveButton />
  </Toolbar>
);

/** A garment's data beside its pictures and what the preparation found. */
export function GarmentEdit() {
  const mayEdit = usePermission('EDITOR');
  return (
    <Edit
      mutationMode="pessimistic"
      redirect={false}
      component={Box}
      sx={{
        '& .RaEdit-card': {
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { md: 'minmax(0, 3fr) minmax(280px, 2fr)' },
        },
      }}
    >
      <Card variant="outlined">
        <SimpleForm toolbar={mayEdit ? toolbar : false} disabled={!mayEdit}>
          <GarmentFields />
        </SimpleForm>
      </Card>
      <GarmentPreparation />
    </Edit>
  );
}
