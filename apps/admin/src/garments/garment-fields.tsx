import { Box } from '@mui/material';
import { required, SelectInput, TextArrayInput, TextInput } from 'react-admin';
import { CATEGORIES } from './garment-choices.js';
import { PriceInputs } from './price-inputs.js';

const needed = required();

/** The inputs that making and changing a garment have in common. */
export function GarmentFields() {
  return (
    <Box sx={{ width: '100%', display: 'grid', columnGap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
      <TextInput source="sku" validate={needed} />
      <TextInput source="name" validate={needed} />
      <SelectInput source="category" choices={CATEGORIES} validate={needed} />
      <TextInput source="colourwayGroup" />
      <TextInput source="productUrl" type="url" />
      <TextArrayInput source="tags" />
      <PriceInputs />
      <TextInput source="description" multiline minRows={3} sx={{ gridColumn: '1 / -1' }} />
    </Box>
  );
}
