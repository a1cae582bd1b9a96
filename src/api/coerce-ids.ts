import {
  defaultFieldResolver,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** RFC 9562, section 5.9. No row has it. */
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/**
 * Makes every malformed `ID` argument of a root field an id that no row has, so that it behaves like any other missing
 * one instead of failing in the database. Changes the schema in place and answers it.
 */
export function coerceIds(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args: Record<string, unknown>, context, info) => {
        const coerced = Object.fromEntries(
          field.args
            .filter(({ name }) => name in args)
            .map(({ name, type }) => [name, coerce(args[name], type)]),
        );
        return resolve(source, coerced, context, info);
      };
    }
  }
  return schema;
}

function coerce(value: unknown, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return coerce(value, type.ofType);
  if (value === null || value === undefined) return value;
  if (isListType(type)) return Array.isArray(value) ? value.map((item) => coerce(item, type.ofType)) : value;
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        fields[name] ? coerce(item, fields[name].type) : item,
      ]),
    );
  }
  return type.name === 'ID' && typeof value === 'string' && !UUID.test(value) ? NIL_UUID : value;
}
