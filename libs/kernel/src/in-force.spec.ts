import { parseBusinessDate } from './business-date';
import { inForceOn } from './in-force';

const version = (effectiveOn: string, name: string) => ({ effectiveOn: parseBusinessDate(effectiveOn), name });
const nameOn = (day: string, ...versions: ReturnType<typeof version>[]) =>
  inForceOn(versions, parseBusinessDate(day))?.name ?? null;

describe('in force on a day', () => {
  const first = version('2015-05-15', '满城县');
  const second = version('2021-01-01', '满城区');

  it('is nothing before the first effective day', () => expect(nameOn('2015-05-14', first, second)).toBeNull());
  it('is what took effect that very day, and stays', () => {
    expect(nameOn('2015-05-15', first, second)).toBe('满城县');
    expect(nameOn('2020-12-31', first, second)).toBe('满城县');
    expect(nameOn('2021-01-01', first, second)).toBe('满城区');
  });
  it('goes by the effective day, not by the order of recording', () =>
    expect(nameOn('2021-06-30', second, first)).toBe('满城区'));
  it('is the last recorded among those of one day', () =>
    expect(nameOn('2021-01-01', second, version('2021-01-01', '满城区（更正）'))).toBe('满城区（更正）'));
});
