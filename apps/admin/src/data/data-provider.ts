import {
  type DataProvider,
  type GetListParams,
  HttpError,
  type Identifier,
  type RaRecord,
} from 'react-admin';
import { ask } from '../api/ask.js';
import { createGarment, updateGarment } from '../garments/save-garment.js';
import type { GarmentForm } from '../garments/garment-input.js';
import { type Resource, RESOURCES } from './resources.js';

/** Rows that one request may ask for. */
const MOST_ROWS = 100;

function resourceOf(name: string): Resource {
  const resource = RESOURCES[name];
  if (!resource) throw new HttpError(`There is no resource ${name}.`, 404);
  return resource;
}

async function getList(name: string, { pagination, sort, filter }: GetListParams) {
  const { list, options, fields, sorts, read } = resourceOf(name);
  const { page, perPage } = pagination ?? { page: 1, perPage: MOST_ROWS };
  const { rows } = await ask<{ rows: { items: RaRecord[]; totalItems: number } }>(
    `query ($options: ${options}) { rows: ${list}(options: $options) { items { ${fields} } totalItems } }`,
    {
      options: {
        skip: (page - 1) * perPage,
        take: Math.min(perPage, MOST_ROWS),
        ...(sorts && sort && sort.field !== 'id' ? { sort: { [sort.field]: sort.order } } : {}),
        ...(sorts ? { filter: filter as object } : {}),
      },
    },
  );
  return { data: rows.items.map((row) => asRecord(row, read)), total: rows.totalItems };
}

async function getOne(name: string, id: Identifier) {
  const { one, fields, oneFields = '', read } = resourceOf(name);
  const { row } = await ask<{ row: RaRecord | null }>(
    `query ($id: ID!) { row: ${one}(id: $id) { ${fields} ${oneFields} } }`,
    { id },
  );
  if (!row) throw new HttpError('ra.notification.item_doesnt_exist', 404);
  return asRecord(row, read);
}

function asRecord(row: RaRecord, read: Resource['read']): RaRecord {
  return read ? (read(row as never) as RaRecord) : row;
}

function refuse(): never {
  throw new HttpError('The admin API cannot do this.', 405);
}

/** What react-admin's pages ask for, put to the admin API. What needs a dialog of its own calls `ask` itself. */
export const dataProvider = {
  getList,
  getOne: async (name, { id }) => ({ data: await getOne(name, id) }),
  getMany: async (name, { ids }) => ({ data: await Promise.all(ids.map((id) => getOne(name, id))) }),
  getManyReference: (name, params) => getList(name, params),
  create: async (name, { data }) => {
    if (name !== 'garments') refuse();
    return { data: await createGarment(data as GarmentForm) };
  },
  update: async (name, { id, data }) => {
    if (name !== 'garments') refuse();
    return { data: await updateGarment(String(id), data as GarmentForm) };
  },
  updateMany: refuse,
  delete: refuse,
  deleteMany: refuse,
} as DataProvider;
