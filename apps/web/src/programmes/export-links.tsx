import { useBooks } from '../books/books';

/** The same figures as a file, always in 元; the server writes it from the same books. */
export function ExportLinks() {
  const { fiscalYear, asOf, knownAt } = useBooks();
  const query = new URLSearchParams({
    fiscalYear: String(fiscalYear),
    asOf,
    ...(knownAt !== null && { knownAt }),
  }).toString();
  return (
    <span className="export-links">
      导出（元）
      <a href={`/v1/reports/execution-progress.xlsx?${query}`} download>
        Excel
      </a>
      <a href={`/v1/reports/execution-progress.csv?${query}`} download>
        CSV
      </a>
    </span>
  );
}
