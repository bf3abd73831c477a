import { deflateSync, inflateSync, crc32 } from 'node:zlib';

const SIGNATURE = 8;
const BYTES_A_PIXEL = 3;

/** The same picture without the filters of its lines: large even areas and text are smaller as they are. RGB of 8 bits. */
export function smallerPng(png) {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR').data;
  if (header[8] !== 8 || header[9] !== 2) throw new Error('only pictures of 8 bits and three colours are made smaller');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const filtered = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const plain = deflateSync(unfiltered(filtered, width * BYTES_A_PIXEL, height), { level: 9 });
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', plain),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunksOf(png) {
  const chunks = [];
  for (let at = SIGNATURE; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** PNG, section 9: each byte as the sum of itself and what its filter foretells from the left and from above. */
function unfiltered(filtered, line, height) {
  const plain = Buffer.alloc((line + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const start = y * (line + 1);
    const filter = filtered[start];
    for (let x = 1; x <= line; x += 1) {
      const left = x > BYTES_A_PIXEL ? plain[start + x - BYTES_A_PIXEL] : 0;
      const above = y > 0 ? plain[start - line - 1 + x] : 0;
      const corner = y > 0 && x > BYTES_A_PIXEL ? plain[start - line - 1 + x - BYTES_A_PIXEL] : 0;
      const foretold = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      plain[start + x] = filtered[start + x] + foretold;
    }
  }
  return plain;
}

function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((each) => Math.abs(guess - each));
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
