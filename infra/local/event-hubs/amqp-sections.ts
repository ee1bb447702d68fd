/** The sections that an AMQP 1.0 message is made of: the descriptor codes which matter here. */
export const SECTION = { header: 0x70, deliveryAnnotations: 0x71, messageAnnotations: 0x72, data: 0x75 } as const;

export class AmqpFormatError extends Error {}

/** One section: its bytes, and where its value (after the descriptor) begins in them. */
export interface Section {
  code: number;
  bytes: Buffer;
  valueAt: number;
}

export interface MapEntry {
  /** The text of a symbol or string, "" for another type of key. */
  key: string;
  value: Buffer;
  /** Key and value as they came. */
  bytes: Buffer;
}

/**
 * Walks through a message section by section without decoding it. A decode and re-encode would change the number types of application properties and cost
 * most of the CPU.
 * @throws AmqpFormatError where the bytes are not a sequence of whole sections.
 */
export function* sectionsOf(message: Buffer): Generator<Section> {
  for (let at = 0; at < message.length; ) {
    const end = at + sizeAt(message, at);
    if (end > message.length) throw new AmqpFormatError('truncated message section');
    const bytes = message.subarray(at, end);
    const small = bytes[1] === SMALL_ULONG;
    if (bytes[0] !== DESCRIBED || !(small || bytes[1] === ULONG)) throw new AmqpFormatError('not a message section');
    yield { code: bytes.readUInt8(small ? 2 : 9), bytes, valueAt: small ? 3 : 10 };
    at = end;
  }
}

/** The content of a data section. */
export function binaryOf({ bytes, valueAt }: Section): Buffer {
  if (bytes[valueAt] === 0xa0) return bytes.subarray(valueAt + 2);
  if (bytes[valueAt] === 0xb0) return bytes.subarray(valueAt + 5);
  throw new AmqpFormatError('the data section holds no binary');
}

/** The entries of a section whose value is a map. */
export function* entriesOf({ bytes, valueAt }: Section): Generator<MapEntry> {
  const code = bytes[valueAt];
  if (code !== 0xc1 && code !== 0xd1) throw new AmqpFormatError('the section holds no map');
  for (let at = valueAt + (code === 0xc1 ? 3 : 9); at < bytes.length; ) {
    const valueStart = at + sizeAt(bytes, at);
    const end = valueStart + sizeAt(bytes, valueStart);
    if (end > bytes.length) throw new AmqpFormatError('truncated map entry');
    const value = bytes.subarray(valueStart, end);
    yield { key: textOf(bytes.subarray(at, valueStart)) ?? '', value, bytes: bytes.subarray(at, end) };
    at = end;
  }
}

/** The text of an encoded string or symbol; undefined for another type. */
export function textOf(value: Buffer): string | undefined {
  switch (value[0]) {
    case 0xa1:
    case 0xa3:
      return value.toString('utf8', 2);
    case 0xb1:
    case 0xb3:
      return value.toString('utf8', 5);
    default:
      return undefined;
  }
}

/** Length in bytes of the AMQP value that starts at `at`, its constructor included. The value may reach beyond the buffer: the caller checks. */
export function sizeAt(buffer: Buffer, at: number): number {
  const code = buffer[at];
  if (code === undefined) throw new AmqpFormatError('truncated AMQP value');
  if (code === DESCRIBED) {
    const descriptor = sizeAt(buffer, at + 1);
    return 1 + descriptor + sizeAt(buffer, at + 1 + descriptor);
  }
  // The upper four bits of a constructor tell the width of the value or of its length.
  switch (code >> 4) {
    case 0x4:
      return 1;
    case 0x5:
      return 2;
    case 0x6:
      return 3;
    case 0x7:
      return 5;
    case 0x8:
      return 9;
    case 0x9:
      return 17;
    case 0xa:
    case 0xc:
    case 0xe:
      return 2 + lengthAt(buffer, at + 1, 1);
    case 0xb:
    case 0xd:
    case 0xf:
      return 5 + lengthAt(buffer, at + 1, 4);
    default:
      throw new AmqpFormatError(`unknown AMQP type 0x${code.toString(16)}`);
  }
}

const DESCRIBED = 0x00;
const SMALL_ULONG = 0x53;
const ULONG = 0x80;

function lengthAt(buffer: Buffer, at: number, width: 1 | 4): number {
  if (at + width > buffer.length) throw new AmqpFormatError('truncated AMQP value');
  return buffer.readUIntBE(at, width);
}
