import { inflateSync } from 'node:zlib';
import { refuse } from '../domain/refusals';
import { text } from './bytes';

/** Unpacked, what of a PDF is not pictures is a few MB; what unpacks to more is no paper. */
const LARGEST_UNPACKED = 64 * 1024 * 1024;

/** Keys by which a PDF starts a program, or carries a file of another kind (ISO 32000-2, 12.6 and 7.11). */
const RUNS: readonly (readonly [found: string, pattern: RegExp])[] = [
  ['脚本（JavaScript）', /\/(?:JavaScript|JS)(?![A-Za-z0-9])/],
  ['启动其他程序的动作', /\/Launch(?![A-Za-z0-9])/],
  ['内嵌的文件', /\/EmbeddedFiles?(?![A-Za-z0-9])/],
  ['内嵌的媒体', /\/(?:RichMedia|3D)(?![A-Za-z0-9])/],
];
const ENCRYPTED = /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/;

/**
 * Refuses a PDF that is cut off, locked by a password, or brings what runs; answers with what text of it can be read
 * without its fonts.
 */
export function requireSoundPdf(bytes: Uint8Array): readonly string[] {
  const whole = text(bytes);
  if (!whole.slice(-2048).includes('%%EOF')) refuse('attachment-damaged', { reason: 'PDF 没有结尾' });
  const outside = spelledOut(whole.replace(/\bstream\r?\n[\s\S]*?\bendstream/g, ' '));
  if (ENCRYPTED.test(outside)) refuse('attachment-encrypted', {});
  requireNothingRuns(outside);
  const texts: string[] = [outside];
  for (const { dictionary, content } of streamsOf(whole)) {
    // What objects there are may lie packed away with others.
    if (/\/Type\s*\/ObjStm/.test(dictionary)) requireNothingRuns(spelledOut(content));
    texts.push(content);
  }
  return texts;
}

function requireNothingRuns(objects: string): void {
  for (const [found, pattern] of RUNS) if (pattern.test(objects)) refuse('attachment-runs-programs', { found });
}

/** Any character of a name may be written by its number: `/J#61vaScript`. */
const spelledOut = (objects: string): string =>
  objects.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));

/** The streams that are no pictures, unpacked where they are packed the usual way. */
function* streamsOf(whole: string): Generator<{ readonly dictionary: string; readonly content: string }> {
  let unpacked = 0;
  for (let at = whole.indexOf('stream'); at !== -1; at = whole.indexOf('stream', at + 6)) {
    if (whole.slice(at - 3, at) === 'end') continue;
    const begin = whole.startsWith('\r\n', at + 6) ? at + 8 : at + 7;
    const dictionary = spelledOut(whole.slice(Math.max(0, whole.lastIndexOf(' obj', at)), at));
    const end = whole.indexOf('endstream', begin);
    if (end === -1) return;
    const isPicture = /\/Subtype\s*\/Image/.test(dictionary);
    const packed = whole.slice(begin, end);
    at = end + 3;
    if (isPicture || !/\/FlateDecode|\/Fl(?![A-Za-z])/.test(dictionary)) continue;
    const content = unpack(packed, LARGEST_UNPACKED - unpacked);
    if (content === null) continue;
    unpacked += content.length;
    yield { dictionary, content };
  }
}

function unpack(packed: string, most: number): string | null {
  try {
    return inflateSync(Buffer.from(packed, 'latin1'), { maxOutputLength: Math.max(1, most) }).toString('latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      return refuse('attachment-damaged', { reason: 'PDF 展开后过大' });
    // Not packed as it says: no reader shows it either.
    return null;
  }
}
