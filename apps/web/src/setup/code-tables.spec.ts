import type { Appropriation } from '../payments/appropriations';
import { codeTables, soughtIn, tablesIn } from './code-tables';

const appropriation = (functionalClass: string | null, fundingLevel: Appropriation['fundingLevel']) =>
  ({
    fundingLevel,
    ...{ budgetType: 'general-public', issuedAs: 'regular', paymentStandard: null },
    ...{ unitCode: '110001', unitName: '本级', programmeCode: '1306', programmeName: '中央补贴' },
    elements: { functionalClass, governmentEconomicClass: null, departmentEconomicClass: null, threeGuarantees: null },
  }) as Appropriation;
const BOOKS = [
  appropriation('2082601 财政对城乡居民基本养老保险基金的补助', 'central'),
  appropriation('2082601 财政对城乡居民基本养老保险基金的补助', 'district'),
  appropriation('就业补助', 'district'),
];
const of = (table: string) => codeTables(BOOKS).filter((code) => code.table === table);

describe('the code tables', () => {
  it('have the built-in ones whole, with how often the year has each', () => {
    expect(of('资金级次').map(({ code, name, used }) => [code, name, used])).toEqual([
      ['central', '中央', 1],
      ['provincial', '省级', 0],
      ['municipal', '市级', 0],
      ['district', '区级', 2],
    ]);
    expect(of('付款状态').every(({ used }) => used === null)).toBe(true);
  });
  it('have of what documents state freely the codes in use, each once', () => {
    expect(of('支出功能分类').map(({ code, name, used }) => [code, name, used])).toEqual([
      ['2082601', '财政对城乡居民基本养老保险基金的补助', 2],
      ['就业补助', '就业补助', 1],
    ]);
    expect(of('政府经济分类')).toEqual([]);
    expect(of('预算单位')).toMatchObject([{ code: '110001', name: '本级', used: 3 }]);
  });
  it('say of each where it comes from', () => {
    expect(codeTables(BOOKS).filter(({ source }) => source === '')).toEqual([]);
  });
  it('are searched by table, code and name', () => {
    const all = codeTables(BOOKS);
    expect(soughtIn(all, '养老').map(({ code }) => code)).toEqual(['2082601']);
    expect(tablesIn(soughtIn(all, ' 资金级次 '))).toEqual(['资金级次']);
    expect(soughtIn(all, 'CENTRAL').map(({ name }) => name)).toContain('中央');
    expect(soughtIn(all, '')).toBe(all);
  });
});
