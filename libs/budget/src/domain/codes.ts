import { received } from '@bofu/kernel';
import { refuse } from './refusals';

/** What is one code to a reader is one code: full-width, lower-case and with blanks around it, it is still the same. */
const plain = (code: unknown): string | null => (typeof code === 'string' ? code.normalize('NFKC').trim() : null);

/** 项目编码: 21 digits and capital letters, whichever way it was typed. Refuses `programme-code-format`. */
export function parseProgrammeCode(code: unknown): string {
  const written = plain(code)?.toUpperCase();
  return written !== undefined && /^[0-9A-Z]{21}$/.test(written)
    ? written
    : refuse('programme-code-format', { received: received(code) });
}

/** 预算单位编码: up to 20 digits and letters. Refuses `unit-code-format`. */
export function parseUnitCode(code: unknown): string {
  const written = plain(code);
  return written !== null && /^[0-9A-Za-z]{1,20}$/.test(written)
    ? written
    : refuse('unit-code-format', { received: received(code) });
}
