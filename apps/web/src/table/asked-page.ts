export const SIZES = [20, 50, 100, 200];
export const DEFAULT_SIZE = 50;
const MOST_PAGES = 1_000_000;

/** The page the address names, `page` from 1 and `size`, whatever there is. */
export function askedPageIn(address: URLSearchParams): { readonly page: number; readonly size: number } {
  const size = Number(address.get('size'));
  const page = Number(address.get('page') ?? '1');
  return {
    page: Number.isInteger(page) ? Math.max(1, Math.min(MOST_PAGES, page)) : 1,
    size: SIZES.includes(size) ? size : DEFAULT_SIZE,
  };
}
