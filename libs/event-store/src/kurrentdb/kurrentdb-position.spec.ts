import fc from 'fast-check';
import type { Position } from '../event-store';
import { decodePosition, encodePosition } from './kurrentdb-position';

const offset = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const logPosition = fc.record({ commit: offset, prepare: offset });

describe('a position of the transaction log as text', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(logPosition, (position) => expect(decodePosition(encodePosition(position))).toEqual(position)),
    );
  });

  it('sorts as the two numbers do, the commit first', () => {
    fc.assert(
      fc.property(logPosition, logPosition, (a, b) => {
        const asNumbers = a.commit === b.commit ? a.prepare - b.prepare : a.commit - b.commit;
        const [left, right] = [encodePosition(a), encodePosition(b)];
        expect(Math.sign(Number(asNumbers))).toBe(left === right ? 0 : left < right ? -1 : 1);
      }),
    );
  });

  it.each(['', '42', '1-2', `${'9'.repeat(20)}`])('refuses %j, which is none', (text) => {
    expect(() => decodePosition(text as Position)).toThrow(RangeError);
  });
});
