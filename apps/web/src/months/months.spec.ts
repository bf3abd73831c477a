import { asTyped, offBy, statementInCsv, typedFigure } from './months';

describe('a figure of a statement', () => {
  it.each([
    ['', '0.00'],
    ['1,234.5', '1234.50'],
    ['－12.30', '-12.30'],
    ['１２', '12.00'],
  ])('reads %p as %s', (text, yuan) => {
    expect(typedFigure(text)).toBe(yuan);
  });

  it.each(['一', '1.234', '1.', '--1'])('does not read %p', (text) => {
    expect(typedFigure(text)).toBeNull();
  });
});

describe('a line of a statement', () => {
  it('says what it is off by', () => {
    expect(offBy({ opening: '10.00', received: '5', paid: '3', closing: '12.00' })).toBe(0n);
    expect(offBy({ opening: '10.00', received: '5', paid: '3', closing: '11.99' })).toBe(1n);
    expect(offBy({ opening: 'x', received: '', paid: '', closing: '' })).toBeNull();
  });
});

describe('a file of a statement', () => {
  it('is read by the names on the screen, heading or not', () => {
    const read = statementInCsv('\uFEFF级次,期初,收入,支出,期末\r\n中央,0,7029591.00,7029591.00,0\r\n区级,1,2,3,0\n');
    expect(read).toMatchObject({
      central: { received: '7029591.00' },
      district: { opening: '1', closing: '0' },
      outside: { paid: '' },
    });
  });

  it('names the line it cannot read, and takes nothing of the file', () => {
    expect(statementInCsv('中央,0,1,1,0\n乡级,1,1,1,1')).toEqual({ wrong: '乡级,1,1,1,1' });
    expect(statementInCsv('中央,0,一,1,0')).toEqual({ wrong: '中央,0,一,1,0' });
  });

  it('is filled in from what was entered before', () => {
    const stated = { line: 'central', opening: '0.00', received: '1.00', paid: '1.00', closing: '0.00' } as const;
    expect(asTyped([stated])).toMatchObject({ central: { received: '1.00' }, district: { received: '' } });
  });
});
