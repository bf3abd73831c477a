import { parseYuan } from '@bofu/kernel';
import type { Appropriation } from './appropriations';
import type { RunLine } from './payout-choices';
import { splitOf } from './split';

const bearer = (appropriationId: string, available: string) =>
  ({ appropriationId, available, programmeName: appropriationId, fundingLevel: 'central' }) as Appropriation;
const BEARERS = ['中央', '省级', '市级', '区级'].map((level) => bearer(level, '9000000.00'));
const line = (appropriationId: string, rate: string, headcount: number, entry: RunLine['entry'] = 'regular') =>
  ({
    appropriationId,
    rate,
    headcount,
    entry,
    groupId: null,
    per: 'month',
    times: 1,
    period: '2021-10',
    reason: null,
  }) as const;
const OCTOBER = [
  line('中央', '93.00', 75_587),
  line('省级', '15.00', 75_587),
  line('市级', '2.50', 75_587),
  line('区级', '2.50', 75_587),
];

describe('what each level bears of a run', () => {
  it('is its rate for each head, to the fen, with nothing left over', () => {
    const { lines, totalFen } = splitOf(OCTOBER, BEARERS);
    expect(lines.map(({ amountFen }) => amountFen)).toEqual(
      ['7029591.00', '1133805.00', '188967.50', '188967.50'].map(parseYuan),
    );
    expect(totalFen).toBe(lines.reduce((sum, { amountFen }) => sum + amountFen, 0n));
  });
  it('is said as a share as well, and the shares are 100 together: the largest takes what rounding leaves', () => {
    const shares = splitOf(OCTOBER, BEARERS).lines.map(({ share }) => share);
    expect(shares).toEqual(['82.31', '13.27', '2.21', '2.21']);
    const thirds = ['中央', '省级', '市级'].map((level) => line(level, '1.00', 7));
    expect(splitOf(thirds, BEARERS).lines.map(({ share }) => share)).toEqual(['33.34', '33.33', '33.33']);
  });
  it('has no share where nothing is paid or a level is paid back', () => {
    expect(splitOf([line('中央', '1.00', 0)], BEARERS).lines[0]?.share).toBeNull();
    const back = [line('中央', '2.00', 3), line('省级', '1.00', 1, 'deduction')];
    expect(splitOf(back, BEARERS).lines.map(({ share }) => share)).toEqual([null, null]);
  });
});
