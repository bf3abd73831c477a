import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { ofAgency, useBooks } from '../books/books';

const PAGE = 200;

/** 文号 by appropriation, printed and normalised, fetched only when somebody searches: the list itself shows none. */
export function useDocumentNumbers(wanted: boolean): (appropriationId: string) => string {
  const { agencyId, fiscalYear } = useBooks();
  const { data } = useQuery({
    queryKey: ['document-numbers', agencyId, fiscalYear],
    queryFn: () => documentNumbersOf(agencyId, fiscalYear),
    enabled: wanted,
    staleTime: 60_000,
  });
  return (appropriationId) => data?.get(appropriationId) ?? '';
}

async function documentNumbersOf(agencyId: string | null, fiscalYear: number): Promise<Map<string, string>> {
  const numbers = new Map<string, string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const { items, next } = await pageAfter(agencyId, fiscalYear, cursor);
    for (const { appropriationId, documentNumber } of items)
      if (documentNumber !== null)
        numbers.set(appropriationId, `${documentNumber.printed} ${documentNumber.normalized ?? ''}`);
    cursor = next;
  }
  return numbers;
}

async function pageAfter(agencyId: string | null, fiscalYear: number, cursor: string) {
  const query = { fiscalYear, limit: PAGE, ...(cursor !== '' && { cursor }), ...ofAgency({ agencyId }) };
  return (await read(api.GET('/v1/appropriations', { params: { query } }))).value;
}
