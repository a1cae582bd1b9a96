import { Create, ImageField, ImageInput, SimpleForm, useTranslate } from 'react-admin';
import { GarmentFields } from './garment-fields.js';

const PICTURES = { 'image/jpeg': [], 'image/png': [], 'image/webp': [] };

/** A new garment, with its picture if there is one already. */
export function GarmentCreate() {
  const label = useTranslate()('resources.garments.fields.picture');
  return (
    <Create redirect="edit">
      <SimpleForm defaultValues={{ category: 'UPPER_BODY', tags: [] }}>
        <GarmentFields />
        <ImageInput source="picture" accept={PICTURES} inputProps={{ 'aria-label': label }}>
          <ImageField source="src" title="title" />
        </ImageInput>
      </SimpleForm>
    </Create>
  );
}
