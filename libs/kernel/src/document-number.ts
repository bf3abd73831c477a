import { refuse } from './kernel-refusals';
import { firstUnseen, hasSomethingToSee, received } from './text-from-outside';

/** 文号: the reference of an official document, as it stands on paper and as it is searched for. */
export interface DocumentNumber {
  readonly printed: string;
  /** `机关代字〔YYYY〕N号` (GB/T 9704-2012, 7.2.5), or `null` when the printed form cannot be read as one. */
  readonly normalized: string | null;
}

const LONGEST = 100;

const STANDARD = /^(\p{Unified_Ideograph}+)〔((?:19|20)\d{2})〕第?0*([1-9]\d{0,6})号$/u;
/** The year slipped in front of the brackets: `保财社2020【114】号`. */
const MISPLACED = /^(\p{Unified_Ideograph}+)((?:19|20)\d{2})〔0*([1-9]\d{0,6})〕号$/u;

function normalize(printed: string): string | null {
  const squeezed = printed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[[【]/g, '〔')
    .replace(/[\]】]/g, '〕');
  const match = STANDARD.exec(squeezed) ?? MISPLACED.exec(squeezed);
  return match ? `${match[1]}〔${match[2]}〕${match[3]}号` : null;
}

/**
 * Keeps the printed form letter by letter and adds the normalised one where it can be read.
 * Refuses `document-number-not-text`, `document-number-empty`, `document-number-too-long`,
 * `document-number-forbidden-character`.
 */
export function parseDocumentNumber(printed: unknown): DocumentNumber {
  if (typeof printed !== 'string') return refuse('document-number-not-text', { received: received(printed) });
  if (printed.length > LONGEST) return refuse('document-number-too-long', { length: printed.length, longest: LONGEST });
  const character = firstUnseen(printed);
  if (character !== null) return refuse('document-number-forbidden-character', { character });
  if (!hasSomethingToSee(printed)) return refuse('document-number-empty', {});
  return { printed, normalized: normalize(printed) };
}
