/** User of the embedded Postgres; it has one, which may do everything. */
export const EMBEDDED_USER = 'postgres';

/** Database of the embedded Postgres. */
export const EMBEDDED_DATABASE = 'postgres';
