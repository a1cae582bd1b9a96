/** Requests that come instead of a startup message, told apart by the code after the length. */
export const SSL_REQUEST = 80_877_103;
export const GSS_ENCRYPTION_REQUEST = 80_877_104;
export const CANCEL_REQUEST = 80_877_102;
/** Protocol version 3.0. */
export const PROTOCOL_3 = 196_608;

/** Code of a startup packet (as `FrameReader.nextStartupPacket` returns it). */
export function startupCode(packet: Buffer): number {
  return packet.readInt32BE(4);
}

/** Type of a message, one ASCII letter. */
export function messageType(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0);
}

/** Text of a message whose body is one zero-terminated string, such as a password. */
export function messageText(message: Buffer): string {
  return message.subarray(5, message.length - 1).toString('utf8');
}

/** A startup message of protocol 3.0 with the given parameters. */
export function startupMessage(parameters: Readonly<Record<string, string>>): Buffer {
  const body = `${Object.entries(parameters).flat().join('\0')}\0\0`;
  const message = Buffer.alloc(8 + Buffer.byteLength(body));
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(PROTOCOL_3, 4);
  message.write(body, 8, 'utf8');
  return message;
}

/** A simple query. */
export function queryMessage(sql: string): Buffer {
  return typed('Q', Buffer.from(`${sql}\0`));
}

/** Ends a sequence of extended-query messages. */
export const SYNC_MESSAGE = typed('S', Buffer.alloc(0));

/** Asks the client for its password in the clear. */
export const CLEARTEXT_PASSWORD_REQUEST = typed('R', Buffer.from([0, 0, 0, 3]));

/** An error that ends the connection; `code` is an SQLSTATE. */
export function fatalError(code: string, message: string): Buffer {
  return typed('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`));
}

function typed(type: string, body: Buffer): Buffer {
  const message = Buffer.alloc(5 + body.length);
  message.write(type, 0, 'latin1');
  message.writeInt32BE(4 + body.length, 1);
  body.copy(message, 5);
  return message;
}
