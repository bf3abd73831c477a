import { GetAuditAnswer, QUESTIONS, questionOf } from '@bofu/audit';
import type { Office } from '@bofu/api';
import { ledgerProjection, ListAppropriations } from '@bofu/budget';
import { systemClock, today, type KnownAt } from '@bofu/http';
import { dateOf, yearOf, type BusinessDate, type Period } from '@bofu/kernel';
import { agencyFromCommandLine } from './books-from-command-line';
import { EXIT } from './exit-code';
import { seenUpTo } from './seen-up-to';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

interface QuestionOptions {
  readonly agency?: string;
  readonly year?: number;
  readonly asOf?: BusinessDate;
  readonly knownAt?: KnownAt;
  /** By its code: all it is paid from that year. */
  readonly programme?: string;
  readonly period?: Period;
  readonly json?: boolean;
}

/** `bofu audit question N`; without a number the questions that can be asked. */
export async function answerAuditQuestion(number: string | undefined, options: QuestionOptions): Promise<void> {
  const question = number === undefined ? undefined : questionOf(Number(number));
  if (question === undefined) {
    if (number !== undefined) {
      tell(`没有第 ${number} 问，可问的是：`);
      process.exitCode = EXIT.notFound;
    }
    print(
      plainTable(
        ['编号', '问题'],
        QUESTIONS.map(({ number: each, title }) => [String(each), title]),
      ),
    );
    return;
  }
  const fiscalYear = options.year ?? yearOf(options.asOf ?? today(systemClock));
  await withOffice(async (office) => {
    const { agencyId } = await agencyFromCommandLine(office, options.agency);
    const scope = {
      agencyId,
      fiscalYear,
      asOf: options.asOf ?? dateOf(fiscalYear, 12, 31),
      appropriationIds: await appropriationsOf(office, options.programme, { agencyId, fiscalYear }),
      period: options.period ?? null,
    };
    const ask = new GetAuditAnswer(question.number, scope, options.knownAt ?? null);
    const { answer, position } = await office.queries.execute(ask);
    if (options.json) printJson({ ...answer, position });
    else {
      print(`${answer.question}\n\n${answer.answer.replace(/[；。](?=.)/g, '$&\n')}\n`);
      print(`依据事件 ${answer.events.length} 个：${runsOf(answer.events.map(({ number: each }) => each))}`);
    }
    tell(`数据截至事件 ${position ?? '（无）'}`);
  });
}

/** More than any agency has in a year. */
const MOST_APPROPRIATIONS = 10_000;

async function appropriationsOf(
  office: Office,
  programme: string | undefined,
  { agencyId, fiscalYear }: { readonly agencyId: string; readonly fiscalYear: number },
): Promise<string[] | null> {
  if (programme === undefined) return null;
  await seenUpTo(office, [ledgerProjection.name], null);
  const books = { agencyScope: [agencyId], fiscalYear, asOf: null, knownAt: null };
  const issued = await office.queries.execute(new ListAppropriations(books, null, MOST_APPROPRIATIONS));
  return issued.flatMap(({ programmeCode, appropriationId }) => (programmeCode === programme ? [appropriationId] : []));
}

/** `1-3、7`: numbers in a row told by their ends. */
export function runsOf(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number === run[1] + 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join('、') || '（无）';
}
