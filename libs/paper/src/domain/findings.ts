import { divideHalfUp, fen, formatYuanGrouped, sumFen, type Fen, type RatePeriod } from '@bofu/kernel';
import type { IndicatorDraft, PaperDraft, ProgrammeDraft } from './draft';
import type { Finding } from './finding';
import { nameInHeading } from './paper-kind';
import { folded, paragraphsOf, seen, tablesOf, type PaperText, type Place } from './paper-text';
import { decimalIn } from './printed-amount';

type Draft = Omit<PaperDraft, 'findings'>;
type Found = Omit<Finding, 'number'>;

const PERIODS: Record<RatePeriod, bigint | null> = {
  month: 12n,
  quarter: 4n,
  'half-year': 2n,
  year: 1n,
  once: 1n,
  // How many days are paid is nobody's knowledge here.
  day: null,
};

/** Up to here a gap is the printing's, to 0.01 万元. */
const ROUNDING: Fen = fen(5_000n);
const yuan = (amount: bigint): string => `${formatYuanGrouped(amount)} 元`;
const list = (sequences: readonly number[]): string => sequences.map((each) => `第 ${each} 项`).join('、');

/** What one can see in the paper before booking it, each with its place. Numbers are those of docs/how-to/read-a-paper.md. */
export function findingsIn(draft: Draft, paper: PaperText): Finding[] {
  const rules: readonly (readonly [string, (draft: Draft, paper: PaperText) => readonly Found[]])[] = [
    ['F-01', controlTotal],
    ['F-02', unknownUnits],
    ['F-03', underFunded],
    ['F-05', overFunded],
    ['F-06', roundedGaps],
    ['F-07', implausiblePerHead],
    ['F-08', sameTableTwice],
    ['F-09', checkpointBehindTheYear],
    ['F-10', headsWithoutRate],
    ['F-11', blankCells],
    ['F-12', deadlineBeforePlan],
    ['F-13', planBeforeDeadline],
    ['F-14', planAgainstFlow],
    ['F-15', narrativeAgainstIndicator],
    ['F-16', deadlineWordings],
    ['F-17', monthsBelowAll],
    ['F-18', wrongWayTargets],
    ['F-19', purchaseWithoutProcurement],
    ['F-20', samePeopleAcross],
    ['F-21', documentNumberShapes],
    ['F-22', textErrors],
    ['F-24', cannotBeScored],
    ['F-25', unitCutShort],
    ['F-26', fenLeftOver],
    ['F-27', concentration],
    ['F-28', rushOfComparison],
    ['F-30', officeIsNoLevel],
  ];
  return rules.flatMap(([number, rule]) => rule(draft, paper).map((found) => ({ number, ...found })));
}

const of = (programme: ProgrammeDraft, sentence: string, place: Place | null = programme.amount.place): Found => ({
  sentence,
  sequences: [programme.sequence],
  place,
});

function controlTotal(draft: Draft): Found[] {
  const broken = draft.reconciliation.checks.filter(({ holds }) => !holds);
  return [
    ...programmesAgainstTotal(draft),
    ...broken.map(({ sentence, difference }) => ({
      sentence: `${sentence} 不成立，相差 ${yuan(difference)}`,
      sequences: [],
      place: null,
    })),
  ];
}

function programmesAgainstTotal({ reconciliation, programmes }: Draft): Found[] {
  const { verdict, declared, sum, difference, explainedBy } = reconciliation;
  if (!declared || sum === null || difference === null || verdict === 'ties') return [];
  const parts = programmes
    .filter(({ sequence }) => explainedBy.includes(sequence))
    .map(({ sequence, amount }) => `第 ${sequence} 项 ${amount.printed}`);
  const why: Record<string, string> = {
    rounding: '属尾差',
    explained: `恰等于${parts.join(' + ')}，且只有这一种组合：这些项目不在该合计之内，请核实预算类型`,
    differs: '没有唯一的项目组合能够说明',
  };
  return [
    {
      sentence: `项目合计 ${yuan(sum)}，${declared.label} ${yuan(declared.amount.value ?? 0n)}，相差 ${yuan(difference)}：${why[verdict] ?? ''}`,
      sequences: explainedBy,
      place: declared.amount.place,
    },
  ];
}

/** Units that programmes are of, and the table of the bureau's units does not name. */
function unknownUnits({ programmes }: Draft, paper: PaperText): Found[] {
  const table = tablesOf(paper).find(({ rows }) =>
    rows.some((row) => row.some(({ text }) => folded(text) === '单位名称') && row.length >= 3),
  );
  const head = table?.rows.findIndex((row) => row.some(({ text }) => folded(text) === '单位名称')) ?? -1;
  const at = table?.rows[head]?.findIndex(({ text }) => folded(text) === '单位名称') ?? -1;
  if (!table || at < 0) return [];
  const names = table.rows
    .slice(head + 1)
    .map((row) => folded(row[at]?.text ?? ''))
    .filter((name) => name !== '');
  const bare = (name: string) => folded(name).replace(/(?:本级|机关)$/, '');
  const unknown = programmes.filter(({ unitName }) => unitName.value !== null && !names.includes(bare(unitName.value)));
  return [...new Set(unknown.map(({ unitName }) => unitName.value ?? ''))].map((name) => {
    const ofUnit = unknown.filter(({ unitName }) => unitName.value === name);
    return {
      sentence: `单位“${name}”不在部门机构设置表之中`,
      sequences: ofUnit.map(({ sequence }) => sequence),
      place: ofUnit[0]!.unitName.place,
    };
  });
}

interface Need {
  readonly programme: ProgrammeDraft;
  readonly formula: string;
  readonly need: Fen;
  readonly gap: Fen;
}

/** 标准 × 人数 × 期数 against the amount, where one rate and one number of heads are certain. */
function needsOf({ programmes }: Draft): Need[] {
  return programmes.flatMap((programme): Need[] => {
    const { amount, headcount, rates } = programme;
    const [rate] = rates;
    if (rates.length !== 1 || !rate || amount.value === null || headcount.value === null) return [];
    const said = rate.value ?? onceSaid(rate.readings, rate.reason);
    const periods = said && PERIODS[said.per];
    if (!said || periods === null) return [];
    const need = fen(said.amount * BigInt(headcount.value.count) * (periods ?? 1n));
    const formula = `${formatYuanGrouped(said.amount)} × ${headcount.value.count}${periods === 1n ? '' : ` × ${periods}`}`;
    return [{ programme, formula, need, gap: fen(amount.value - need) }];
  });
}

/** 每人33元 without a period, taken as paid once: only for this comparison. */
function onceSaid(readings: readonly string[], reason: string | null): { amount: Fen; per: RatePeriod } | null {
  const decimal = reason === 'rate-period-missing' ? decimalIn(readings[0]?.split('元')[0] ?? '') : null;
  return decimal && decimal.places <= 2
    ? { amount: fen((decimal.digits * 100n) / 10n ** BigInt(decimal.places)), per: 'once' }
    : null;
}

const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const gapSentence = ({ formula, need, programme, gap }: Need, word: string): Found =>
  of(
    programme,
    `${formula} = ${yuan(need)}，预算 ${yuan(programme.amount.value ?? 0n)}，${word} ${yuan(absolute(gap))}`,
  );

const underFunded = (draft: Draft): Found[] =>
  needsOf(draft)
    .filter(({ gap }) => gap < -ROUNDING)
    .map((need) => gapSentence(need, '不足'));
const overFunded = (draft: Draft): Found[] =>
  needsOf(draft)
    .filter(({ gap }) => gap > ROUNDING)
    .map((need) => gapSentence(need, '多出'));
const roundedGaps = (draft: Draft): Found[] =>
  needsOf(draft)
    .filter(({ gap }) => gap !== 0n && absolute(gap) <= ROUNDING)
    .map((need) => gapSentence(need, '尾差'));

const perHead = ({ amount, headcount, rates }: ProgrammeDraft): Fen | null =>
  amount.value === null || headcount.value === null || headcount.value.count === 0 || rates.length > 0
    ? null
    : fen(divideHalfUp(amount.value, BigInt(headcount.value.count)));

const implausiblePerHead = ({ programmes }: Draft): Found[] =>
  programmes.flatMap((programme) => {
    const each = perHead(programme);
    return each !== null && each < 100n
      ? [
          of(
            programme,
            `每人每年不到 1 元：${programme.amount.printed} ÷ ${programme.headcount.value?.count}，请核实单位、人数或是否只是其中一部分`,
          ),
        ]
      : [];
  });

const headsWithoutRate = ({ programmes }: Draft): Found[] =>
  programmes.flatMap((programme) => {
    const each = perHead(programme);
    return each !== null && each >= 100n
      ? [of(programme, `列有人数而未列标准；平均每人每年 ${yuan(each)}`, programme.headcount.place)]
      : [];
  });

/** One roll of people under two programmes with the same indicators. */
function sameTableTwice({ programmes }: Draft): Found[] {
  const keyed = programmes
    .filter(({ headcount }) => headcount.value !== null)
    .map((programme) => ({
      programme,
      key: `${programme.headcount.value?.count} ${programme.indicators.map(({ level3 }) => level3).join()}`,
    }));
  return repeatedBy(keyed).map((same) => ({
    sentence: `${list(same.map(({ sequence }) => sequence))}人数相同、指标相同：请核实是否为同一批人，有无重复发放`,
    sequences: same.map(({ sequence }) => sequence),
    place: same[0]!.headcount.place,
  }));
}

function repeatedBy(keyed: readonly { programme: ProgrammeDraft; key: string }[]): ProgrammeDraft[][] {
  return [...new Set(keyed.map(({ key }) => key))]
    .map((key) => keyed.filter((each) => each.key === key).map(({ programme }) => programme))
    .filter((same) => same.length > 1);
}

const monthOf = (day: string): number => Number(day.slice(5, 7));

function checkpointBehindTheYear({ programmes }: Draft): Found[] {
  const behind = programmes.flatMap(({ plan, sequence }) => {
    const cell =
      plan.outcome === 'read'
        ? plan.cells.find(
            ({ on, share }) =>
              on !== null &&
              share.value !== null &&
              share.value > 0 &&
              share.value < 10_000 &&
              (monthOf(on) * 10_000) / 12 - share.value >= 500,
          )
        : undefined;
    return cell ? [{ sequence, cell }] : [];
  });
  return [...new Set(behind.map(({ cell }) => `${cell.label} ${(cell.share.value ?? 0) / 100}%`))].map((said) => {
    const same = behind.filter(({ cell }) => `${cell.label} ${(cell.share.value ?? 0) / 100}%` === said);
    return {
      sentence: `计划 ${said}，低于序时进度：按月发放的项目漏发一个月也看不出落后`,
      sequences: same.map(({ sequence }) => sequence),
      place: same[0]!.cell.share.place,
    };
  });
}

const blankCells = ({ programmes }: Draft): Found[] =>
  programmes.flatMap((programme) => {
    const blank = programme.plan.cells.filter(({ share }) => share.certainty === 'printed' && share.value === null);
    return blank.length > 0
      ? [
          of(
            programme,
            `计划有空白：${blank.map(({ label }) => label).join('、')}，空白不是 0，按空白登记`,
            blank[0]!.share.place,
          ),
        ]
      : [];
  });

function dueAgainstPlan({ programmes }: Draft) {
  return programmes.flatMap((programme) => {
    const { deadline, plan } = programme;
    if (deadline.value?.kind !== 'by-date' || plan.outcome !== 'read') return [];
    const due = deadline.value.monthDay;
    const filled = plan.cells.filter(({ share }) => share.value !== null);
    const atDue = filled.filter(({ on }) => (on ?? '').slice(5) <= due).at(-1);
    const whole = filled.find(({ share }) => share.value === 10_000);
    return [{ programme, due, atDue, whole }];
  });
}

const deadlineBeforePlan = (draft: Draft): Found[] =>
  dueAgainstPlan(draft)
    .filter(({ due, whole }) => whole?.on !== undefined && (whole.on ?? '').slice(5) > due)
    .map(({ programme, due, atDue }) =>
      of(
        programme,
        `时限 ${due} 以前完成（“${programme.deadline.printed}”），而计划到这一天只到 ${(atDue?.share.value ?? 0) / 100}%`,
        programme.deadline.place,
      ),
    );

const planBeforeDeadline = (draft: Draft): Found[] =>
  dueAgainstPlan(draft)
    .filter(({ due, whole }) => whole?.on && Number(due.slice(0, 2)) - monthOf(whole.on) >= 3)
    .map(({ programme, due, whole }) =>
      of(
        programme,
        `计划 ${whole?.label} 即达 100%，而时限为 ${due}（“${programme.deadline.printed}”）`,
        programme.deadline.place,
      ),
    );

const PURCHASE = /配备|购置|采购|购买/;

function planAgainstFlow({ programmes }: Draft): Found[] {
  return programmes.flatMap((programme) => {
    const { plan, indicators, name } = programme;
    if (plan.outcome !== 'read') return [];
    const words = folded(
      indicators
        .filter(({ level2 }) => /时效/.test(level2))
        .map(({ target }) => target)
        .join('；'),
    );
    const even = plan.cells.map(({ share }) => share.value).join() === '2500,5000,7500,10000';
    if (/季度末/.test(words) && !plan.cells.some(({ on }) => on?.endsWith('09-30')))
      return [of(programme, '时限为每季度末，而计划没有 9 月底这一时点', programme.deadline.place)];
    if (even && /按月.*按年|按年.*按月/.test(words))
      return [of(programme, '按月与按年的支付合在一个均匀计划之中', programme.deadline.place)];
    if (even && PURCHASE.test(folded(name.value ?? '')))
      return [of(programme, '一次性购置，而计划按季均匀', plan.cells[0]!.share.place)];
    return [];
  });
}

const COUNTED = /(\p{Script=Han}{4})(?:人数)?(?:达到|达|不少于|超过|为|约)?(\d+)(人|户)/gu;

function narrativeAgainstIndicator({ programmes }: Draft, paper: PaperText): Found[] {
  const indicators = programmes.flatMap(({ sequence, indicators: own }) =>
    own.map((indicator) => ({ sequence, indicator })),
  );
  return paragraphsOf(paper).flatMap(({ text, place }) =>
    [...folded(text).matchAll(COUNTED)].flatMap(([said, words = '', count = '', unit = '']) => {
      const same = indicators.filter(
        ({ indicator: { level3, target } }) =>
          folded(level3).includes(words) && new RegExp(`^[≥=]?\\d+${unit}$`).test(folded(target)),
      );
      const other = same.find(({ indicator }) => !folded(indicator.target).includes(count));
      return other
        ? [
            {
              sentence: `正文“${said}”，而指标“${other.indicator.level3}”为 ${other.indicator.target}`,
              sequences: [other.sequence],
              place,
            },
          ]
        : [];
    }),
  );
}

const timely = ({ indicators }: ProgrammeDraft): IndicatorDraft[] =>
  indicators.filter(({ level2 }) => /时效/.test(level2));

function deadlineWordings({ programmes }: Draft): Found[] {
  const said = programmes.flatMap((programme) =>
    timely(programme).flatMap(({ target, description, place }) => {
      const words =
        /\d{1,2}(?:日|号)(?:以前|之前|前)|月底前|月末前/.exec(folded(target)) ??
        /\d{1,2}(?:日|号)(?:以前|之前|前)/.exec(folded(description));
      return words ? [{ words: words[0], sequence: programme.sequence, place }] : [];
    }),
  );
  const wordings = [...new Set(said.map(({ words }) => words))].filter((words) => /^(?:30|31|28|29)|月/.test(words));
  if (wordings.length < 2) return [];
  const concerned = said.filter(({ words }) => wordings.includes(words));
  return [
    {
      sentence: `月末时限有几种写法：${wordings.join('、')}；二月没有 30 日`,
      sequences: [...new Set(concerned.map(({ sequence }) => sequence))],
      place: concerned[0]!.place,
    },
  ];
}

const eachIndicator = ({ programmes }: Draft, found: (indicator: IndicatorDraft) => string | null): Found[] =>
  programmes.flatMap((programme) =>
    programme.indicators.flatMap((indicator) => {
      const sentence = found(indicator);
      return sentence === null ? [] : [of(programme, sentence, indicator.place)];
    }),
  );

const monthsBelowAll = (draft: Draft): Found[] =>
  eachIndicator(draft, ({ description, target }) => {
    const share = /^≥(\d+)(?:%|百分)/.exec(folded(target))?.[1];
    return /月数|月份/.test(description) && share !== undefined && Number(share) < 100
      ? `按月数计算而目标为“${target}”：允许一年中有月份不发`
      : null;
  });

const wrongWayTargets = (draft: Draft): Found[] =>
  eachIndicator(draft, ({ level1, level2, level3, target }) => {
    const plain = folded(target);
    if (/^≤100(?:%|百分)/.test(plain)) return `“${level3}”为“${target}”：0 也算完成`;
    if (/^≥100(?:%|百分)/.test(plain) && /满意/.test(level1 + level2 + level3))
      return `“${level3}”为“${target}”：满意度不可能超过`;
    if (/^≥/.test(plain) && /成本/.test(level2)) return `成本指标“${level3}”为“${target}”：成本越高越好`;
    if (/数量/.test(level2) && /率$/.test(level3)) return `数量指标“${level3}”是比率`;
    return null;
  });

function purchaseWithoutProcurement({ programmes }: Draft, paper: PaperText): Found[] {
  const none = paragraphsOf(paper).find(({ text }) => /无政府采购预算|没有政府采购预算/.test(folded(text)));
  if (!none) return [];
  return programmes
    .filter(({ name }) => PURCHASE.test(folded(name.value ?? '')))
    .map((programme) => of(programme, '属购置，而本文写明无政府采购预算', programme.name.place));
}

/** People who may stand on the rolls of several programmes of one kind. */
function samePeopleAcross({ programmes }: Draft): Found[] {
  const keyed = programmes.flatMap((programme) => {
    const plain = folded(programme.purpose?.printed ?? '');
    const [rate] = programme.rates;
    const said = rate?.value ? String(rate.value.amount) : rate?.readings[0];
    return /代缴|缴费补贴/.test(plain) && said ? [{ programme, key: said }] : [];
  });
  return repeatedBy(keyed).map((same) => ({
    sentence: `${list(same.map(({ sequence }) => sequence))}按同一标准补贴不同身份的人，一人可有几种身份：请核实有无重复`,
    sequences: same.map(({ sequence }) => sequence),
    place: same[0]!.name.place,
  }));
}

const documentNumberShapes = ({ programmes }: Draft): Found[] =>
  programmes.flatMap((programme) => {
    const { documentNumber, documentNumberNormalized } = programme;
    return documentNumber.value !== null &&
      documentNumberNormalized !== null &&
      documentNumber.value !== documentNumberNormalized
      ? [
          of(
            programme,
            `文号写作“${documentNumber.value}”，规范写法为“${documentNumberNormalized}”`,
            documentNumber.place,
          ),
        ]
      : [];
  });

const DOUBLED = /(\p{Script=Han}{2,8})\1/u;

function textErrors(draft: Draft): Found[] {
  const inHeadings = draft.programmes.flatMap((programme) => {
    const heading = programme.heading && nameInHeading(seen(programme.heading.printed));
    const name = folded(programme.name.value ?? '');
    return heading && name !== '' && heading !== name
      ? [of(programme, `标题与项目名称不一致：“${heading}”`, programme.heading?.place ?? null)]
      : [];
  });
  const inNames = draft.programmes
    .filter(({ name }) => /高领/.test(name.value ?? ''))
    .map((programme) => of(programme, '“高领”疑为“高龄”，按原文保留', programme.name.place));
  const inIndicators = eachIndicator(draft, ({ level3, basis, target }) => {
    const doubled = DOUBLED.exec(level3)?.[1];
    if (doubled) return `“${level3}”中“${doubled}”重复`;
    return basis === '' && target !== '' ? `“${level3}”未写指标值确定依据` : null;
  });
  return [...inHeadings, ...inNames, ...inIndicators];
}

function cannotBeScored({ programmes }: Draft): Found[] {
  return programmes.flatMap((programme) => {
    const words = programme.indicators.filter(
      ({ target }) => target !== '' && !/\d|月底|月末|年底|上半年|季度末/.test(folded(target)),
    );
    return words.length > 0
      ? [
          of(
            programme,
            `${words.length} 项指标只有文字，不能自动评分：${words.map(({ level3 }) => level3).join('、')}`,
            words[0]!.place,
          ),
        ]
      : [];
  });
}

const unitCutShort = (draft: Draft): Found[] =>
  eachIndicator(draft, ({ level3, target }) =>
    /\d万$/.test(folded(target)) ? `“${level3}”的“${target}”缺“元”字` : null,
  );

const fenLeftOver = ({ programmes }: Draft): Found[] =>
  programmes.flatMap((programme) => {
    const { amount, deadline } = programme;
    const monthly = deadline.value?.kind === 'monthly' || /每月|按月/.test(deadline.printed);
    return monthly && amount.value !== null && amount.value % 12n !== 0n
      ? [of(programme, `按十二个月平均除不尽，余 ${amount.value % 12n} 分`)]
      : [];
  });

function concentration({ programmes }: Draft): Found[] {
  const sized = programmes.flatMap((programme) =>
    programme.amount.value === null ? [] : [{ programme, amount: programme.amount.value }],
  );
  const total = sumFen(sized.map(({ amount }) => amount));
  if (sized.length < 8 || total === 0n) return [];
  const largest = [...sized].sort((one, other) => (one.amount < other.amount ? 1 : -1)).slice(0, 3);
  const share = divideHalfUp(sumFen(largest.map(({ amount }) => amount)) * 10_000n, total);
  const sequences = largest.map(({ programme }) => programme.sequence).sort((one, other) => one - other);
  if (share < 8_000n) return [];
  return [
    {
      sentence: `${list(sequences)}占全部的 ${(Number(share) / 100).toFixed(2)}%：小项目一分未付，总执行率也看不出来`,
      sequences,
      place: largest[0]!.programme.amount.place,
    },
  ];
}

/** A table that compares with last year: an item that more than doubles while the paper speaks of cutting. */
function rushOfComparison(_draft: Draft, paper: PaperText): Found[] {
  return tablesOf(paper).flatMap(({ rows }) => {
    const head = rows.find((row) => row.some(({ text }) => /^增减/.test(folded(text))));
    const at = head?.findIndex(({ text }) => /^增减/.test(folded(text))) ?? -1;
    if (!head || at < 2) return [];
    return rows.slice(rows.indexOf(head) + 1).flatMap((row) => {
      const [before, after] = [decimalIn(row[at - 2]?.text ?? ''), decimalIn(row[at - 1]?.text ?? '')];
      if (!before || !after || before.digits === 0n) return [];
      const [was, is] = [before.digits * 10n ** BigInt(after.places), after.digits * 10n ** BigInt(before.places)];
      return is > 2n * was
        ? [
            {
              sentence: `“${row[0]?.text}”由 ${row[at - 2]?.text} 增至 ${row[at - 1]?.text}，增长 ${(Number((1000n * (is - was)) / was) / 10).toFixed(1)}%`,
              sequences: [],
              place: row[at - 1]!.place,
            },
          ]
        : [];
    });
  });
}

const officeIsNoLevel = ({ programmes }: Draft): Found[] => {
  const numbered = programmes.filter(
    ({ documentNumber, fundingLevel }) => documentNumber.value !== null && fundingLevel.value !== null,
  );
  const byOffice = new Map<string, ProgrammeDraft[]>();
  for (const programme of numbered) {
    const office = /^\p{Script=Han}+/u.exec(programme.documentNumber.value ?? '')?.[0] ?? '';
    byOffice.set(office, [...(byOffice.get(office) ?? []), programme]);
  }
  return [...byOffice].flatMap(([office, same]) =>
    new Set(same.map(({ fundingLevel }) => fundingLevel.value)).size > 1
      ? [
          {
            sentence: `“${office}”是发文机关代字，不表示资金级次：同一代字下有几级资金`,
            sequences: same.map(({ sequence }) => sequence),
            place: same[0]!.documentNumber.place,
          },
        ]
      : [],
  );
};
