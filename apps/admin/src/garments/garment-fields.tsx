import { Box } from '@mui/material';
import { NumberInput, required, SelectInput, TextArrayInput, TextInput } from 'react-admin';
import { CATEGORIES } from './garment-choices.js';

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
      <NumberInput source="price.amountMinor" min={0} step={1} />
      <TextInput source="price.currencyCode" />
      <TextInput source="description" multiline minRows={3} sx={{ gridColumn: '1 / -1' }} />
    </Box>
  );
}
