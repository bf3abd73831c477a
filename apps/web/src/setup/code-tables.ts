import { CAUSE_WORD } from '../alerts/alerts-query';
import { LEVEL_WORD, SITUATION_WORD } from '../alerts/alerts';
import type { Appropriation } from '../payments/appropriations';
import { ELEMENT_LABEL, type Elements } from '../programmes/elements';
import { words } from '../words';

/** A code of a table, and what it is called. */
export interface Code {
  readonly table: string;
  readonly code: string;
  readonly name: string;
  /** Where the table comes from. */
  readonly source: string;
  /** On how many appropriations of the year in sight it stands; `null` where it stands on none by its nature. */
  readonly used: number | null;
}

const BUILT_IN = '系统内置，随版本发布';
const AS_PRINTED = '账上在用：下达指标时按文件载明';
const REGISTERED = '账上在用：设置中登记';

type Counted = (appropriation: Appropriation) => string | null;

const BUILT_IN_TABLES: readonly (readonly [name: string, codes: Readonly<Record<string, string>>, of?: Counted])[] = [
  ['资金级次', words.fundingLevel, ({ fundingLevel }) => fundingLevel],
  ['预算类型', words.budgetType, ({ budgetType }) => budgetType],
  ['下达方式', words.issuedAs, ({ issuedAs }) => issuedAs],
  ['预算来源', words.budgetSource, ({ elements }) => elements.budgetSource],
  ['支付方式', words.paymentMethod, ({ elements }) => elements.paymentMethod],
  ['支付节奏', words.cashFlow, ({ paymentStandard }) => paymentStandard?.cashFlow ?? null],
  ['计发周期', words.ratePer],
  ['支付路径', words.route],
  ['付款类别', words.paymentKind],
  ['付款状态', words.paymentSituation],
  ['列支行类别', words.lineEntry],
  ['退回去向', words.restores],
  ['预警级别', LEVEL_WORD],
  ['预警类别', CAUSE_WORD],
  ['预警状态', SITUATION_WORD],
  ['岗位', words.post],
];

const ELEMENTS = ['functionalClass', 'governmentEconomicClass', 'departmentEconomicClass', 'threeGuarantees'] as const;

/** 字典: the tables the product has, then what the books of the year hold of those that a document states freely. */
export function codeTables(appropriations: readonly Appropriation[]): readonly Code[] {
  const builtIn = BUILT_IN_TABLES.flatMap(([table, codes, of]) =>
    Object.entries(codes).map(([code, name]): Code => ({
      ...{ table, code, name, source: BUILT_IN },
      used: of === undefined ? null : appropriations.filter((each) => of(each) === code).length,
    })),
  );
  const stated = ELEMENTS.flatMap((element) =>
    inUse(ELEMENT_LABEL[element satisfies keyof Elements], AS_PRINTED, appropriations, ({ elements }) => {
      const text = elements[element];
      return text === null ? null : codeAndName(text);
    }),
  );
  const units = inUse('预算单位', REGISTERED, appropriations, ({ unitCode, unitName }) => [unitCode, unitName]);
  const programmes = inUse('预算项目', REGISTERED, appropriations, ({ programmeCode, programmeName }) => [
    programmeCode,
    programmeName,
  ]);
  return [...builtIn, ...stated, ...units, ...programmes];
}

type CodeAndName = readonly [code: string, name: string];

function inUse(
  table: string,
  source: string,
  appropriations: readonly Appropriation[],
  of: (appropriation: Appropriation) => CodeAndName | null,
): Code[] {
  const found = new Map<string, Code>();
  for (const appropriation of appropriations) {
    const [code, name] = of(appropriation) ?? [];
    if (code === undefined || name === undefined) continue;
    const used = (found.get(code)?.used ?? 0) + 1;
    found.set(code, { table, code, name, source, used });
  }
  return [...found.values()].sort((one, other) => (one.code < other.code ? -1 : 1));
}

/** `2082601 财政对城乡居民基本养老保险基金的补助`: the code stands first, where there is one. */
function codeAndName(text: string): CodeAndName {
  const [, code, name] = /^(\d{3,})[\s　—-]*(.*)$/.exec(text.trim()) ?? [];
  return code === undefined ? [text.trim(), text.trim()] : [code, name === '' || name === undefined ? code : name];
}

/** What of the tables is sought: by any part of table, code or name. */
export const soughtIn = (codes: readonly Code[], text: string): readonly Code[] => {
  const part = text.trim().toLowerCase();
  return part === ''
    ? codes
    : codes.filter(({ table, code, name }) => `${table} ${code} ${name}`.toLowerCase().includes(part));
};

export const tablesIn = (codes: readonly Code[]): readonly string[] => [...new Set(codes.map(({ table }) => table))];

export const usedText = ({ used }: Code): string => (used === null ? words.nothing : String(used));
