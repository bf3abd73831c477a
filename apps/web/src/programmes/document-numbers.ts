import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { useBooks } from '../books/books';

const PAGE = 200;

/** 文号 by appropriation, printed and normalised, fetched only when somebody searches: the list itself shows none. */
export function useDocumentNumbers(wanted: boolean): (appropriationId: string) => string {
  const { fiscalYear } = useBooks();
  const { data } = useQuery({
    queryKey: ['document-numbers', fiscalYear],
    queryFn: () => documentNumbersOf(fiscalYear),
    enabled: wanted,
    staleTime: 60_000,
  });
  return (appropriationId) => data?.get(appropriationId) ?? '';
}

async function documentNumbersOf(fiscalYear: number): Promise<Map<string, string>> {
  const numbers = new Map<string, string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const { items, next } = await pageAfter(fiscalYear, cursor);
    for (const { appropriationId, documentNumber } of items)
      if (documentNumber !== null)
        numbers.set(appropriationId, `${documentNumber.printed} ${documentNumber.normalized ?? ''}`);
    cursor = next;
  }
  return numbers;
}

async function pageAfter(fiscalYear: number, cursor: string) {
  const query = { fiscalYear, limit: PAGE, ...(cursor !== '' && { cursor }) };
  return (await read(api.GET('/v1/appropriations', { params: { query } }))).value;
}
