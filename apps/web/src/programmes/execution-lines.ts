import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency, type BooksAsked } from '../books/books-asked';
import { booksInAddress } from '../books/books-in-address';
import { askedPageIn } from '../table/asked-page';
import { orderText, programmesAskedFor } from './programmes-asked-for';

export type ExecutionLines = paths['/v1/execution-lines']['get']['responses'][200]['content']['application/json'];
export type ExecutionLine = ExecutionLines['items'][number];

/**
 * A page of the list as the address asks for it, narrowed, ordered and summed by the server. A day is named only where
 * one was chosen: an alert of a year that is over is handled after it.
 */
export function executionLines({ agencyId, fiscalYear, asOf: inSight, knownAt }: BooksAsked, address: URLSearchParams) {
  const { asOf } = booksInAddress(address);
  const { department, level, state, text, order } = programmesAskedFor(address);
  const by = orderText(order);
  const asked = {
    ...(asOf !== null && { asOf }),
    ...(knownAt !== null && { knownAt }),
    ...(department !== null && { unit: department }),
    ...(level !== null && { fundingLevel: level }),
    ...(state !== null && { state }),
    ...(text !== '' && { text }),
    ...(by !== null && { order: by }),
    ...askedPageIn(address),
  };
  return {
    queryKey: ['execution-lines', agencyId, fiscalYear, inSight, asked],
    queryFn: () =>
      read(api.GET('/v1/execution-lines', { params: { query: { fiscalYear, ...asked, ...ofAgency({ agencyId }) } } })),
  };
}
