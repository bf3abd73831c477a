import { formatYuan, parseBusinessDate, sumFen, fenFromDigits } from '@bofu/kernel';
import { blocksOf } from '../../paper/testing/printed-disclosure';
import { printedProgrammes, shippedProgrammes } from '../../paper/testing/printed-programmes-file';
import { readBlocks } from '../../paper/testing/read-printed';
import type { Choice } from './decided-programme';
import { proposeEntries } from './propose-entries';

const FILE = shippedProgrammes('mancheng-hrss-2021.json');
const draft = readBlocks(blocksOf(printedProgrammes(FILE)));
const day = parseBusinessDate('2021-01-01');

describe('the founding budget as the entries of a paper', () => {
  const asked = proposeEntries(draft, [], day).open;
  const choices = asked.map(({ sequence, field }): Choice => {
    return { sequence, field, value: 'general-public', reason: '据预算批复' };
  });

  it('asks for every type of budget, which it does not print, and for nothing else', () => {
    expect(asked.map(({ sequence, field }) => [sequence, field])).toEqual(
      draft.programmes.map(({ sequence }) => [sequence, 'budgetType']),
    );
    expect(asked.every(({ sentence }) => sentence.length > 0)).toBe(true);
  });

  it('carries 22 programmes with their plans and targets, to the fen, once a person has decided', () => {
    const { acts, open } = proposeEntries(draft, choices, day);
    const of = (type: string) => acts.filter((act) => act.type === type);
    expect(open).toEqual([]);
    const issues = acts.flatMap((act) => (act.type === 'issue-appropriation' ? [act] : []));
    expect(issues).toHaveLength(22);
    expect(formatYuan(sumFen(issues.map(({ amountFen }) => fenFromDigits(amountFen))))).toBe('158727300.00');
    const plans = acts.flatMap((act) => (act.type === 'adopt-spending-plan' ? [act] : []));
    const cells = plans.flatMap(({ checkpoints }) => checkpoints);
    expect([cells.length, cells.filter(({ cumulativeShare }) => cumulativeShare === null).length]).toEqual([88, 12]);
    const targets = acts.flatMap((act) => (act.type === 'set-performance-targets' ? act.targets : []));
    expect(targets).toHaveLength(169);
    expect(of('adopt-spending-plan')).toHaveLength(22);
  });

  it('says of each figure where it stands, and of each decision why', () => {
    const { acts } = proposeEntries(draft, choices, day);
    const [issue] = acts;
    if (issue?.type !== 'issue-appropriation') throw new Error('the first entry issues');
    const amount = issue.sources.find(({ field }) => field === 'amount');
    expect(amount).toEqual({
      ...{ field: 'amount', documentDigest: draft.documentDigest },
      printed: draft.programmes[0]?.amount.printed,
      place: `line ${draft.programmes[0]?.amount.place.line}`,
    });
    expect(
      issue.sources.some(({ field, printed }) => field.endsWith('decided') && printed.includes('据预算批复')),
    ).toBe(true);
  });

  it('drafts nothing of a programme as long as one of its figures is open', () => {
    const [first] = asked;
    const rest = choices.filter(({ sequence }) => sequence !== first?.sequence);
    const { acts, open } = proposeEntries(draft, rest, day);
    expect(acts.filter(({ type }) => type === 'issue-appropriation')).toHaveLength(21);
    expect(open.length).toBeGreaterThan(0);
  });
});
