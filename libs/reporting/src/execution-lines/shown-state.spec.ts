import { parsePeriod } from '@bofu/kernel';
import { SHOWN_STATES, shownStateOf } from './shown-state';

const MONTH = parsePeriod('2021-10');
const [EARLIER, LATER] = [parsePeriod('2021-09'), parsePeriod('2021-11')];

describe('what a line of the list says', () => {
  it('is its plan where nothing worse is known', () =>
    expect(shownStateOf('on-plan', null, MONTH, false)).toBe('on-plan'));

  it('is that the money does not suffice, in sight or gone by, however far it is ahead of its plan', () => {
    expect(shownStateOf('ahead', MONTH, MONTH, false)).toBe('short');
    expect(shownStateOf('ahead', EARLIER, MONTH, true)).toBe('short');
  });

  it('is that it will not suffice only where the plan says nothing worse', () => {
    expect(shownStateOf('ahead', LATER, MONTH, false)).toBe('short-later');
    expect(shownStateOf('behind', LATER, MONTH, false)).toBe('behind');
  });

  it('is a red alert, but 未拨 is red already and says more', () => {
    expect(shownStateOf('completed', null, MONTH, true)).toBe('alerted');
    expect(shownStateOf('unpaid', LATER, MONTH, true)).toBe('unpaid');
  });

  it('is ranked worst first', () =>
    expect(SHOWN_STATES.slice(0, 5)).toEqual(['short', 'alerted', 'unpaid', 'behind', 'short-later']));
});
