import { type Theme, useMediaQuery } from '@mui/material';
import {
  CreateButton,
  DataTable,
  DateField,
  FilterButton,
  List,
  SearchInput,
  SelectArrayInput,
  SimpleList,
  TextInput,
  TopToolbar,
  useLocale,
} from 'react-admin';
import type { Garment } from '../data/records.js';
import { StateChip } from '../layout/state-chip.js';
import { usePermission } from '../layout/use-permission.js';
import { GarmentBulkActions } from './garment-bulk-actions.js';
import { CATEGORIES, STATUSES } from './garment-choices.js';
import { CategoryName } from './category-name.js';
import { GarmentThumb } from './garment-thumb.js';
import { priceText } from './price.js';

const filters = [
  <SearchInput key="search" source="search" alwaysOn />,
  <SelectArrayInput key="status" source="status" choices={STATUSES} />,
  <SelectArrayInput key="category" source="category" choices={CATEGORIES} />,
  <TextInput key="group" source="colourwayGroup" />,
];

const PHONE_LIST = {
  '& .MuiListItemIcon-root': { minWidth: 72 },
  '& .RaSimpleList-tertiary': { opacity: 1 },
};

/** Every garment of the shop with its picture and whether it can be tried on. */
export function GarmentList() {
  const mayEdit = usePermission('EDITOR');
  const locale = useLocale();
  const isPhone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  return (
    <List<Garment>
      filters={filters}
      sort={{ field: 'updatedAt', order: 'DESC' }}
      perPage={25}
      actions={
        <TopToolbar>
          <FilterButton />
          {mayEdit && <CreateButton />}
        </TopToolbar>
      }
    >
      {isPhone ? (
        <SimpleList<Garment>
          sx={PHONE_LIST}
          leftIcon={(garment) => <GarmentThumb garment={garment} />}
          primaryText={({ name }) => name}
          secondaryText={({ sku }) => sku}
          tertiaryText={({ status }) => <StateChip state={status} />}
        />
      ) : (
        <DataTable<Garment> bulkActionButtons={<GarmentBulkActions />} rowClick="edit">
          <DataTable.Col<Garment>
            label="garments.picture"
            disableSort
            render={(garment) => <GarmentThumb garment={garment} />}
          />
          <DataTable.Col<Garment> source="name" />
          <DataTable.Col<Garment> source="sku" />
          <DataTable.Col<Garment>
            source="category"
            disableSort
            render={({ category }) => <CategoryName category={category} />}
          />
          <DataTable.Col<Garment>
            source="status"
            disableSort
            render={({ status }) => <StateChip state={status} />}
          />
          <DataTable.Col<Garment>
            label="resources.garments.fields.price.amount"
            align="right"
            disableSort
            render={({ price }) => price && priceText(price, locale)}
          />
          <DataTable.Col<Garment> source="updatedAt" field={DateField} />
        </DataTable>
      )}
    </List>
  );
}
