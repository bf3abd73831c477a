import { checkCodeOf } from './check-code';

describe('the check code of a print', () => {
  it('is the same for the same figures, however the lines are broken', () => {
    expect(checkCodeOf('已拨 132,236,241.34\n在途 900.00')).toBe(checkCodeOf('已拨132,236,241.34 在途900.00'));
    expect(checkCodeOf('已拨')).toMatch(/^([0-9a-f]{4}-){3}[0-9a-f]{4}$/);
  });

  it('is another one for a fen more, or for figures that changed places', () => {
    const code = checkCodeOf('已拨 132,236,241.34 在途 900.00');
    expect(checkCodeOf('已拨 132,236,241.35 在途 900.00')).not.toBe(code);
    expect(checkCodeOf('已拨 900.00 在途 132,236,241.34')).not.toBe(code);
  });
});
