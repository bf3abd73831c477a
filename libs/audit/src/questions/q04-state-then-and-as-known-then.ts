import { z } from 'zod';
import { dateOf, type BusinessDate } from '@bofu/kernel';
import { asksAbout, inWords, money, named, yuan, type AuditQuestion } from './question';
import {
  appropriationEvents,
  appropriationInWords,
  appropriationsOf,
  holdingOn,
  recordedBy,
  type Holding,
  type ToldEvent,
} from './told-by-events';

const figures = z.strictObject({ budget: money, settled: money, inTransit: money, frozen: money, available: money });
const row = z.strictObject({
  on: z.string(),
  appropriationId: z.string(),
  sequence: z.int().nullable(),
  programmeName: z.string(),
  /** The business date with everything that is known by now. */
  asKnownNow: figures,
  /** The same day by what had been recorded when it ended. */
  asKnownThen: figures,
  agree: z.boolean(),
  /** What was recorded later and belongs to the day or before it: the whole difference. */
  recordedLater: z.array(z.int()),
});
type Row = z.output<typeof row>;

const CHECKPOINTS = [
  [3, 31],
  [6, 30],
  [10, 31],
  [12, 31],
] as const;

/** Two answers to one question: how the day stands in today's books, and what the books said when the day ended. */
export const stateThenAndAsKnownThen: AuditQuestion<Row> = {
  number: 4,
  title: '各项指标在3月31日、6月30日、10月31日、12月31日的状态如何，当时所知又如何？',
  row,
  ask(events, scope) {
    const { fiscalYear, asOf } = scope;
    const now = appropriationEvents(events, scope);
    const appropriations = appropriationsOf(now).filter(({ appropriationId }) => asksAbout(scope, appropriationId));
    const days = CHECKPOINTS.map(([month, day]) => dateOf(fiscalYear, month, day)).filter((day) => day <= asOf);
    const sentences: string[] = [];
    const rows: Row[] = [];
    const proof = new Set<ToldEvent>();
    for (const day of days) {
      const then = appropriationEvents(recordedBy(events, scope.agencyId, day), scope);
      const lastKnown = then.at(-1)?.event.number ?? 0;
      const ofDay = appropriations.map((appropriation) => {
        const id = appropriation.appropriationId;
        const asKnownNow = figuresOf(holdingOn(now, id, day));
        const asKnownThen = figuresOf(holdingOn(then, id, day));
        const later = now.filter(
          (one) => one.appropriation.appropriationId === id && one.event.number > lastKnown && isBy(one, day),
        );
        later.forEach((one) => proof.add(one));
        return {
          on: day,
          appropriationId: id,
          sequence: appropriation.sequence,
          programmeName: appropriation.terms.programmeName,
          asKnownNow,
          asKnownThen,
          agree: JSON.stringify(asKnownNow) === JSON.stringify(asKnownThen),
          recordedLater: later.map(({ event }) => event.number),
        };
      });
      rows.push(...ofDay);
      for (const one of now)
        if (one.movement !== null && one.movement.on <= day && appropriations.includes(one.appropriation))
          proof.add(one);
      const total = appropriations.map(({ appropriationId: id }) => holdingOn(now, id, day));
      const sum = (pick: (holding: Holding) => bigint): bigint => total.reduce((all, one) => all + pick(one), 0n);
      const differing = ofDay.filter(({ agree }) => !agree);
      sentences.push(
        `${day}：全年预算 ${inWords(sum(({ budgetFen }) => budgetFen))}，已付 ${inWords(sum(({ settledFen }) => settledFen))}，` +
          `在途 ${inWords(sum(({ committedFen }) => committedFen))}，可用 ${inWords(sum(({ availableFen }) => availableFen))}，` +
          (differing.length === 0
            ? '当时所知与现在一致'
            : `当时所知有 ${differing.length} 项指标不同（${differing.map((one) => differenceInWords(one, now)).join('；')}）`),
      );
    }
    return {
      answer: sentences.length === 0 ? '所问日期之前没有时点。' : `${sentences.join('。')}。`,
      rows,
      proof: [...proof].map(({ event }) => event),
    };
  },
};

const isBy = ({ movement }: ToldEvent, day: BusinessDate): boolean => movement !== null && movement.on <= day;

const figuresOf = (holding: Holding): z.output<typeof figures> => ({
  budget: yuan(holding.budgetFen),
  settled: yuan(holding.settledFen),
  inTransit: yuan(holding.committedFen),
  frozen: yuan(holding.frozenFen),
  available: yuan(holding.availableFen),
});

function differenceInWords({ appropriationId, recordedLater }: Row, events: readonly ToldEvent[]): string {
  const later = events.filter(({ event }) => recordedLater.includes(event.number));
  const appropriation = later.find((one) => one.appropriation.appropriationId === appropriationId)?.appropriation;
  return `${appropriation ? appropriationInWords(appropriation) : appropriationId}后来补登 ${later.map(({ event }) => named(event)).join('、')}`;
}
