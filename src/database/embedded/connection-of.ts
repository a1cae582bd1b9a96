import { EMBEDDED_DATABASE, EMBEDDED_USER } from './cluster-names.js';
import type { Endpoint } from './endpoint.js';
import type { PostgresConnection } from './owner-messages.js';

/**
 * Port number in the name of the link that always points at the owner's socket, so that the connection pools of other
 * processes find the next owner under the same name.
 */
export const STABLE_PORT = 5432;

/** How clients reach the owner at an endpoint. */
export function connectionOf(endpoint: Endpoint): PostgresConnection {
  const names = { user: EMBEDDED_USER, database: EMBEDDED_DATABASE };
  return endpoint.kind === 'unix'
    ? { host: endpoint.folder, port: STABLE_PORT, ...names }
    : { host: endpoint.host, port: endpoint.port, password: endpoint.password, ...names };
}
