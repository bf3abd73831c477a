import { createHash } from 'node:crypto';
import type { PaperDraft } from '../domain/draft';
import { flatText } from '../domain/flat-text';
import type { PaperText } from '../domain/paper-text';
import { readPaper } from '../domain/read-paper';
import { refuseUnproven } from '../domain/reconciliation';
import { refuse } from '../domain/refusals';
import { bodyOf, readDocx } from './read-docx';
import { readPdf } from './read-pdf';

/** A published budget with its pictures seldom has 5 MB. */
export const LARGEST_PAPER = 20 * 1024 * 1024;

export interface PaperReading {
  /** SHA-256 of the file, in hexadecimal. */
  readonly documentDigest: string;
  readonly draft: PaperDraft;
  /** What it was read from. */
  readonly text: PaperText;
}

/**
 * Reads a published budget from a file: Word (.docx), text converted from it, or PDF. Refuses what is none of these, what
 * is too large or damaged, and every paper that is no budget with tables of programmes (`PaperRefusals`); a PDF also
 * where its cells are not certain, or its programmes do not tie to what it declares.
 */
export async function readPaperFile(bytes: Uint8Array): Promise<PaperReading> {
  if (!isPdf(bytes)) return readEditablePaper(bytes);
  refuseTooLarge(bytes);
  const reading = readingOf(bytes, await readPdf(bytes));
  refuseUnproven(reading.draft);
  return reading;
}

/** The same of what has cells of its own: Word, or text converted from it. Refuses a PDF as what it does not read. */
export function readEditablePaper(bytes: Uint8Array): PaperReading {
  refuseTooLarge(bytes);
  return readingOf(bytes, textOf(bytes));
}

function refuseTooLarge({ byteLength }: Uint8Array): void {
  if (byteLength > LARGEST_PAPER) refuse('paper-too-large', { bytes: byteLength, most: LARGEST_PAPER });
}

const readingOf = (bytes: Uint8Array, text: PaperText): PaperReading => ({
  documentDigest: createHash('sha256').update(bytes).digest('hex'),
  draft: readPaper(text),
  text,
});

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean => start.every((byte, at) => bytes[at] === byte);

const isPdf = (bytes: Uint8Array): boolean => startsWith(bytes, 0x25, 0x50, 0x44, 0x46);

function textOf(bytes: Uint8Array): PaperText {
  if (isPdf(bytes)) return refuse('paper-file-kind', { found: 'PDF' });
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return refuse('paper-file-kind', { found: '旧版 Word（.doc）或 Excel（.xls）' });
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff))
    return refuse('paper-has-no-text', {});
  if (startsWith(bytes, 0x50, 0x4b)) {
    const { names, body } = bodyOf(bytes);
    if (body) return readDocx(body);
    const sheet = names.some((name) => name.startsWith('xl/'));
    return refuse('paper-file-kind', { found: sheet ? 'Excel（.xlsx）' : '压缩文件' });
  }
  const text = decoded(bytes);
  const head = text.slice(0, 200).trimStart();
  if (/^\{\\rtf/.test(head)) return refuse('paper-file-kind', { found: 'RTF' });
  if (/^<(?:!doctype|html|\?xml)/i.test(head)) return refuse('paper-file-kind', { found: '网页' });
  return flatText(text);
}

/** UTF-8 or UTF-16 by its mark, UTF-8 where it is that, else GB 18030, which every Chinese text file of old is. */
function decoded(bytes: Uint8Array): string {
  const marked = startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : null;
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      continue;
    }
  }
  return refuse('paper-damaged', { reason: '不是文本' });
}
