import { useBooks } from '../books/books';

interface ExportLinksProps {
  readonly report:
    'execution-progress' | 'ledger' | 'disbursements' | 'performance-monitoring' | 'self-evaluation' | 'alert-cases';
  readonly appropriationId?: string | null;
  readonly programmeId?: string | null;
  /** Other books than the page's: those of a closed month. */
  readonly at?: { readonly asOf: string; readonly knownAt: string } | null;
}

/** The same figures as a file, always in 元; the server writes it from the same books. */
export function ExportLinks({ report, appropriationId = null, programmeId = null, at = null }: ExportLinksProps) {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  const query = new URLSearchParams({
    fiscalYear: String(fiscalYear),
    asOf,
    ...(agencyId !== null && { agency: agencyId }),
    ...(knownAt !== null && { knownAt }),
    ...at,
    ...(appropriationId !== null && { appropriationId }),
    ...(programmeId !== null && { programmeId }),
  }).toString();
  return (
    <span className="export-links no-print">
      导出（元）
      <a href={`/v1/reports/${report}.xlsx?${query}`} download>
        Excel
      </a>
      <a href={`/v1/reports/${report}.csv?${query}`} download>
        CSV
      </a>
      <a href={`/v1/reports/${report}.pdf?${query}`} download>
        PDF
      </a>
    </span>
  );
}
