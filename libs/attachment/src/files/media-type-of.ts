import { identityNumberIn } from '@bofu/kernel';
import type { MediaType } from '../domain/media-types';
import { refuse } from '../domain/refusals';
import { readOfd } from './read-ofd';
import { requireSoundPdf } from './read-pdf';
import { endsWith, startsWith, text } from './bytes';

const MARKS: readonly (readonly [found: string, ...marks: (readonly number[])[]])[] = [
  [
    '可执行文件',
    [0x4d, 0x5a],
    [0x7f, 0x45, 0x4c, 0x46],
    [0xcf, 0xfa, 0xed, 0xfe],
    [0xca, 0xfe, 0xba, 0xbe],
    [0x23, 0x21],
  ],
  ['压缩文件（RAR、7z、gzip）', [0x52, 0x61, 0x72, 0x21], [0x37, 0x7a, 0xbc, 0xaf], [0x1f, 0x8b]],
  ['图片（GIF、BMP、WebP）', [0x47, 0x49, 0x46, 0x38], [0x42, 0x4d], [0x52, 0x49, 0x46, 0x46]],
];
/** 旧版 Word、Excel、WPS. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * What a file is, by its content and whatever its name says. Refuses everything that is not kept, damaged, locked by a
 * password, or brings something that runs; spreadsheets and texts, in which rolls of persons come; and a certain
 * identity number where the text can be read.
 */
export function mediaTypeOf(bytes: Uint8Array): MediaType {
  if (bytes.byteLength === 0) return refuse('attachment-empty', {});
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) {
    refuseNumbersIn(requireSoundPdf(bytes));
    return 'application/pdf';
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    refuseNumbersIn(readOfd(bytes));
    return 'application/ofd';
  }
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) {
    // The end chunk at the very end: nothing else rides behind the picture.
    if (!endsWith(bytes, [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]))
      damaged('图片没有结尾，或结尾之后还有别的内容');
    return 'image/png';
  }
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) {
    const ending = text(bytes.subarray(-64)).replace(/\0+$/, '');
    if (!ending.endsWith('\xff\xd9')) damaged('图片没有结尾，或结尾之后还有别的内容');
    return 'image/jpeg';
  }
  if (startsWith(bytes, [0x49, 0x49, 0x2a, 0x00]) || startsWith(bytes, [0x4d, 0x4d, 0x00, 0x2a])) return 'image/tiff';
  if (startsWith(bytes, COMPOUND_FILE))
    return refuse('attachment-may-name-persons', { found: '旧版 Word 或 Excel 文件' });
  for (const [found, ...marks] of MARKS)
    if (marks.some((mark) => startsWith(bytes, mark))) return refuse('attachment-kind-not-taken', { found });
  return isText(bytes)
    ? refuse('attachment-may-name-persons', { found: '文本、网页或 CSV 文件' })
    : refuse('attachment-kind-not-taken', { found: '不认识的文件' });
}

function refuseNumbersIn(texts: Iterable<string>): void {
  for (const each of texts) {
    const number = identityNumberIn(each);
    if (number !== null) refuse('attachment-names-person', { ending: number.slice(-4) });
  }
}

/** In whichever of the encodings that Chinese texts come in: no text has a zero byte among its first, but UTF-16. */
function isText(bytes: Uint8Array): boolean {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return true;
  return !bytes.subarray(0, 4096).some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

const damaged = (reason: string): never => refuse('attachment-damaged', { reason });
