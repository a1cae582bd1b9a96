import { randomBytes, randomInt } from 'node:crypto';
import { type Server, connect } from 'node:net';
import { join } from 'node:path';

/**
 * Where the owner of an embedded database listens. A unix socket is guarded by its folder (mode 0700); a loopback port,
 * which every local user can reach, by a password made for this owner alone.
 */
export type Endpoint =
  | { readonly kind: 'unix'; readonly folder: string; readonly port: number }
  | {
      readonly kind: 'tcp';
      readonly host: string;
      readonly port: number;
      readonly password: string;
      readonly pid: number;
    };

const LOOPBACK = '127.0.0.1';

/** Attempts to find a free name for a socket; two processes rarely meet even once. */
const BIND_ATTEMPTS = 20;

/** Path of a unix socket as Postgres clients form it from a folder and a port number. */
export function socketPath(folder: string, port: number): string {
  return join(folder, `.s.PGSQL.${port}`);
}

/** Makes the server listen on a unix socket of a new name in the folder. */
export async function listenOnSocket(server: Server, folder: string): Promise<Endpoint> {
  for (let attempt = 1; ; attempt++) {
    const port = randomInt(10_000, 65_536);
    try {
      await listen(server, { path: socketPath(folder, port) });
      return { kind: 'unix', folder, port };
    } catch (error) {
      if (!isErrno(error, 'EADDRINUSE') || attempt === BIND_ATTEMPTS) throw error;
    }
  }
}

/** Makes the server listen on a free loopback port and thinks of a password (256 bits). */
export async function listenOnLoopback(server: Server): Promise<Extract<Endpoint, { kind: 'tcp' }>> {
  await listen(server, { host: LOOPBACK, port: 0 });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no loopback port');
  return {
    kind: 'tcp',
    host: LOOPBACK,
    port: address.port,
    password: randomBytes(32).toString('hex'),
    pid: process.pid,
  };
}

/**
 * Whether the owner listens. The system closes a socket with its process, however that ends, and takes connections on a
 * live one even while the process is busy. A port may pass to a stranger, so there the process must live as well.
 */
export async function isListening(endpoint: Endpoint): Promise<boolean> {
  if (endpoint.kind === 'tcp' && !isRunning(endpoint.pid)) return false;
  const socket =
    endpoint.kind === 'unix'
      ? connect(socketPath(endpoint.folder, endpoint.port))
      : connect(endpoint.port, endpoint.host);
  try {
    return await new Promise<boolean>((resolve, reject) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', (error) => {
        if (isErrno(error, 'ECONNREFUSED') || isErrno(error, 'ENOENT')) resolve(false);
        else if (isErrno(error, 'EAGAIN')) resolve(true);
        else reject(error);
      });
    });
  } finally {
    socket.destroy();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isErrno(error, 'ESRCH');
  }
}

/** Whether the error is a system error of that code. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

async function listen(
  server: Server,
  where: { path: string } | { host: string; port: number },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
