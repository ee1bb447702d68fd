import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';

/**
 * The content of a file in pieces, unpacked where its name ends in `.gz` or `.zst`. `onRead` hears of each piece that was read from the disk, in bytes.
 * Rejects when the file cannot be read or is not what its name says.
 */
export function unpack(file: string, onRead: (bytes: number) => void = () => undefined): AsyncIterable<Buffer> {
  const packed = counted(createReadStream(file, { highWaterMark: 256 * 1024 }), onRead);
  if (file.endsWith('.gz')) return gunzip(packed);
  if (file.endsWith('.zst')) return decompressZstd(packed);
  return packed;
}

async function* counted(pieces: AsyncIterable<Buffer>, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    onRead(piece.length);
    yield piece;
  }
}

async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const written = (async () => {
    for await (const piece of packed) {
      if (!gunzip.write(piece)) await new Promise((resolve) => gunzip.once('drain', resolve));
    }
    gunzip.end();
  })();
  // The reading end rejects too.
  written.catch((error) => gunzip.destroy(error));
  yield* gunzip;
}

async function* decompressZstd(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let unpacked: Buffer[] = [];
  const decompress = new Decompress((piece) => unpacked.push(Buffer.from(piece)));
  for await (const piece of packed) {
    decompress.push(piece);
    yield* unpacked;
    unpacked = [];
  }
  decompress.push(new Uint8Array(), true);
  yield* unpacked;
}
