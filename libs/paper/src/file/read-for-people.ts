import { personLikeNumberIn, refuseIdentityNumber } from '@bofu/kernel';
import type { PaperText } from '../domain/paper-text';
import { refuse } from '../domain/refusals';
import { viewPaper } from '../paper.view';
import { sourceOfFigures, type SourceBlock } from '../source-of-figures';
import { readPaperFile } from './read-paper-file';

/** A reading as people work on it: the draft, and what each figure of it stands in. */
export interface ReadPaper {
  readonly draft: ReturnType<typeof viewPaper>;
  readonly source: readonly SourceBlock[];
}

/**
 * Reads a paper to be kept and shown. Beside what `readPaperFile` refuses: `identity-number` anywhere, and
 * `paper-holds-personal-data` where a table has what looks like a telephone, an account or an identity number.
 */
export async function readForPeople(bytes: Uint8Array): Promise<ReadPaper> {
  const reading = await readPaperFile(bytes);
  refusePeople(reading.text);
  const draft = viewPaper(reading);
  return { draft, source: sourceOfFigures(draft, reading.text) };
}

function refusePeople({ blocks }: PaperText): void {
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      refuseIdentityNumber(block.text);
      continue;
    }
    for (const { text } of block.rows.flat()) {
      refuseIdentityNumber(text);
      const found = personLikeNumberIn(text);
      if (found) refuse('paper-holds-personal-data', { ending: found.ending, printed: text.slice(0, 4) });
    }
  }
}
