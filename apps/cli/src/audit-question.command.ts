import { AskAuditQuestion, QUESTIONS, questionOf } from '@bofu/audit';
import { dateOf, parsePeriod } from '@bofu/kernel';
import { selectionOf } from './audit-export.command';
import { readCalendar } from './calendar.command';
import { EXIT } from './exit-code';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

interface QuestionOptions {
  readonly year: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly programme?: string;
  readonly period?: string;
  readonly calendar?: string[];
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
  const selection = selectionOf(options);
  if (selection === null) return;
  const fiscalYear = Number(options.year);
  const { programme } = options;
  const scope = {
    fiscalYear,
    asOf: selection.asOf ?? dateOf(fiscalYear, 12, 31),
    appropriationId:
      programme === undefined ? null : programme.includes('-') ? programme : `${fiscalYear}-${programme}`,
    period: options.period === undefined ? null : parsePeriod(options.period),
    calendar: await readCalendar(options.calendar),
  };
  await withOffice(async ({ queries }) => {
    const ask = new AskAuditQuestion(question.number, scope, selection.knownAt);
    const { answer, position } = await queries.execute(ask);
    if (options.json) printJson({ ...answer, position });
    else {
      print(`${answer.question}\n\n${answer.answer.replace(/[；。](?=.)/g, '$&\n')}\n`);
      print(`依据事件 ${answer.events.length} 个：${runsOf(answer.events.map(({ number: each }) => each))}`);
    }
    tell(`数据截至事件 ${position ?? '（无）'}`);
  });
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
