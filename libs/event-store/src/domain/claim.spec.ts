import { Refusal, type By } from '@bofu/kernel';
import { claimDecider, holderInTheWay, type Claim, type ClaimCommand } from './claim';

const by: By = { personId: 'p1', post: 'clerk', delegationId: null, channel: 'page', mode: 'office' };
const decider = claimDecider('c1');
const act = (type: 'claim' | 'give-back', holderId: string, part: string | null = null): ClaimCommand => ({
  type,
  kind: 'regular-period',
  key: 'pension/2026-01',
  part,
  holderId,
});

/** The claim after commands that must go through. */
function after(...commands: ClaimCommand[]): Claim {
  let state = decider.initial;
  for (const command of commands)
    for (const event of decider.decide(state, command, by)) state = decider.evolve(state, event, by);
  return state;
}

function outcome(state: Claim, command: ClaimCommand): string {
  try {
    return decider
      .decide(state, command, by)
      .map(({ type }) => type)
      .join();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.code} by ${String(error.facts['holderId'])}`;
  }
}

describe('what may exist once', () => {
  it('is held by the first, and the second hears by whom', () => {
    const held = after(act('claim', 'run-1'));
    expect(outcome(held, act('claim', 'run-2'))).toBe('claimed-already by run-1');
    expect(holderInTheWay(held, null)).toBe('run-1');
  });

  it('is claimed once by its holder, however often it asks', () =>
    expect(outcome(after(act('claim', 'run-1')), act('claim', 'run-1'))).toBe(''));

  it('is free again once given back, by its holder and nobody else', () => {
    const held = after(act('claim', 'run-1'));
    expect(outcome(held, act('give-back', 'run-2'))).toBe('');
    expect(outcome(after(act('claim', 'run-1'), act('give-back', 'run-1')), act('claim', 'run-2'))).toBe('Claimed');
  });

  it('is held in parts: each group its own, and everybody collides with each of them', () => {
    const old = after(act('claim', 'run-1', 'over-70'));
    expect(outcome(old, act('claim', 'run-2', 'under-70'))).toBe('Claimed');
    expect(outcome(old, act('claim', 'run-2', 'over-70'))).toBe('claimed-already by run-1');
    expect(outcome(old, act('claim', 'run-2'))).toBe('claimed-already by run-1');
    const everybody = after(act('claim', 'run-1'));
    expect(outcome(everybody, act('claim', 'run-2', 'over-70'))).toBe('claimed-already by run-1');
  });

  it('is in nobody’s own way, and in another’s whichever part was claimed first', () => {
    const own = act('claim', 'run-1', 'over-70');
    expect(outcome(after(own), act('claim', 'run-1'))).toBe('Claimed');
    expect(outcome(after(own, act('claim', 'run-2', 'under-70')), act('claim', 'run-1'))).toBe(
      'claimed-already by run-2',
    );
  });
});
