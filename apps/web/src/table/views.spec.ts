import { filtersIn, viewsIn } from './views';

describe('a saved view', () => {
  it('is what a list is narrowed and ordered to, whatever books are in sight', () => {
    const address = new URLSearchParams('year=2021&asOf=2021-10-26&money=yuan&level=central&order=-budget&page=2');
    expect(filtersIn(address)).toEqual({ level: 'central', order: '-budget' });
  });

  it.each([[null], ['中央'], [{ name: '中央' }], [[{ name: '中央', filters: { level: 1 } }]]])('%j is none', (kept) => {
    expect(viewsIn(kept)).toEqual([]);
  });
});
