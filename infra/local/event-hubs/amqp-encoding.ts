/** A symbol of up to 255 bytes. */
export function symbol(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xa3, text.length]), Buffer.from(text, 'latin1')]);
}

export function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head = Buffer.allocUnsafe(5);
  head.writeUInt8(0xb1);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

export function long(value: number): Buffer {
  return sixtyFourBits(0x81, value);
}

/** @param time epoch milliseconds */
export function timestamp(time: number): Buffer {
  return sixtyFourBits(0x83, time);
}

/** A message section that holds a map. */
export function mapSection(code: number, entries: readonly Buffer[]): Buffer {
  const head = Buffer.allocUnsafe(12);
  head.set([0x00, 0x53, code, 0xd1]);
  // The size counts from the count on, which counts keys and values.
  head.writeUInt32BE(4 + entries.reduce((size, entry) => size + entry.length, 0), 4);
  head.writeUInt32BE(2 * entries.length, 8);
  return Buffer.concat([head, ...entries]);
}

function sixtyFourBits(code: number, value: number): Buffer {
  const bytes = Buffer.allocUnsafe(9);
  bytes.writeUInt8(code);
  bytes.writeBigInt64BE(BigInt(value), 1);
  return bytes;
}
