import { z } from 'zod';
import {
  CASH_FLOWS,
  fenToDigits,
  firstUnseen,
  FUNDING_LEVELS,
  hasSomethingToSee,
  invariant,
  kernelRefusals,
  parseBusinessDate,
  parseDocumentNumber,
  parsePositiveYuan,
  RATE_PERIODS,
  Refusal,
} from '@bofu/kernel';
import { budgetRefusals } from '../budget-refusals';
import { BUDGET_TYPES, ISSUE_KINDS } from '../domain/appropriation-terms';
import { parseProgrammeCode, parseUnitCode } from '../domain/codes';

export const MISSING = '缺少此项';

const sentences: Readonly<Record<string, { readonly title: (facts: never) => string }>> = {
  ...kernelRefusals,
  ...budgetRefusals,
};

export function sentenceOf({ code, facts }: Refusal): string {
  const sentence = sentences[code];
  invariant(sentence !== undefined, `no sentence for ${code}`);
  return sentence.title(facts as never);
}

/** Reads a value with one of the kernel's own parsers, so that a file is held to the same rules as a request. */
const readWith = <Out>(parse: (value: unknown) => Out) =>
  z.unknown().transform((value, context): Out => {
    try {
      if (value !== undefined) return parse(value);
      context.addIssue({ code: 'custom', message: MISSING });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.addIssue({ code: 'custom', message: sentenceOf(error) });
    }
    return z.NEVER;
  });

/** Text as printed. Blanks and odd spacing are the document's own; marks that nobody can see are not. */
const printed = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => firstUnseen(text) === null, {
      error: ({ input }) => `含有不可见字符 ${firstUnseen(String(input)) ?? ''}`,
    });
const named = (longest: number) => printed(longest).refine(hasSomethingToSee, '不能为空');

/** Above any bureau's year. How many there are is judged before any of them is looked at. */
export const MOST_ROWS = 2_000;
const rows = <Row extends z.ZodType>(row: Row) => z.array(z.unknown()).max(MOST_ROWS).pipe(z.array(row));
const yuan = readWith(parsePositiveYuan);
const date = readWith(parseBusinessDate);

const percent = z
  .string()
  .regex(/^\d{1,3}\.\d{2}$/, '累计比例须为恰好两位小数的文本，例如 "25.00"')
  .transform((text) => Number(text.replace('.', '')));

const deadline = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('monthly'), day: z.int().min(1).max(31), printed: named(100) }),
  z.strictObject({
    kind: z.literal('by-date'),
    monthDay: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '须为 MM-DD，例如 "06-30"'),
    printed: named(100),
  }),
  z.strictObject({ kind: z.literal('unstated'), printed: printed(100) }),
]);

export const programmeForm = z.strictObject({
  sequence: z.int().positive(),
  code: readWith(parseProgrammeCode),
  name: named(200),
  unit: readWith(parseUnitCode),
  fundingLevel: z.enum(FUNDING_LEVELS),
  fundingLevelBasis: z.enum(['stated', 'inferred']),
  budgetType: z.enum(BUDGET_TYPES),
  documentNumber: readWith((value) => (value === null ? null : parseDocumentNumber(value))),
  documentDate: readWith((value) => (value === null ? null : parseBusinessDate(value))).optional(),
  issuedAs: z.enum(ISSUE_KINDS),
  formedIn: z.int().min(1949).max(9999).optional(),
  batch: z.int().min(1).max(999).optional(),
  amount: yuan,
  /** For whoever reads the file: why something stands there that the document does not print. Not recorded. */
  note: printed(500).optional(),
  plan: rows(z.strictObject({ on: date, cumulativePercent: percent.nullable() })).transform((plan) =>
    plan.map(({ on, cumulativePercent }) => ({ on, cumulativeShare: cumulativePercent })),
  ),
  standard: z.strictObject({
    rates: rows(
      z
        .strictObject({ label: named(50), amount: yuan, per: z.enum(RATE_PERIODS) })
        .transform(({ label, amount, per }) => ({ label, amountFen: fenToDigits(amount), per })),
    ),
    headcount: z.int().positive().nullable(),
    cashFlow: z.enum(CASH_FLOWS),
    deadline,
  }),
  targets: rows(
    z.strictObject({
      level1: named(50),
      level2: named(50),
      level3: named(200),
      target: named(200),
      basis: printed(100),
    }),
  ),
});

/** A spreadsheet of programmes says nothing of what is set for them: that comes in by spreadsheets of its own. */
export const bareProgrammeForm = programmeForm.partial({ plan: true, standard: true, targets: true });

export const fileForm = z.strictObject({
  format: z.literal('bofu-programmes-1'),
  source: named(200),
  bureau: named(100),
  fiscalYear: z.int().min(1949).max(9999),
  effectiveOn: date,
  units: rows(z.strictObject({ code: readWith(parseUnitCode), name: named(100) })),
  declaredTotals: z
    .array(z.unknown())
    .max(MOST_ROWS)
    .pipe(
      z.array(
        z
          .strictObject({ label: named(50), budgetType: z.enum(BUDGET_TYPES), amount: yuan })
          .transform(({ amount, ...total }) => ({ ...total, amountFen: amount })),
      ),
    )
    .default([]),
  programmes: z.array(z.unknown()).min(1).max(MOST_ROWS),
});

/** RFC 6901. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
