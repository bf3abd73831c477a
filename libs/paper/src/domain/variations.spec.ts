import {
  asText,
  blocksOf,
  INDICATOR_HEAD,
  paperWith,
  PLAN_HEAD,
  sheetWith,
  type PrintedBlock,
  type PrintedIndicator,
  type PrintedSheet,
} from '../../testing/printed-disclosure';
import { readBlocks, readPrinted, readSheet, readText, reasonsOf } from '../../testing/read-printed';

const budget = (...cells: string[]): Pick<PrintedSheet, 'budget'> => ({ budget: [cells] });
const indicator = (level2: string, level3: string, target: string): PrintedIndicator => ({
  level1: '产出指标',
  level2,
  level3,
  target,
  basis: '工作需要',
});
/** The paper of one programme with its table of indicators put in the given rows. */
const withIndicatorRows = (rows: readonly (readonly string[])[]): PrintedBlock[] =>
  blocksOf(paperWith([sheetWith()], '12.00万元')).map((block) =>
    typeof block !== 'string' && block[0]?.[0] === INDICATOR_HEAD[0] ? rows : block,
  );

describe('amounts', () => {
  it.each<readonly [string, Partial<PrintedSheet> & { amount?: string }, string]>([
    ['万元 of its table', { amount: '12.00' }, '120000.00'],
    ['元 of its table', { moneyUnit: '金额单位：元', amount: '358,600.50' }, '358600.50'],
    ['its own unit before the table’s', { moneyUnit: '单位：元', ...budget('预算数', '86.00万元') }, '860000.00'],
    ['万 without 元', budget('预算数', '80.00万'), '800000.00'],
    ['the unit of its label', { moneyUnit: '', ...budget('预算数（万元）', '12.00') }, '120000.00'],
    ['separators', { amount: '1,286.64' }, '12866400.00'],
    ['separators of full width', { amount: '1，286.64' }, '12866400.00'],
    ['full-width digits', { amount: '１２５．００' }, '1250000.00'],
    ['four places of 万元', { amount: '10606.7522' }, '106067522.00'],
    ['a blank before its unit', budget('预算数', '175.52 万元'), '1755200.00'],
    ['年初预算数 beside 调整后预算数', budget('年初预算数', '12.00', '调整后预算数', '15.00'), '120000.00'],
  ])('are read with %s', (_what, sheet, yuan) => {
    expect(readSheet(sheetWith(sheet)).amount).toMatchObject({ value: yuan, certainty: 'printed' });
  });

  it.each<readonly [string, Partial<PrintedSheet> & { amount?: string }, string, readonly string[]]>([
    ['no unit anywhere', { moneyUnit: '' }, 'unit-of-money-missing', ['12.00元', '12.00万元']],
    [
      'two units',
      { moneyUnit: '单位：元', ...budget('预算数（万元）', '12.00') },
      'unit-of-money-several',
      ['12.00元', '12.00万元'],
    ],
    ['more places than the unit has', { amount: '12.00001' }, 'amount-above-places', []],
    ['letters for digits', { amount: 'l2.O0' }, 'amount-unreadable', ['12.00']],
    ['blanks inside', { amount: '3 6.50' }, 'amount-unreadable', ['36.50']],
    ['separators out of place', { amount: '1,2864.00' }, 'amount-unreadable', []],
    ['nothing before the unit', budget('预算数', '万元'), 'amount-missing', []],
    ['a dash', budget('预算数', '—'), 'amount-missing', []],
    ['a minus', { amount: '-5.00' }, 'amount-negative', ['-5.00']],
    [
      'parts that do not add up',
      budget('预算数', '171.41', '其中：财政资金', '110.61', '其他资金', '0'),
      'amount-differs-from-parts',
      ['171.41', '110.61 + 0'],
    ],
    ['only 全年预算数', budget('全年预算数', '12.00'), 'amount-missing', []],
    ['a figure under no label', budget('预算数', '12.00', '7.00'), 'row-shape', []],
    ['a label that lost its cell', budget('预算数', '12.00', '其中：财政资金', '其他资金', '12.00'), 'row-shape', []],
  ])('are asked for with %s', (_what, sheet, reason, readings) => {
    expect(readSheet(sheetWith(sheet)).amount).toMatchObject({ value: null, certainty: 'flagged', reason, readings });
  });

  it('that a name or a sentence contains are none', () => {
    const { amount, name } = readSheet(
      sheetWith({ name: '临时救助85.4', purpose: '上年预算数99.00万元的结余不在内', goals: ['1.预算数77.00万元'] }),
    );
    expect([amount.value, name.value]).toEqual(['120000.00', '临时救助85.4']);
  });

  it('are null where nothing is printed, and 0 only where 0 is', () => {
    const { otherFunds, sources } = readSheet(
      sheetWith({
        budget: [
          ['预算数', '12.00'],
          ['其中：中央资金', '12.00', '省级资金', '/', '市级资金', '', '其他资金', '0.00'],
        ],
      }),
    );
    expect(sources.map(({ source, amount }) => [source, amount.value])).toEqual([
      ['central', '120000.00'],
      ['provincial', null],
      ['municipal', null],
    ]);
    expect(otherFunds?.value).toBe('0.00');
  });
});

describe('a spending plan', () => {
  const planOf = (plan: readonly string[], planHead: readonly string[] = PLAN_HEAD) =>
    readSheet(sheetWith({ plan, planHead })).plan;
  const given = ({ cells }: ReturnType<typeof planOf>) =>
    cells.map(({ on, cumulativePercent }) => `${on} ${cumulativePercent}`);

  it('is read by the words of its head, blanks as blanks', () => {
    expect(given(planOf(['', '50.00%', '—', '100.00%']))).toEqual([
      '2025-03-31 null',
      '2025-06-30 50.00',
      '2025-10-31 null',
      '2025-12-31 100.00',
    ]);
    expect(
      given(
        planOf(['10', '20', '30', '100'], ['资金支出计划（累计%）', '第一季度末', '二季度', '9月底', '第四季度末']),
      ),
    ).toEqual(['2025-03-31 10.00', '2025-06-30 20.00', '2025-09-30 30.00', '2025-12-31 100.00']);
    expect(
      given(
        planOf(
          ['5％', '20％', '30％', '60％', '１００％'],
          ['资金支出计划（%）', '2月底', '5月底', '8月底', '10月底', '12月底'],
        ),
      )[0],
    ).toBe('2025-02-28 5.00');
  });

  it.each<readonly [string, readonly string[], readonly string[] | undefined, string]>([
    [
      'is per period by its head',
      ['25', '50', '75', '100'],
      ['资金支出计划（分季度%）', ...PLAN_HEAD.slice(1)],
      'plan-per-period',
    ],
    ['adds up instead of rising', ['25%', '25%', '25%', '25%'], undefined, 'plan-per-period'],
    ['rises and adds up to the year', ['10%', '20%', '30%', '40%'], undefined, 'plan-per-period'],
    [
      'is in amounts',
      ['3.00', '3.00', '3.00', '3.00'],
      ['用款计划（万元）', '第一季度', '第二季度', '第三季度', '第四季度'],
      'plan-in-amounts',
    ],
    ['may be fractions', ['0.25', '0.5', '0.75', '1'], undefined, 'plan-share-unreadable'],
    [
      'has no sign anywhere',
      ['25', '50', '75', '100'],
      ['资金支出计划', ...PLAN_HEAD.slice(1)],
      'plan-share-unreadable',
    ],
    ['is empty', ['', '', '', ''], undefined, 'plan-empty'],
    ['goes above 100 %', ['25%', '50%', '100%', '120%'], undefined, 'plan-above-100'],
    ['falls', ['25%', '50%', '40%', '100%'], undefined, 'plan-falling'],
    ['ends below 100 %', ['25%', '50%', '75%', '90%'], undefined, 'plan-below-100'],
    ['has a time that is no day', ['25%', '100%'], ['资金支出计划（%）', '春节前', '12月底'], 'plan-dates-unclear'],
    ['has fewer cells than times', ['25%', '50%', '100%'], undefined, 'row-shape'],
  ])('that %s is refused, and the amount stays', (_what, plan, head, reason) => {
    const { amount, plan: read } = readSheet(sheetWith({ plan, ...(head && { planHead: head }) }));
    expect(read).toMatchObject({ outcome: 'refused', reason });
    expect(read.cells.every(({ cumulativePercent }) => cumulativePercent === null)).toBe(true);
    expect(amount.value).toBe('120000.00');
  });

  it('per period is offered as it would rise', () => {
    expect(planOf(['40%', '30%', '20%', '10%']).offered).toEqual(['40.00', '70.00', '90.00', '100.00']);
  });

  it('with one unreadable cell keeps the others and asks for that one', () => {
    const { outcome, cells } = planOf(['25.00%', '5O.00%', '75.00%', '100.00%']);
    expect(outcome).toBe('refused');
    expect(cells.map(({ cumulativePercent, readings }) => cumulativePercent ?? readings)).toEqual([
      '25.00',
      ['50.00'],
      '75.00',
      '100.00',
    ]);
  });

  it('may be missing', () => {
    expect(planOf([], []).outcome).toBe('absent');
  });
});

describe('whose money it is', () => {
  const levelOf = (sheet: Partial<PrintedSheet>) => readSheet(sheetWith(sheet)).fundingLevel;

  it.each<readonly [string, Partial<PrintedSheet>, string]>([
    ['its name', { name: '2025年中央财政水利救灾资金' }, 'central'],
    ['its purpose', { purpose: '每月每人省级15元' }, 'provincial'],
    [
      'the only source with money',
      {
        budget: [
          ['预算数', '12.00'],
          ['中央资金', '', '自治区资金', '12.00', '盟市资金', '', '旗县资金', ''],
        ],
      },
      'provincial',
    ],
    ['being a county’s own, where nothing else is said', { name: '村级水管员补贴' }, 'district'],
  ])('is known by %s', (_what, sheet, level) => {
    expect(levelOf(sheet).value).toBe(level);
  });

  it.each<readonly [string, Partial<PrintedSheet>, string]>([
    [
      'two sources',
      {
        budget: [
          ['预算数', '12.00'],
          ['中央资金', '8.00', '县级资金', '4.00'],
        ],
      },
      'level-several',
    ],
    [
      '上级资金 without a level',
      {
        budget: [
          ['预算数', '12.00'],
          ['上级资金', '12.00', '县级资金', ''],
        ],
      },
      'level-several',
    ],
    ['two levels in the name', { name: '省级补助和县级配套资金' }, 'level-several'],
    ['an honour in the name', { name: '省级文明城市创建经费' }, 'level-unstated'],
    ['a document and no level', { name: '水利救灾 某财农〔2024〕12号' }, 'level-unstated'],
    ['money from above', { name: '上级补助资金' }, 'level-unstated'],
  ])('is asked for with %s', (_what, sheet, reason) => {
    expect(levelOf(sheet)).toMatchObject({ value: null, reason });
  });

  it('has a budget type only where one is printed', () => {
    const typeOf = (sheet: Partial<PrintedSheet>) => readSheet(sheetWith(sheet)).budgetType;
    expect(typeOf({}).value).toBeNull();
    expect(
      typeOf({
        budget: [
          ['预算数', '6.30'],
          ['一般公共预算', '6.30', '政府性基金', '0.00'],
        ],
      }).value,
    ).toBe('general-public');
    expect(typeOf({ name: '福彩公益金养老项目' }).value).toBe('government-fund');
    expect(
      typeOf({
        budget: [
          ['预算数', '6.30'],
          ['一般公共预算', '4.30', '政府性基金', '2.00'],
        ],
      }).reason,
    ).toBe('budget-type-several');
  });

  it('is told apart from money outside the budget', () => {
    const draft = readPrinted(
      paperWith(
        [
          sheetWith({
            budget: [
              ['预算数', '6.30'],
              ['一般公共预算', '4.30', '单位资金', '2.00'],
            ],
          }),
        ],
        '6.30万元',
      ),
    );
    expect(draft.programmes[0]?.amount.value).toBe('63000.00');
    expect(reasonsOf(draft)).toEqual(['other-funds']);
  });
});

describe('文号', () => {
  const numberOf = (name: string) => readSheet(sheetWith({ name })).documentNumber;

  it.each([
    ['中央资金 某财社【2024】124号', '某财社【2024】124号', '某财社〔2024〕124号'],
    ['中央资金 某财社2024【114】号', '某财社2024【114】号', '某财社〔2024〕114号'],
    ['中央资金（某财社[2024]97号）', '某财社[2024]97号', '某财社〔2024〕97号'],
    ['中央资金 昌州财行(2024)10号', '昌州财行(2024)10号', '昌州财行〔2024〕10号'],
  ])('is found in %s', (name, printed, normalized) => {
    expect(numberOf(name)).toMatchObject({ value: printed, normalized });
  });

  it.each([
    ['中央资金 冀财社2021152号', 'document-number-run-together', ['冀财社〔2021〕152号', '冀财社2021152号']],
    ['中央资金 泉财社指〔2025122', 'document-number-run-together', ['泉财社指〔2025〕122号', '泉财社指2025122号']],
    ['中央财政补助资金某财农〔2024〕12号', 'document-number-glued', ['某财农〔2024〕12号', '金某财农〔2024〕12号']],
    [
      '中央资金 某财农〔2024〕12号、某财农〔2024〕13号',
      'document-number-several',
      ['某财农〔2024〕12号', '某财农〔2024〕13号'],
    ],
  ])('is asked for in %s', (name, reason, readings) => {
    expect(numberOf(name)).toMatchObject({ value: null, reason, readings });
  });
});

describe('heads, rates and deadlines', () => {
  const standardOf = (...indicators: PrintedIndicator[]) =>
    readSheet(sheetWith({ purpose: '按规定发放', indicators })).standard;
  const headsOf = (...targets: string[]) =>
    standardOf(...targets.map((target) => indicator('数量指标', '发放人数', target))).headcount;

  it.each([
    ['8935人', { count: 8935, of: 'persons' }],
    ['4,020人', { count: 4020, of: 'persons' }],
    ['12.8万人', { count: 128000, of: 'persons' }],
    ['412户', { count: 412, of: 'households' }],
    ['60张', null],
  ])('%s are heads as printed', (target, value) => {
    expect(headsOf(target)).toMatchObject({ value, certainty: 'printed' });
  });

  it.each([
    [['33,789人次'], 'headcount-not-persons'],
    [['≥50人'], 'headcount-lower-bound'],
    [['1055人交通补贴2881人'], 'headcount-several'],
    [['1240人', '5308人'], 'headcount-several'],
    [['1240人', ''], 'headcount-several'],
    [['230个'], 'unit-contradicts-value'],
  ])('%j are no heads', (targets, reason) => {
    expect(headsOf(...targets)).toMatchObject({ value: null, reason });
  });

  const ratesOf = (target: string, purpose = '按规定发放') =>
    readSheet(sheetWith({ purpose, indicators: [indicator('成本指标', '标准', target)] })).standard.rates;

  it.each([
    ['2.5元/月/人', '按规定发放', [{ amount: '2.50', per: 'month', each: 'person', label: '' }]],
    ['66元/人·月', '按规定发放', [{ amount: '66.00', per: 'month', each: 'person', label: '' }]],
    ['15000元/户/年', '按规定发放', [{ amount: '15000.00', per: 'year', each: 'household', label: '' }]],
    [
      '村150元/月/人；社区100元/月/人',
      '按规定发放',
      [
        { amount: '150.00', per: 'month', each: 'person', label: '村' },
        { amount: '100.00', per: 'month', each: 'person', label: '社区' },
      ],
    ],
    ['按国家标准', '每人每月120元，每月15日前发放', [{ amount: '120.00', per: 'month', each: 'person', label: '' }]],
    ['按国家标准', '每月每人中央93元', [{ amount: '93.00', per: 'month', each: 'person', label: '中央' }]],
    ['按国家标准', '一次性补助，18750元/人', [{ amount: '18750.00', per: 'once', each: 'person', label: '' }]],
    ['不低于上年标准', '按规定发放', []],
    ['≤45万元', '按规定发放', []],
  ])('a rate is read from %s and %s', (target, purpose, rates) => {
    expect(ratesOf(target, purpose).map(({ value }) => value)).toEqual(rates);
  });

  it.each([
    ['33元', '每人33元', 'rate-period-missing'],
    ['最高不超过500元/人/年', '按规定发放', 'rate-is-bound'],
    ['≤500元/人/年', '按规定发放', 'rate-is-bound'],
    ['按标准', '每人每265元', 'rate-period-missing'],
    ['60元/月/人', '每人每月66元', 'rate-differs'],
    ['按标准', '2024年每人每月60元，2025年每人每月66元', 'rate-differs'],
  ])('a rate is asked for by %s and %s', (target, purpose, reason) => {
    expect(ratesOf(target, purpose)[0]).toMatchObject({ value: null, reason });
  });

  const deadlineOf = (target: string, purpose = '按规定发放') =>
    readSheet(sheetWith({ purpose, indicators: [indicator('时效指标', '发放时间', target)] })).standard.deadline;

  it.each([
    ['每月15日前', { kind: 'monthly', day: 15 }],
    ['每月30日以前发放到位', { kind: 'monthly', day: 30 }],
    ['每月月底前', { kind: 'monthly', day: 31 }],
    ['每月10日前（2月29日所在月同）', { kind: 'monthly', day: 10 }],
    ['上半年完成', { kind: 'by-date', monthDay: '06-30' }],
    ['9月30日前', { kind: 'by-date', monthDay: '09-30' }],
    ['年底之前', { kind: 'by-date', monthDay: '12-31' }],
    ['及时拨付', { kind: 'unstated' }],
    ['每季度末', { kind: 'unstated' }],
    ['20251月份', { kind: 'unstated' }],
    ['2025628日', { kind: 'unstated' }],
    ['202511月15日前', { kind: 'unstated' }],
    ['2025年6月底', { kind: 'by-date', monthDay: '06-30' }],
  ])('%s is a deadline as printed', (target, value) => {
    expect(deadlineOf(target)).toMatchObject({ value, printed: target });
  });

  it.each([
    ['8月1日前完成', '按规定发放', 'deadline-before-day', ['07-31', '08-01']],
    ['次年1月底前', '按规定发放', 'deadline-of-another-year', []],
    ['2026年1月31日前', '按规定发放', 'deadline-of-another-year', []],
    ['9月份完成', '按规定发放', 'deadline-of-another-year', []],
    ['第三季度完成', '按规定发放', 'deadline-of-another-year', []],
    ['上半年、下半年各一次', '按规定发放', 'deadline-several', ['06-30', '12-31']],
    ['6月底前、12月底前各发放一次', '按规定发放', 'deadline-several', ['06-30', '12-31']],
    ['每月10日前', '每月15日前发放', 'deadline-several', ['每月10日前', '每月15日前发放']],
  ])('%s is asked back', (target, purpose, reason, readings) => {
    expect(deadlineOf(target, purpose)).toMatchObject({ value: null, reason, readings });
  });
});

describe('indicators', () => {
  const indicatorsOf = (rows: readonly (readonly string[])[]) =>
    readBlocks(withIndicatorRows(rows)).programmes[0]!.indicators.map(({ level1, level2, level3, target }) =>
      [level1, level2, level3, target].join('/'),
    );

  it('join sign, value and unit where the table splits them', () => {
    const head = ['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '', '', '指标值确定依据'];
    expect(
      indicatorsOf([
        head,
        ['', '', '', '', '符号', '值', '单位（文字描述）', ''],
        ['产出指标', '质量指标', '率', '比率', '≥', '98', '%(百分比)', '文件'],
        ['', '成本指标', '金额', '总额', '≤', '28.8万元', '%', '文件'],
        ['', '时效指标', '时间', '按时', '定性', '及时', '', '文件'],
      ]),
    ).toEqual(['产出指标/质量指标/率/≥98%(百分比)', '产出指标/成本指标/金额/≤28.8万元', '产出指标/时效指标/时间/及时']);
  });

  it('are told where the unit in the value is not the one of the column', () => {
    const head = ['一级指标', '二级指标', '三级指标', '指标值', '计量单位'];
    expect(
      reasonsOf(
        readBlocks(
          withIndicatorRows([
            head,
            ['产出指标', '成本指标', '金额', '28.8万元', '%'],
            ['', '质量指标', '率', '98%', '%'],
          ]),
        ),
      ),
    ).toEqual(['unit-contradicts-value']);
  });

  it('are those of the year, not of the whole life', () => {
    expect(
      indicatorsOf([
        ['一级指标', '二级指标', '三级指标', '指标值（长期）', '指标值（年度）'],
        ['产出指标', '数量指标', '人数', '500人', '100人'],
      ]),
    ).toEqual(['产出指标/数量指标/人数/100人']);
  });

  it('are not what a form leaves behind', () => {
    expect(
      indicatorsOf([
        INDICATOR_HEAD,
        ['产出指标', '数量指标', '人数', '', '100人', ''],
        ['', '', '指标2：……', '', '', ''],
        ['', '质量指标', '指标1：', '', '', ''],
        ['', '', '……', '', '', ''],
      ]),
    ).toEqual(['产出指标/数量指标/人数/100人']);
  });

  it('go on over a page with the head printed again', () => {
    const blocks = withIndicatorRows([INDICATOR_HEAD, ['产出指标', '数量指标', '人数', '', '100人', '']]);
    const at = blocks.findIndex((block) => typeof block !== 'string' && block[0]?.[0] === INDICATOR_HEAD[0]);
    blocks.splice(at + 1, 0, '- 12 -', '续表', [
      INDICATOR_HEAD,
      ['效益指标', '社会效益指标', '知晓率', '', '≥90%', ''],
    ]);
    const { indicators } = readBlocks(blocks).programmes[0]!;
    expect(indicators.map(({ level3 }) => level3)).toEqual(['人数', '知晓率']);
  });

  it('of a row of another shape are asked for, with all that is merged down from it', () => {
    const draft = readBlocks(
      withIndicatorRows([
        INDICATOR_HEAD,
        ['产出指标', '数量指标', '100人'],
        ['', '质量指标', '率', '', '100%', ''],
        ['效益指标', '社会效益指标', '知晓率', '', '≥90%', ''],
      ]),
    );
    expect(draft.programmes[0]!.indicators.map(({ level3 }) => level3)).toEqual(['知晓率']);
    expect(reasonsOf(draft)).toEqual(['row-shape']);
  });
});

describe('the paper around the programmes', () => {
  it('lists its contents without being read twice', () => {
    const blocks = blocksOf(paperWith([sheetWith()], '12.00万元'));
    blocks.splice(3, 0, '目录', '1.村级水管员补贴绩效目标表19');
    expect(readBlocks(blocks).programmes).toHaveLength(1);
  });

  it('names its unit in several shapes', () => {
    const unitOf = (unit: string) => {
      const { code, name } = readSheet(sheetWith({ unit })).unit;
      return [code.value, name.value];
    };
    expect(unitOf('501001临水县水务局本级')).toEqual(['501001', '临水县水务局本级']);
    expect(unitOf('501001-临水县水务局')).toEqual(['501001', '临水县水务局']);
    expect(unitOf('[501001]临水县水务局')).toEqual(['501001', '临水县水务局']);
    expect(unitOf('920临水县水务局机关')).toEqual(['920', '临水县水务局机关']);
    expect(unitOf('临水县水务局')).toEqual([null, '临水县水务局']);
  });

  it('keeps codes as they are and asks for those that are none', () => {
    const codeOf = (code: string) => readSheet(sheetWith({ code })).code;
    expect(codeOf('88010125OIWGL0000A0O1I').value).toBeNull();
    expect(codeOf('88010125OIWGL0000A0O1').value).toBe('88010125OIWGL0000A0O1');
    expect(codeOf('88010125R000000019951').value).toBe('88010125R000000019951');
    expect(codeOf('88010125R000000019951-工资性支出').value).toBe('88010125R000000019951');
    expect(codeOf('88010125swgl0000a0001')).toMatchObject({ value: null, readings: ['88010125SWGL0000A0001'] });
    expect(codeOf('')).toMatchObject({ value: null, reason: 'code-missing' });
  });

  it('tells years that differ, and takes its own from the title', () => {
    const draft = readPrinted(
      paperWith(
        [sheetWith({ code: '88010124SWGL0000A0001', goals: ['2024年1月1日至2024年12月31日完成'] })],
        '12.00万元',
      ),
    );
    expect(draft.fiscalYear.value).toBe(2025);
    expect(draft.flags.map(({ reason, field }) => `${reason} ${field}`)).toEqual([
      'year-differs code',
      'year-differs goals',
    ]);
  });

  it('is one programme where it prints one twice', () => {
    const twice = readPrinted(paperWith([sheetWith(), sheetWith()], '12.00万元'));
    expect(twice.programmes).toHaveLength(1);
    expect(twice.reconciliation.verdict).toBe('ties');
    const differently = readPrinted(paperWith([sheetWith(), sheetWith({ amount: '11.70' })], '12.00万元'));
    expect(differently.programmes[0]?.amount).toMatchObject({
      value: null,
      reason: 'printed-twice-differently',
      readings: ['12.00', '11.70'],
    });
    const oneCode = readPrinted(paperWith([sheetWith(), sheetWith({ name: '另一项目' })], '24.00万元'));
    expect(oneCode.programmes.map(({ code }) => code.reason)).toEqual(['code-printed-twice', 'code-printed-twice']);
  });

  it('is asked about a heading without a table, and a number printed twice', () => {
    const blocks = blocksOf(
      paperWith(
        [sheetWith(), sheetWith({ code: '88010125SWGL0000A0002', heading: '1.村级水管员补贴绩效目标表' })],
        '24.00万元',
      ),
    );
    blocks.splice(-1, 0, '3.另一项目绩效目标表', '详见附件');
    expect(reasonsOf(readBlocks(blocks))).toEqual(['heading-number-repeated', 'heading-without-table']);
  });

  it('may use old characters, and begin lines with marks of a conversion', () => {
    const text = asText(blocksOf(paperWith([sheetWith({ amount: '[bookmark: _GoBack]12.00' })], '12.00万元')))
      .replace('项目编码', '項目編碼')
      .replace('项目名称', '項目名稱')
      .replace('预算数', '預算數')
      .replace('1.村级', '[bookmark: _Toc1]1.村级');
    const [programme] = readText(text).programmes;
    expect(programme).toMatchObject({
      amount: { value: '120000.00', printed: '[bookmark: _GoBack]12.00' },
      name: { value: '村级水管员补贴' },
    });
  });

  it('may have a page turned inside a cell or an empty paragraph in it', () => {
    const text = asText(
      blocksOf(
        paperWith(
          [
            sheetWith({ goals: ['1.甲', '2.乙', '', '3.预算数99.00万元'] }),
            sheetWith({ code: '88010125SWGL0000A0002', amount: '3.00' }),
          ],
          '15.00万元',
        ),
      ),
    )
      .replace('\t3月底', '- 12 -\n\t3月底')
      .replace('\t6月底', '江南省临水县水务局\n\t6月底');
    const draft = readText(text);
    expect(draft.programmes.map(({ amount, plan }) => [amount.value, plan.outcome])).toEqual([
      ['120000.00', 'read'],
      ['30000.00', 'read'],
    ]);
  });

  it('may have a heading glued to the last cell in front of it', () => {
    const sheets = [sheetWith(), sheetWith({ code: '88010125SWGL0000A0002', name: '乙', amount: '3.00' })];
    const text = asText(blocksOf(paperWith(sheets, '15.00万元'))).replace('\n\n\n2.乙绩效目标表', '\n2.乙绩效目标表');
    const [first, second] = readText(text).programmes;
    expect(first?.indicators.at(-1)?.basis).toBe('工作需要');
    expect(second).toMatchObject({ heading: { printed: '2.乙绩效目标表' }, amount: { value: '30000.00' } });
  });

  it('names its bureau before the year, above it or behind it', () => {
    const bureauOf = (...title: string[]) =>
      readBlocks([...title, ...blocksOf(paperWith([sheetWith()], '12.00万元')).slice(2)]).bureau.value;
    expect(bureauOf('临水县水务局2025年部门预算公开')).toBe('临水县水务局');
    expect(bureauOf('附件1', '临水县水务局', '2025年部门预算公开')).toBe('临水县水务局');
    expect(bureauOf('2025年临水县水务局部门预算公开')).toBe('临水县水务局');
  });

  it('may print one row a line', () => {
    const rows = blocksOf(paperWith([sheetWith({ goals: ['1.甲'] })], '12.00万元'))
      .map((block) =>
        typeof block === 'string' ? `${block}\n` : `${block.map((row) => row.join('\t')).join('\n')}\n\n`,
      )
      .join('');
    expect(readText(rows).programmes.map(({ amount, indicators }) => [amount.value, indicators.length])).toEqual([
      ['120000.00', 4],
    ]);
  });
});

describe('one wide table for all programmes', () => {
  const HEAD = ['单位名称', '项目编码', '项目名称', '预算数', '一级指标', '二级指标', '三级指标', '指标值'];
  const rows = [
    ['临水县水务局', '', '', '20.00', '', '', '', ''],
    ['501001临水县水务局本级', '88010125SWGL0000A0001', '甲', '12.00', '产出指标', '数量指标', '人数', '100人'],
    ['', '', '', '', '', '成本指标', '标准', '10元/人/年'],
    ['', '88010125SWGL0000A0002', '乙', '8.00', '产出指标', '数量指标', '户数', '20户'],
  ];
  const title = ['江南省临水县水务局', '2025年部门预算公开', '项目绩效目标表'];

  it.each<readonly [string, readonly PrintedBlock[]]>([
    ['on one page', [...title, [['单位：万元'], HEAD, ...rows]]],
    [
      'on two, with its head again',
      [...title, [['单位：万元'], HEAD, ...rows.slice(0, 3)], '- 2 -', [HEAD, ...rows.slice(3)]],
    ],
  ])('is read down its merged cells %s', (_where, blocks) => {
    const { programmes, reconciliation } = readBlocks(blocks);
    expect(
      programmes.map(({ code, name, unit, amount, indicators }) => [
        code.value,
        name.value,
        unit.code.value,
        amount.value,
        indicators.map(({ target }) => target),
      ]),
    ).toEqual([
      ['88010125SWGL0000A0001', '甲', '501001', '120000.00', ['100人', '10元/人/年']],
      ['88010125SWGL0000A0002', '乙', '501001', '80000.00', ['20户']],
    ]);
    expect(reconciliation).toMatchObject({ verdict: 'ties', sum: '200000.00' });
  });
});

describe('what the paper declares', () => {
  const verdictOf = (declared: string, ...amounts: string[]) =>
    readPrinted(
      paperWith(
        amounts.map((amount, at) => sheetWith({ amount, code: `88010125SWGL0000A000${at}`, name: `项目${at}` })),
        declared,
      ),
    ).reconciliation;

  it('ties, ties but for rounding, or does not', () => {
    expect(verdictOf('15.33万元', '12.00', '3.33').verdict).toBe('ties');
    expect(verdictOf('15.34万元', '12.00', '3.33')).toMatchObject({ verdict: 'rounding', difference: '-100.00' });
    expect(verdictOf('12.02万元', '12.00')).toMatchObject({ verdict: 'differs', difference: '-200.00' });
  });

  it('explains a difference by the only set of programmes that makes it up', () => {
    expect(verdictOf('15.00万元', '12.00', '3.00', '1.50', '0.70')).toMatchObject({
      verdict: 'explained',
      explainedBy: [3, 4],
    });
    expect(verdictOf('15.00万元', '12.00', '3.00', '2.00', '2.00')).toMatchObject({
      verdict: 'explained',
      explainedBy: [3, 4],
    });
    expect(verdictOf('12.00万元', '10.00', '2.00', '2.00')).toMatchObject({ verdict: 'differs', explainedBy: [] });
  });

  it('asks for the amounts of a table whose unit would make it wrong ten thousand times', () => {
    const wrong = sheetWith({ moneyUnit: '单位：元', amount: '12.00' });
    const draft = readPrinted(
      paperWith([wrong, sheetWith({ code: '88010125SWGL0000A0002', amount: '3.33' })], '15.33万元'),
    );
    expect(draft.programmes.map(({ amount }) => amount.reason)).toEqual(['unit-of-money-contradicts-total', null]);
  });

  it('is of its own year, and no comparison', () => {
    const paper = paperWith([sheetWith()], '12.00万元');
    const narrative = [...paper.narrative, '较上年增加3.00万元，其中项目支出5.00万元。2024年项目支出9.00万元。'];
    expect(
      readPrinted({ ...paper, narrative }).declaredTotals.map(({ label, amount }) => [label, amount.value]),
    ).toEqual([['项目支出', '120000.00']]);
  });

  it('is asked for where it is printed twice and differs', () => {
    const paper = paperWith([sheetWith()], '12.00万元');
    const [total] = readPrinted({ ...paper, narrative: [...paper.narrative, '项目支出13.00万元'] }).declaredTotals;
    expect(total?.amount).toMatchObject({ value: null, reason: 'total-printed-twice-differently' });
  });

  it('may stand in a table of two sides, in the unit of that table', () => {
    const blocks = blocksOf(paperWith([sheetWith()], ''));
    blocks.splice(4, 0, [
      ['', '', '', '单位：元'],
      ['项目', '预算数', '项目', '预算数'],
      ['一、一般公共预算', '200,000.00', '基本支出', '80,000.00'],
      ['', '', '项目支出', '120,000.00'],
      ['收入总计', '200,000.00', '支出总计', '200,000.00'],
    ]);
    const { declaredTotals, reconciliation } = readBlocks(blocks);
    expect(declaredTotals.map(({ label, amount }) => `${label} ${amount.value}`)).toEqual([
      '基本支出 80000.00',
      '项目支出 120000.00',
      '收入预算总额 200000.00',
      '支出预算总额 200000.00',
    ]);
    expect(reconciliation).toMatchObject({ verdict: 'ties', checks: [{ holds: true }, { holds: true }] });
  });
});

describe('a wide table whose head has two rows', () => {
  const title = ['江南省临水县水务局', '2025年部门预算公开', '项目绩效目标表'];
  const first = ['单位名称', '项目编码', '项目名称', '项目资金（万元）', '资金支出计划（%）', '绩效目标', '绩效指标'];
  const second = [
    '',
    '',
    '',
    '总额',
    '财政拨款',
    '3月底',
    '6月底',
    '10月底',
    '12月底',
    '',
    '一级指标',
    '二级指标',
    '三级指标',
    '指标值',
  ];
  const rows = [
    [
      '501001临水县水务局',
      '88010125SWGL0000A0001',
      '甲',
      '12.00',
      '12.00',
      '25',
      '50',
      '75',
      '100',
      '目标',
      '产出指标',
      '数量指标',
      '人数',
      '100人',
    ],
    ['', '', '', '', '', '', '', '', '', '', '', '成本指标', '标准', '10元/人/年'],
    [
      '501001临水县水务局',
      '88010125SWGL0000A0002',
      '乙',
      '8.00',
      '8.00',
      '',
      '',
      '',
      '100',
      '目标',
      '产出指标',
      '数量指标',
      '户数',
      '20户',
    ],
    ['合计', '', '', '20.00', '20.00', '', '', '', '', '', '', '', '', ''],
  ];

  it('has each column under what stands over it', () => {
    const { programmes, reconciliation } = readBlocks([...title, [first, second, ...rows]]);
    expect(
      programmes.map(({ amount, fiscalFunds, plan, indicators }) => [
        amount.value,
        fiscalFunds?.value,
        plan.cells.map(({ cumulativePercent }) => cumulativePercent),
        indicators.length,
      ]),
    ).toEqual([
      ['120000.00', '120000.00', ['25.00', '50.00', '75.00', '100.00'], 2],
      ['80000.00', '80000.00', [null, null, null, '100.00'], 1],
    ]);
    expect(reconciliation.verdict).toBe('ties');
  });

  it('is not read where its rows do not come out even', () => {
    const read = () => readBlocks([...title, [first, second.slice(0, -4), ...rows]]);
    expect(read).toThrow('paper-without-programme-tables');
  });
});

describe('what a conversion leaves around the text', () => {
  it('is no title: properties of the file, contents with references to pages', () => {
    const blocks = blocksOf(paperWith([sheetWith()], '12.00万元'));
    const properties = [
      'Content-Type: application/msword',
      'Author: x',
      ...Array.from({ length: 9 }, (_, at) => `cp:revision-${at}: 1`),
    ];
    blocks.splice(
      2,
      0,
      '目录',
      '第一部分 部门职责 PAGEREF _Toc25831 h 3',
      '1.村级水管员补贴绩效目标表 PAGEREF _Toc25832 \\h 19',
    );
    const draft = readBlocks([...properties, ...blocks]);
    expect([draft.fiscalYear.value, draft.bureau.value, draft.programmes.length, draft.flags.length]).toEqual([
      2025,
      '江南省临水县水务局',
      1,
      0,
    ]);
  });

  it('tells a later batch, which may be a supplement', () => {
    expect(reasonsOf(readPrinted(paperWith([sheetWith({ name: '中央水利资金（第二批）' })], '12.00万元')))).toEqual([
      'later-batch',
    ]);
  });
});

/** Looked at again from every character, two hundred thousand of them take minutes; once, well under a second. */
const HELD_MS = 30_000;

describe('a paper made to keep a reader busy', () => {
  it.each([
    ['a name without end', { name: '财'.repeat(200_000) }],
    ['an amount without end', { amount: `${'1'.repeat(200_000)} x` }],
    ['blanks without end', { amount: `1${' '.repeat(200_000)}x` }],
    ['a sentence without end', { purpose: '每人每'.repeat(60_000) }],
    ['marks that never close', { purpose: '[bookmark: '.repeat(30_000) }],
  ])('with %s does not hold the reader, and is not understood wrong', (_what, sheet) => {
    const before = performance.now();
    readSheet(sheetWith(sheet));
    expect(performance.now() - before).toBeLessThan(HELD_MS);
  });

  it('with forty programmes that cannot make up a difference is given up on', () => {
    const sheets = Array.from({ length: 40 }, (_, at) =>
      sheetWith({ code: `88010125SWGL0000A00${10 + at}`, name: `项目${at}`, amount: `${2 * at + 2}.00` }),
    );
    expect(readPrinted(paperWith(sheets, '701.00万元')).reconciliation.verdict).toBe('differs');
  });
});
