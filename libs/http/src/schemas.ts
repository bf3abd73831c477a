import { z } from 'zod';
import {
  askAboutNumbers,
  formatBasisPoints,
  hasSomethingToSee,
  parseBusinessDate,
  parseDocumentNumber,
  parsePeriod,
  parsePositiveYuan,
  parseYuan,
  Refusal,
  refuseIdentityNumber,
  type BasisPoints,
  type TextField,
} from '@bofu/kernel';
import { validate as isUuid } from 'uuid';
import { received, refuse } from './http-refusals';
import { checkText } from './json-body';

/** How a field is described to those who read the OpenAPI document (JSON Schema 2020-12). */
interface FieldDescription {
  readonly type: 'string' | 'integer';
  readonly description: string;
  readonly example: string | number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number;
}

/**
 * A zod field from a parser that refuses: the refusal keeps its code and facts, and `SchemaPipe` adds the place. JSON
 * Schema cannot see into a parser, so the description is given beside it.
 */
export const parsedBy = <Value>(parse: (input: unknown) => Value, description: FieldDescription) =>
  z
    .unknown()
    .transform((input, context): Value => {
      try {
        if (input === undefined) return refuse('missing-field', { field: '' });
        return parse(input);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        context.addIssue({ code: 'custom', params: { refusal: error } });
        return z.NEVER;
      }
    })
    .meta({ ...description });

/** An object whose every field is named: anything else in it is refused, so that no request sets what it must not. */
export const strictObject = z.strictObject;

const YUAN_PATTERN = '\\d{1,24}\\.\\d{2}';

/** 元, more than zero, into `Fen`. */
export const yuan = parsedBy(parsePositiveYuan, {
  type: 'string',
  pattern: `^${YUAN_PATTERN}$`,
  description: '金额（元），大于零，恰好两位小数',
  example: '188967.50',
});

/** 元, of either sign, into `Fen`. */
export const signedYuan = parsedBy(parseYuan, {
  type: 'string',
  pattern: `^-?${YUAN_PATTERN}$`,
  description: '金额（元），可为负，恰好两位小数',
  example: '-188967.50',
});

/** `?fiscalYear=`, a whole number. */
export const fiscalYear = z.coerce.number().int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 });

export const businessDate = parsedBy(parseBusinessDate, {
  type: 'string',
  format: 'date',
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: '业务日期',
  example: '2021-10-29',
});

export const period = parsedBy(parsePeriod, {
  type: 'string',
  pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
  description: '所属期（月）',
  example: '2021-10',
});

export const documentNumber = parsedBy(parseDocumentNumber, {
  type: 'string',
  minLength: 1,
  maxLength: 100,
  description: '文号，按原件照录',
  example: '财社〔2020〕114号',
});

/** Any version (RFC 9562), in lower case. */
export const uuid = parsedBy(
  (input): string =>
    typeof input === 'string' && isUuid(input)
      ? input.toLowerCase()
      : refuse('invalid-uuid', { received: received(input) }),
  { type: 'string', format: 'uuid', description: 'UUID', example: '6b7cf1d0-4f4e-4e0c-9a53-0e6a1f0f9a11' },
);

const CONTROL = /\p{Cc}/u;

const lineOf =
  (max: number) =>
  (input: unknown): string => {
    if (typeof input !== 'string') return refuse('invalid-type', { field: '', expected: 'string' });
    const written = input.normalize('NFC');
    if (written.trim() === '') return refuse('text-empty', {});
    if (written.length > max && [...written].length > max) return refuse('text-too-long', { limit: max });
    checkText(written, '');
    if (CONTROL.test(written)) return refuse('invalid-text', { field: '' });
    return hasSomethingToSee(written) ? written : refuse('text-empty', {});
  };

/** One line of text of 1 to `max` characters (code points), as written: neither trimmed nor escaped, only NFC. */
export const text = (max: number, description = '文字', example = '城乡居民基础养老金') =>
  parsedBy(lineOf(max), { type: 'string', minLength: 1, maxLength: max, description, example });

/** As `text`, for words of people's own: an identity number in it is refused. Codes, vouchers and accounts are `text`. */
export const freeText = (max: number, description: string, example: string) =>
  parsedBy(
    (input): string => {
      const written = lineOf(max)(input);
      refuseIdentityNumber(written);
      return written;
    },
    { type: 'string', minLength: 1, maxLength: max, description, example },
  );

/** What somebody states who was asked back and records it all the same. */
export const confirmation = freeText(500, '被询问后写明的事由：确非重复、金额无误、不是个人信息', '同一文号分两次下达')
  .nullable()
  .default(null);

const WORDED = ['name', 'reason', 'comment', 'actual', 'remedy'] as const satisfies readonly TextField[];

/**
 * As `strictObject`, for a command with a name, a reason, a comment and the like that somebody writes in words of her own: a number
 * in them that may be a person's is asked about (`looks-like-personal-data`). What she states then is in the command's
 * context.
 */
export const worded = <Shape extends z.ZodRawShape>(shape: Shape) =>
  strictObject({ ...shape, confirmation }).transform((asked) => {
    const { confirmation: stated = null, ...body } = asked as Readonly<Record<string, unknown>>;
    const written = WORDED.map((field) => ({ field, text: typeof body[field] === 'string' ? body[field] : null }));
    askAboutNumbers(written, typeof stated === 'string' ? stated : null);
    return body as z.output<z.ZodObject<Shape>>;
  });

const PERCENT = /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/;

/** `"83.33"` into 8333 basis points. */
export const percent = parsedBy(
  (input): BasisPoints => {
    if (typeof input !== 'string' || !PERCENT.test(input))
      return refuse('invalid-percent', { received: received(input) });
    const [whole = '', places = ''] = input.split('.');
    return Number(whole) * 100 + Number(places.padEnd(2, '0'));
  },
  {
    type: 'string',
    pattern: PERCENT.source,
    description: '百分比，0 至 100，最多两位小数',
    example: formatBasisPoints(8333),
  },
);
