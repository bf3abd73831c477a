import { FUNDING_LEVEL_LABEL, ListAppropriations, type AppropriationStanding } from '@bofu/budget';
import type { FundingLevel } from '@bofu/kernel';
import type { ReportBasis } from './report-basis';
import type { ReportRequest } from './report-request';
import type { Column } from './sheet/column';

type Chosen = Pick<ReportRequest, 'unitCode' | 'fundingLevel' | 'programmeId'>;
type Choosable = Pick<AppropriationStanding, 'unitCode' | 'programmeId'> & { readonly fundingLevel: string };

export const isChosen =
  ({ unitCode, fundingLevel, programmeId }: Chosen) =>
  (one: Choosable): boolean =>
    (unitCode === null || one.unitCode === unitCode) &&
    (fundingLevel === null || one.fundingLevel === fundingLevel) &&
    (programmeId === null || one.programmeId === programmeId);

const PAGE = 1_000;

/** The appropriations of these books that the request is about, issued by both clocks, by unit and code. */
export async function reportedAppropriations({
  queries,
  books,
  request,
}: Pick<ReportBasis, 'queries' | 'books' | 'request'>): Promise<AppropriationStanding[]> {
  const appropriations: AppropriationStanding[] = [];
  for (let after: string | null = null; ;) {
    const page: AppropriationStanding[] = await queries.execute(new ListAppropriations(books, after, PAGE));
    appropriations.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.appropriationId;
  }
  return appropriations
    .filter(isChosen(request))
    .sort((a, b) => (a.unitCode < b.unitCode ? -1 : a.unitCode > b.unitCode ? 1 : 0));
}

/** The programme heading, where one programme was chosen. */
export const chosenProgramme = (
  { request: { programmeId } }: ReportBasis,
  [first]: readonly AppropriationStanding[],
): AppropriationStanding | null => (programmeId === null ? null : (first ?? null));

interface Named {
  readonly programmeCode: string;
  readonly programmeName: string;
  readonly fundingLevel: FundingLevel;
}

/** 项目编码, 项目名称 and 资金级次 of whatever appropriation a row is about. */
export const programmeColumns = <Row>(of: (row: Row) => Named | null): readonly Column<Row>[] => [
  { header: '项目编码', kind: 'text', value: (row) => of(row)?.programmeCode ?? null },
  { header: '项目名称', kind: 'text', value: (row) => of(row)?.programmeName ?? null },
  {
    header: '资金级次',
    kind: 'text',
    value: (row) => {
      const level = of(row)?.fundingLevel;
      return level === undefined ? null : FUNDING_LEVEL_LABEL[level];
    },
  },
];
