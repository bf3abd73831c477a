import type { Job } from '../jobs/jobs';
import { daysInWords, outcomeOf, trialInWords } from './evaluation-outcome';

const job = (more: Partial<Job>) =>
  ({ jobId: 'j', situation: 'requested', progress: null, result: null, reason: null, ...more }) as Job;
const EVALUATED = { evaluatedOn: '2021-10-26', raised: 3, reopened: 1, escalated: 2, eased: 0, cleared: 5 };
const answer = (more: object) =>
  job({
    situation: 'completed',
    result: {
      answer: { ...EVALUATED, unjudged: 0, firstUnjudged: [], days: ['2021-10-26'], ...more },
    } as unknown as Job['result'],
  });

it('says how far a long evaluation has come, and that nobody has to wait for it', () => {
  expect(outcomeOf(job({}))).toBe('已登记，等待执行…');
  const progress = { phase: '评估', done: 40, total: 2000, unit: '项' } as unknown as Job['progress'];
  expect(outcomeOf(job({ progress }))).toBe('正在评估，已完成 40 / 2000 项；离开此页仍会继续');
});

it('says what came of it, of one day or of several, and what could not be judged', () => {
  expect(outcomeOf(answer({}))).toBe('已按 2021-10-26 日终评估：新 4，升 2，降 0，销 5');
  const days = ['2021-10-25', '2021-10-26'];
  const unjudged = { unjudged: 2, firstUnjudged: [{ reason: '尚未载入 2021 年工作日历' }] };
  expect(outcomeOf(answer({ days, ...unjudged }))).toBe(
    '已按 2021-10-25 至 2021-10-26 各日，末日评估：新 4，升 2，降 0，销 5，未能判断 2 项：尚未载入 2021 年工作日历',
  );
  expect(outcomeOf(job({ situation: 'failed', reason: '数据库没有应答' }))).toBe('评估未成功：数据库没有应答');
});

it('says before it begins which days it judges', () => {
  expect(daysInWords(null, '2021-10-26')).toBe('将评估 2021-10-26 日终');
  expect(daysInWords('2021-10-20', '2021-10-26')).toBe('将评估 2021-10-20 之后至 2021-10-26 的各日');
  expect(daysInWords('2021-10-26', '2021-10-26')).toBe('将评估 2021-10-26 日终');
});

it('says before it begins what it would change', () => {
  const none = { fiscalYear: 2021, on: '2021-10-26', evaluatedUpTo: null, programmes: 22 };
  const still = { raised: 0, reopened: 0, escalated: 0, eased: 0, cleared: 0, updated: 7, unjudged: 0 };
  expect(trialInWords({ ...none, ...still })).toBe('与现在相比没有新、升、降、销。');
  expect(trialInWords({ ...none, ...still, raised: 3, reopened: 1, escalated: 2, cleared: 5, unjudged: 2 })).toBe(
    '与现在相比：新 4，升 2，降 0，销 5，未能判断 2 项。',
  );
});
