import { BODY_RULES } from '../api/body-rules';

type Bodies = typeof BODY_RULES;

/** What the server demands of one field of a request body, as its own document says it. */
interface Rule {
  /** There must be something. */
  readonly needed?: boolean;
  /** Characters, as people count them. */
  readonly shortest?: number;
  readonly longest?: number;
  readonly pattern?: string;
  /** The pattern in words. */
  readonly says?: string;
  /** Of a whole number. */
  readonly least?: number;
  readonly most?: number;
  /** Of a list. */
  readonly fewestItems?: number;
  readonly mostItems?: number;
}

/** One field of what a form sends: what it is called on the page, and the server's rule for it. */
export interface BodyField extends Rule {
  readonly label: string;
}

/**
 * A field of the body that is sent to `path`. A form states no rule of its own: how long, how many and whether at all is
 * said once, by the server.
 *
 * @param name the way down from the body, e.g. `lines.rate`
 */
export const bodyField = <Path extends keyof Bodies, Name extends keyof Bodies[Path]>(
  path: Path,
  name: Name,
  label: string,
): BodyField => ({ ...(BODY_RULES[path][name] as Rule), label });

/** One that the rest of this very body demands: of two ways to say something this one was taken. */
export const neededHere = (field: BodyField): BodyField => ({ ...field, needed: true });

/** What is wrong with a text or number as it is to be sent, `null` where there is none yet; in words. */
export function wrongIn(field: BodyField, typed: string | number | null): string | null {
  if (typeof typed === 'number') return wrongNumber(field, typed);
  const text = (typed ?? '').trim();
  if (text === '') return field.needed ? `请填写${field.label}` : null;
  return tooLong(field, text) ?? wrongShape(field, text);
}

/** As the server counts: what is sent has no blanks around it, and a character is one however it is stored. */
export function tooLong({ label, longest }: BodyField, typed: string): string | null {
  const length = [...typed.trim().normalize('NFC')].length;
  return longest === undefined || length <= longest ? null : `${label}过长，上限 ${longest} 个字`;
}

const wrongShape = ({ label, pattern, says }: BodyField, text: string): string | null =>
  pattern === undefined || new RegExp(pattern).test(text)
    ? null
    : `${label}不正确${says === undefined ? '' : `：${says}`}`;

function wrongNumber({ label, least, most }: BodyField, number: number): string | null {
  const isWithin =
    Number.isInteger(number) && (least === undefined || number >= least) && (most === undefined || number <= most);
  return isWithin ? null : `${label}须为${boundsInWords(least, most)}整数`;
}

const boundsInWords = (least?: number, most?: number): string => {
  if (least !== undefined && most !== undefined) return ` ${least} 至 ${most} 的`;
  return least === undefined ? '' : `不小于 ${least} 的`;
};

/** A whole number as people type it, `null` where it is none; whether it is one that is taken, its field says. */
export function typedWhole(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}
