/**
 * The partition, from 0 to `partitionCount` - 1, that Event Hubs gives to a partition key: Jenkins' lookup3 hash, of which 16 bits count.
 * A key lands in the same partition here, in Azure, and in the SDK's buffered producer, which computes it by itself.
 */
export function partitionOfKey(partitionKey: string, partitionCount: number): number {
  const hash = (lookup3(Buffer.from(partitionKey)) << 16) >> 16;
  return Math.abs(hash % partitionCount);
}

/** Both words of Bob Jenkins' `hashlittle2`, combined by exclusive or. */
function lookup3(key: Buffer): number {
  let a = (0xdeadbeef + key.length) | 0;
  let b = a;
  let c = a;

  const addBlock = (block: Buffer) => {
    a = (a + block.readInt32LE(0)) | 0;
    b = (b + block.readInt32LE(4)) | 0;
    c = (c + block.readInt32LE(8)) | 0;
  };

  let at = 0;
  for (; key.length - at > 12; at += 12) {
    addBlock(key.subarray(at, at + 12));
    a = (a - c) ^ rotate(c, 4);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 6);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 8);
    b = (b + a) | 0;
    a = (a - c) ^ rotate(c, 16);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 19);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 4);
    b = (b + a) | 0;
  }
  if (at === key.length) return b ^ c;

  const rest = Buffer.alloc(12);
  key.copy(rest, 0, at);
  addBlock(rest);
  c = (c ^ b) - rotate(b, 14);
  a = (a ^ c) - rotate(c, 11);
  b = (b ^ a) - rotate(a, 25);
  c = (c ^ b) - rotate(b, 16);
  a = (a ^ c) - rotate(c, 4);
  b = (b ^ a) - rotate(a, 14);
  c = (c ^ b) - rotate(b, 24);
  return b ^ c;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
