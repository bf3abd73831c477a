import { proposeMeasure } from './propose-measure';

describe('what the printed words of a target suggest', () => {
  it.each([
    ['数量指标', '享受城乡居民基本养老金补贴人数', '75587人', 'people-paid', '75587'],
    ['质量指标', '发放率', '≥90百分数', 'payout-rate', '90'],
    ['质量指标', '资金发放到位率', '100百分比', 'payout-rate', '100'],
    ['时效指标', '基础养老金补贴发放及时性', '每月30日以前发放到位', 'timely-rate', '100'],
    ['成本指标', '按预算资金完成率', '≥100百分数', 'execution-rate', '100'],
    ['成本指标', '发放金额', '≤6000万元', 'amount-paid', '6000万'],
    ['数量指标', '财政补助资金拨入财政专户金额', '7024万元', 'amount-paid', '7024万'],
  ] as const)('%s %s %s: %s', (level2, level3, target, measure, value) =>
    expect(proposeMeasure({ level2, level3, target })).toMatchObject({ measure, value }),
  );

  it.each([
    ['成本指标', '区级人均补贴标准', '2.5元/月/人'],
    ['成本指标', '人均发放金额', '100元/月/人'],
    ['数量指标', '发放人数', '个人账户1055人交通补贴2881人劳模津贴7人特教津贴5人'],
    ['质量指标', '社会保险补贴发放准确率', '≥98%'],
    ['社会效益指标', '城乡居民政策知晓率', '≥90百分数'],
  ] as const)('is a person’s to say where it leaves a doubt: %s %s %s', (level2, level3, target) =>
    expect(proposeMeasure({ level2, level3, target }).measure).toBe('evidence'),
  );
});
