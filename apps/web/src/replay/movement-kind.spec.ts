import { isLateOnStrip, MOVEMENT_KINDS, movementKind } from './movement-kind';
import { MOVEMENT_WORDS } from './movement-word';

describe('marks on the strip', () => {
  it('tell what was paid, what came and went, and what came back', () => {
    const kinds = ['CommitmentSettled', 'AppropriationSupplemented', 'AppropriationReduced', 'FundsReturnedByBank'];
    expect(kinds.map(movementKind)).toEqual(['paid', 'more', 'less', 'returned']);
    expect(['FundsCommitted', 'CommitmentReleased'].map(movementKind)).toEqual(['in-transit', 'in-transit']);
  });

  it('have a word in the legend for each event that moves money', () => {
    const others = Object.keys(MOVEMENT_WORDS).filter((type) => movementKind(type) === 'other');
    expect(others).toEqual([
      ...['SettlementReclassifiedOut', 'SettlementReclassifiedIn', 'FundsArrived', 'FundsArrivalCorrected'],
    ]);
    expect(Object.values(MOVEMENT_KINDS).every((word) => word !== '')).toBe(true);
  });

  it('have a ring where the books of the day did not show them', () => {
    const recorded = (on: string) => ({ on, recordedAt: '2021-11-10T09:12:33+08:00' });
    expect([recorded('2021-11-02'), recorded('2021-11-05')].map(isLateOnStrip)).toEqual([true, false]);
  });
});
