import { unzipSync } from 'fflate';
import { refuse } from '../domain/refusals';

const MOST_ENTRIES = 10_000;
const LARGEST_UNPACKED = 256 * 1024 * 1024;
/** Pages, in XML: of one paper they are a few hundred KB. */
const LARGEST_PAGES = 32 * 1024 * 1024;
const ROOT = 'OFD.xml';

const RUNS = /\.(?:exe|dll|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|msi|scr|lnk|sh|docm|xlsm|pptm)$/i;
const NAMES_PERSONS = /\.(?:xlsx?|et|docx?|wps|csv|txt)$/i;

/**
 * An OFD is a zip with `OFD.xml` at its root (GB/T 33190). Refuses any other zip, one that unpacks to more than a paper
 * does, one that is locked, and one with a program or a spreadsheet inside; answers with the text of its pages.
 */
export function readOfd(bytes: Uint8Array): readonly string[] {
  const names: string[] = [];
  let unpacked = 0;
  let pages = 0;
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      // The sizes are what the file says of itself: fflate unpacks into exactly so much and no more.
      filter: ({ name, originalSize }) => {
        names.push(name);
        unpacked += originalSize;
        if (names.length > MOST_ENTRIES || unpacked > LARGEST_UNPACKED)
          refuse('attachment-damaged', { reason: '压缩的内容展开后过大' });
        if (name !== ROOT && !/(?:^|\/)Content\.xml$/i.test(name)) return false;
        pages += originalSize;
        if (pages > LARGEST_PAGES) refuse('attachment-damaged', { reason: '页面内容展开后过大' });
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') throw error;
    return refuse('attachment-damaged', { reason: '压缩的内容不能展开' });
  }
  const has = (place: string) => names.some((name) => name.startsWith(place));
  if (has('xl/')) return refuse('attachment-may-name-persons', { found: 'Excel 或 WPS 表格' });
  if (has('word/')) return refuse('attachment-may-name-persons', { found: 'Word 或 WPS 文字' });
  if (names.some((name) => name.endsWith('vbaProject.bin'))) refuse('attachment-runs-programs', { found: '宏' });
  const root = parts[ROOT];
  if (root === undefined) return refuse('attachment-kind-not-taken', { found: '压缩文件' });
  if (names.some((name) => /^(?:Encryptions|Decryptseed)/i.test(name))) refuse('attachment-encrypted', {});
  const isOfd = /<(?:\w+:)?OFD[\s>]/.test(decoded(root));
  if (!isOfd) return refuse('attachment-damaged', { reason: '没有 OFD 的入口' });
  for (const name of names) {
    if (/^\/|^[A-Za-z]:|\\|(?:^|\/)\.\.(?:\/|$)/.test(name))
      refuse('attachment-damaged', { reason: '内部的路径越出文件' });
    if (RUNS.test(name)) refuse('attachment-runs-programs', { found: '程序文件' });
    if (NAMES_PERSONS.test(name)) refuse('attachment-may-name-persons', { found: '内嵌表格或文字的 OFD' });
  }
  return Object.values(parts).map((part) =>
    // One number may be set in several runs of characters: read together, and apart from what stands beside them.
    [...decoded(part).matchAll(/<(?:\w+:)?TextCode[^>]*>([^<]*)</g)].map(([, run = '']) => run).join('\n'),
  );
}

const decoded = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);
