import { checkNames, type Projection } from './projection';

const named = (name: string): Projection => ({ name, version: 1, schemaSql: '', apply: () => Promise.resolve() });

describe('the name of a projection', () => {
  it.each([
    'public',
    'http',
    'read_model',
    'event_store',
    'pg_catalog',
    'Tally',
    'tally_next',
    'tally_old',
    '',
    'tally; drop schema public',
  ])('that would not do for a schema of its own is refused: %p', (name) => {
    expect(() => checkNames([named(name)])).toThrow('not a name for a projection');
  });

  it('given twice is refused', () => {
    expect(() => checkNames([named('tally'), named('tally')])).toThrow('given twice');
  });

  it('in small letters is taken', () => {
    expect(() => checkNames([named('ledger'), named('plan_against_actual')])).not.toThrow();
  });
});
