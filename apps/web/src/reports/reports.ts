import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { useAddress, useBooks } from '../books/books';
import { daysOf } from './report-span';

type ListOfReports = paths['/v1/reports']['get']['responses']['200']['content']['application/json'];
export type ReportListed = ListOfReports['items'][number];
export type ReportKind = ReportListed['report'];
export type Preview = paths['/v1/reports/{report}/preview']['get']['responses']['200']['content']['application/json'];
type Asked = NonNullable<paths['/v1/reports/{report}/preview']['get']['parameters']['query']>;

/** Whatever can be taken from the books, and what cannot. */
export const useReportList = () =>
  useQuery({ queryKey: ['reports'], queryFn: () => read(api.GET('/v1/reports')), staleTime: Infinity });

/** What each kind of report is called. */
export function useReportTitles(): Readonly<Record<string, string>> {
  const { items = [] } = useReportList().data?.value ?? {};
  return Object.fromEntries(items.map(({ report, title }) => [report, title]));
}

/** What the address says of the report in sight; only what that report can be narrowed to. */
export function useReportAsked(report: ReportListed) {
  const { address } = useAddress();
  const { agencyId, fiscalYear, asOf: day, knownAt } = useBooks();
  const takes = new Set<string>(report.takes);
  const days = daysOf(address.get('span'), { fiscalYear, asOf: day });
  const chosen = (name: string, choice: string): string | null => (takes.has(choice) ? address.get(name) : null);
  const choices = {
    from: takes.has('from') ? days.from : null,
    unitCode: chosen('unit', 'unitCode'),
    fundingLevel: chosen('level', 'fundingLevel'),
    programmeId: chosen('programme', 'programmeId'),
    appropriationId: chosen('appropriation', 'appropriationId'),
  };
  const named = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== null && value !== ''));
  const books = { fiscalYear, asOf: days.asOf, ...(agencyId !== null && { agency: agencyId }) };
  return { query: { ...books, ...named } as Asked, knownAt };
}

/** The first rows of a report; asked for once all it needs has been chosen. */
export function usePreview(report: ReportListed) {
  const { query, knownAt } = useReportAsked(report);
  const isWanting = report.report === 'ledger' && query.appropriationId === undefined;
  return useQuery({
    queryKey: ['report', report.report, query, knownAt],
    enabled: !isWanting,
    placeholderData: keepPreviousData,
    queryFn: () =>
      read(
        api.GET('/v1/reports/{report}/preview', {
          params: { path: { report: report.report }, query: { ...query, ...(knownAt !== null && { knownAt }) } },
        }),
      ),
  });
}
