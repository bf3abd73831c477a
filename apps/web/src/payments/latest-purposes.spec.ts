import { latestPurposes } from './latest-purposes';

const said = (purpose: string, name: string, submittedOn: string) => ({
  purpose,
  submittedOn,
  payee: { kind: 'organisation', name },
});
const PAYMENTS = [
  said('10月村级协办员补助', '白龙乡人民政府', '2021-10-26'),
  said('9月公益性岗位补贴', '城关镇人民政府', '2021-09-27'),
  said('10月村级协办员补助', '城关镇人民政府', '2021-09-26'),
  said('培训经费', '白龙乡人民政府', '2021-08-26'),
] as const;

describe('the purposes written last', () => {
  it('stand once each, the latest first', () => {
    const offered = latestPurposes(PAYMENTS, '');
    expect(offered.map(({ purpose, lastOn }) => [purpose, lastOn])).toEqual([
      ['10月村级协办员补助', '2021-10-26'],
      ['9月公益性岗位补贴', '2021-09-27'],
      ['培训经费', '2021-08-26'],
    ]);
  });
  it('begin with those of the payee', () => {
    const offered = latestPurposes(PAYMENTS, ' 城关镇人民政府 ');
    expect(offered.map(({ purpose }) => purpose)).toEqual(['9月公益性岗位补贴', '10月村级协办员补助', '培训经费']);
  });
  it('are ten at most', () => {
    const many = Array.from({ length: 30 }, (_, at) => said(`摘要${at}`, '某', '2021-10-26'));
    expect(latestPurposes(many, '')).toHaveLength(10);
  });
});
