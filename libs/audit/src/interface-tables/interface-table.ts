import type { NumberedEvent } from '../export/numbered-events';
import { namesIn, appropriationEvents, appropriationsOf } from '../questions/told-by-events';
import type { ToldAppropriation, ToldEvent } from '../questions/told-by-events';
import type { QuestionScope } from '../questions/question';
import { paymentsOf, type ToldPayment } from '../questions/told-payments';

/**
 * The parts of GB/T 42940-2023 财经信息技术 财政预算管理软件审计数据接口 (in force since 2024-03-01), by the table of contents that is
 * public: the section that lists a part's 数据元 and the one that gives its 数据结构. The 836 pages behind it are sold, not
 * published: no name, identifier or format of a 数据元 could be looked up, and none is claimed here.
 */
export const STANDARD_PARTS = {
  basic: { name: '基础信息类', elements: '4.2.1', structures: '5.2.2' },
  programme: { name: '项目信息类', elements: '4.2.2', structures: '5.2.3' },
  budget: { name: '预算信息类', elements: '4.2.3', structures: '5.2.4' },
  revenue: { name: '收入信息类', elements: '4.2.4', structures: '5.2.5' },
  expenditure: { name: '支出信息类', elements: '4.2.5', structures: '5.2.6' },
  'final-accounts': { name: '决算与报告类', elements: '4.2.6', structures: '5.2.7' },
} as const;
export type StandardPart = keyof typeof STANDARD_PARTS;

/** A column as it is written: what stands above it, its unit, where in the events it comes from, and a row's value. */
export interface InterfaceColumn<Row> {
  readonly title: string;
  readonly unit?: '元' | '%';
  /** `AppropriationIssued.amountFen`. */
  readonly from: string;
  /** `null` is written as an empty field: the record does not say. A number is written as it stands. */
  readonly value: (row: Row) => string | number | null;
  /** An amount or a count: never taken for a formula, whatever its sign. */
  readonly isNumber?: true;
}

/** One file of the interface. */
export interface InterfaceTable<Row> {
  readonly part: StandardPart;
  readonly name: string;
  readonly columns: readonly InterfaceColumn<Row>[];
  readonly rows: (year: ToldYear) => readonly Row[];
}

/** A fiscal year of one agency as its events tell it, up to a business date. */
export interface ToldYear {
  readonly events: readonly NumberedEvent[];
  readonly scope: Pick<QuestionScope, 'agencyId' | 'fiscalYear' | 'asOf'>;
  readonly appropriations: readonly ToldAppropriation[];
  readonly told: readonly ToldEvent[];
  /** Those that charge an appropriation of the year. */
  readonly payments: readonly ToldPayment[];
  readonly nameOf: (personId: string) => string;
}

export function toldYear(events: readonly NumberedEvent[], scope: ToldYear['scope']): ToldYear {
  const told = appropriationEvents(events, scope);
  const appropriations = appropriationsOf(told);
  const ofYear = new Set(appropriations.map(({ appropriationId }) => appropriationId));
  return {
    events,
    scope,
    appropriations,
    told,
    payments: paymentsOf(events, scope).filter(({ content }) =>
      content.charges.some(({ appropriationId }) => ofYear.has(appropriationId)),
    ),
    nameOf: namesIn(events),
  };
}

/** A table with its rows forgotten: what the package and the mapping need of it. */
export interface ListedTable extends Pick<InterfaceTable<unknown>, 'part' | 'name'> {
  readonly columns: readonly Omit<InterfaceColumn<unknown>, 'value'>[];
  readonly records: (year: ToldYear) => Iterable<readonly (string | number | null)[]>;
}

export const listed = <Row>({ part, name, columns, rows }: InterfaceTable<Row>): ListedTable => ({
  part,
  name,
  columns,
  records: function* (year) {
    for (const row of rows(year)) yield columns.map(({ value }) => value(row));
  },
});

export const titleOf = ({ title, unit }: Pick<InterfaceColumn<unknown>, 'title' | 'unit'>): string =>
  unit === undefined ? title : `${title}（${unit}）`;
