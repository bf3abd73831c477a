import type { RuleId } from '@bofu/alerts';
import { publishedCalendar } from '@bofu/calendar';
import { parseBusinessDate } from '@bofu/kernel';
import { factsOf } from '@bofu/monitoring';
import { BUDGET_TYPE_LABEL } from '@bofu/budget';
import { ALERT_RULES } from '../../libs/alerts/src/domain/catalogue';
import { evaluateRules } from '../../libs/alerts/src/domain/evaluate-rules';
import { KnownAlerts } from '../../libs/alerts/src/known-alerts';
import { RecordedYears } from '../../libs/alerts/src/recorded-years';
import { RULE_INPUTS } from '../../libs/alerts/src/rule-inputs';
import { playedDemoYear } from '../demo-year/played-demo-year';
import { median, quantile, type Figure } from './measure';

const COUNTIES = 2_800;
const ROUNDS = 3;
const FISCAL_YEAR = 2021;
/** The fullest month end there is: every event of the year counts. */
const ON = parseBusinessDate('2021-12-31');

/**
 * Every rule asked about every programme of every county of the country at one month end, the facts in memory, each
 * county with the demo year's programmes and payments. Beside it, county by county in the same run, what it takes to
 * parse those same facts as JSON.
 */
export async function alertFigures(): Promise<Figure[]> {
  const { store, events, bureau } = await playedDemoYear();
  await store.close();
  const { agencyId } = bureau;
  const years = new RecordedYears();
  for (const event of events) if (years.streams.some((prefix) => event.stream.startsWith(prefix))) years.take(event);
  const facts = JSON.stringify(events.flatMap(factsOf), digits);
  const shipped = new KnownAlerts();
  const thresholdsOf = (rule: RuleId) => shipped.thresholdsOf(agencyId, rule);
  const inputs = {
    calendar: publishedCalendar(FISCAL_YEAR),
    expectedShortageOf: () => null,
    targetResultsOf: RULE_INPUTS.targetResultsOf,
    budgetTypeLabel: BUDGET_TYPE_LABEL,
  };

  const programmes = years.on(agencyId, FISCAL_YEAR, ON).programmes.length;
  let found = 0;
  let asked = 0;
  const evaluate = (): void => {
    const verdicts = evaluateRules({ ...years.on(agencyId, FISCAL_YEAR, ON), unanswered: [] }, thresholdsOf, inputs);
    asked = verdicts.length;
    found = verdicts.filter((verdict) => verdict.found !== null).length;
  };
  const parse = (): void => {
    if (!Array.isArray(JSON.parse(facts))) throw new Error('the facts are a list');
  };

  const evaluations: number[][] = [];
  const parses: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    evaluations.push(eachCounty(evaluate));
    parses.push(eachCounty(parse));
  }
  const inAll = (rounds: readonly number[][]): number =>
    median(rounds.map((latencies) => latencies.reduce((a, b) => a + b, 0))) / 1_000;
  const latencies = (rounds: readonly number[][]) => ({
    p50Ms: quantile(rounds.flat(), 0.5),
    p99Ms: quantile(rounds.flat(), 0.99),
  });
  const all = COUNTIES * programmes;
  return [
    { name: 'the same facts parsed as JSON (programmes)', perSecond: all / inAll(parses), ...latencies(parses) },
    {
      name: `all ${ALERT_RULES.length} rules over ${COUNTIES.toLocaleString('en')} counties × ${programmes} programmes (programmes)`,
      perSecond: all / inAll(evaluations),
      ...latencies(evaluations),
      ratio: inAll(evaluations) / inAll(parses),
      baseline: 'time to parse the facts as JSON',
      note: `${inAll(evaluations).toFixed(1)} s in all; latencies a county; ${asked} questions, ${found} findings a county`,
    },
  ];
}

const digits = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

/** Milliseconds of each county. */
const eachCounty = (work: () => void): number[] =>
  Array.from({ length: COUNTIES }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
