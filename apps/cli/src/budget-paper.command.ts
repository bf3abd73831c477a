import {
  ApprovePaper,
  BOOKS_PROJECTION,
  booksOfYear,
  ListPapers,
  DECIDED_FIELDS,
  papersProjection,
  proposeEntries,
  ReturnPaper,
  ReviewPaper,
  ShowPaper,
  submissionRequest,
  SubmitPaper,
  TakeBackPaper,
  viewShownPaper,
  type Choice,
  type PaperPrints,
  type Proposal,
} from '@bofu/budget-paper';
import { basename } from 'node:path';
import { BUDGET_TYPES } from '@bofu/budget';
import { systemClock } from '@bofu/http';
import { FUNDING_LEVELS, Refusal, type BusinessDate } from '@bofu/kernel';
import { readPaperFile, viewPaper } from '@bofu/paper';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { EXIT } from './exit-code';
import { readGivenFile } from './given-file';
import { seenUpTo } from './seen-up-to';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu paper submit FILE`: the same document as for `POST /v1/papers`. */
export async function submitPaper(path: string, options: ActingOptions & { json?: boolean }): Promise<void> {
  const { content, files } = submissionIn(await readGivenFile(path));
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/papers');
    const { paperId } = await office.commands.execute(new SubmitPaper(context, content, files));
    if (options.json) printJson({ paperId });
    else print(`已提交 ${content.acts.length} 项，单据编号 ${paperId}`);
  });
}

const invalid = (defects: readonly { pointer: string; reason: string }[]): never => {
  throw new Refusal('import-file-invalid', { defects, total: defects.length });
};

function jsonIn(file: Buffer): unknown {
  try {
    return JSON.parse(file.toString('utf8')) as unknown;
  } catch {
    return invalid([{ pointer: '', reason: '不是完整的 JSON' }]);
  }
}

function submissionIn(file: Buffer) {
  const json = jsonIn(file);
  const { success, data, error } = submissionRequest.safeParse(json);
  if (success) return data;
  // What a parser refuses says it in its own words; the rest is a field that is missing or too many.
  for (const issue of error.issues)
    if (issue.code === 'custom' && issue.params?.['refusal'] instanceof Refusal) throw issue.params['refusal'];
  return invalid(error.issues.map(({ path }) => ({ pointer: `/${path.join('/')}`, reason: '缺少、多余或不合要求' })));
}

/**
 * `bofu paper enter FILE`: a published budget as one paper, each figure with its place. What the paper leaves open is
 * listed and asked for; nothing is submitted before it is decided, with a reason, in the file of choices. What is on the
 * books already is set against it, and only the differences are submitted.
 */
export async function enterPaper(
  path: string,
  options: ActingOptions & { effectiveOn: BusinessDate; choices?: string; prints?: PaperPrints; json?: boolean },
): Promise<void> {
  const draft = viewPaper(await readPaperFile(await readGivenFile(path)));
  const choices = options.choices === undefined ? [] : choicesIn(await readGivenFile(options.choices));
  const fileName = basename(path);
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/papers');
    await seenUpTo(office, [BOOKS_PROJECTION], null);
    const books = await booksOfYear(office.queries, context.agencyId, draft.fiscalYear.value ?? 0, null);
    const against = { books, prints: options.prints ?? null, fileName };
    const { acts, open, leftOut, changes, comparison } = proposeEntries(draft, choices, options.effectiveOn, against);
    for (const { sequence, what, of } of leftOut)
      tell(`${sequence === null ? '' : `第 ${sequence} 项`}未登记：${what}${of === undefined ? '' : `：${of}`}`);
    for (const { sequence, what, sentence } of changes) tell(`第 ${sequence} 项${what}：${sentence}`);
    const asked = comparison.programmes.filter(({ standing }) => standing === 'asked').length;
    if (asked > 0) print(`${asked} 个项目账上已有：文件印的是全年数还是追加数，以 --prints whole 或 addition 说明`);
    else if (open.length === 0 && acts.length === 0) print('与账上相同，没有可登记的差异，未提交');
    if (open.length > 0) printOpen(open);
    if (asked > 0 || open.length > 0 || acts.length === 0) {
      process.exitCode = EXIT.differences;
      return;
    }
    const title = [...`${draft.fiscalYear.value ?? ''}年预算 ${draft.bureau.value ?? draft.title}`]
      .slice(0, 100)
      .join('');
    const { documentDigest: fileDigest } = draft;
    const content = { title, documentNumber: null, replaces: null, fileDigest, fileName, acts };
    const { paperId } = await office.commands.execute(new SubmitPaper(context, content));
    if (options.json) printJson({ paperId, entries: acts.length, leftOut, changes });
    else print(`已提交 ${draft.programmes.length} 个项目、${acts.length} 项，单据编号 ${paperId}，待复核、审批后入账`);
  });
}

function printOpen(open: Proposal['open']): void {
  print(
    plainTable(
      ['项', '字段', '须核定', '原文', '出处', '可能是'],
      open.map(({ sequence, field, sentence, printed, place, readings }) => [
        ...[String(sequence), field, sentence, printed.slice(0, 40), place, readings.join('、')],
      ]),
    ),
  );
  print(`${open.length} 处须先核定，未提交：写入 --choices 文件，每处 { "sequence", "field", "value", "reason" }`);
}

function choicesIn(file: Buffer): readonly Choice[] {
  const json = jsonIn(file);
  if (!Array.isArray(json)) return invalid([{ pointer: '', reason: '须为一个列表' }]);
  const allowed: Readonly<Record<string, readonly string[]>> = {
    fundingLevel: FUNDING_LEVELS,
    budgetType: BUDGET_TYPES,
  };
  const defects = json.flatMap((one: unknown, at): { pointer: string; reason: string }[] => {
    const { sequence, field, value, reason } = (one ?? {}) as Record<string, unknown>;
    const wrong = (name: string, why: string) => [{ pointer: `/${at}/${name}`, reason: why }];
    if (sequence !== null && !Number.isSafeInteger(sequence)) return wrong('sequence', '须为项目序号，全部项目为 null');
    if (!DECIDED_FIELDS.some((each) => each === field)) return wrong('field', `须为 ${DECIDED_FIELDS.join('、')} 之一`);
    if (typeof value !== 'string' || value.trim() === '') return wrong('value', '须为文本');
    const values = allowed[String(field)];
    if (values !== undefined && !values.includes(value)) return wrong('value', `须为 ${values.join('、')} 之一`);
    if (typeof reason !== 'string' || reason.trim() === '' || reason.length > 200)
      return wrong('reason', '须写明事由，至多 200 字');
    return [];
  });
  return defects.length > 0 ? invalid(defects) : (json as readonly Choice[]);
}

/** `bofu paper show ID`: each figure before and after, and what a signature takes along. */
export async function showPaper(paperId: string, options: { agency?: string; json?: boolean }): Promise<void> {
  await withOffice(async (office) => {
    const { agencyScope } = await agencyFromCommandLine(office, options.agency);
    await seenUpTo(office, [papersProjection.name], null);
    const asked = { states: null, paperId, before: null, limit: 1 };
    const [standing] = await office.queries.execute(new ListPapers(agencyScope, asked));
    if (standing === undefined) throw new Refusal('budget-paper-not-found', { paperId });
    const shown = await office.queries.execute(new ShowPaper(standing.agencyId, paperId, systemClock.now()));
    const nameOf = (personId: string) => office.directory.nameOf(personId);
    const view = viewShownPaper(standing, shown, nameOf, null);
    if (options.json) return printJson(view);
    print(`${view.title}（${view.stateLabel}）`);
    print(
      plainTable(
        ['项', '事项', '数据', '原', '后'],
        view.lines.flatMap(({ entry, label, changes, refusal }) =>
          refusal === null
            ? changes.map(({ subject, figure, before, after }) => [
                ...[String(entry), label, `${subject.name} ${figure}`, before ?? '', after ?? ''],
              ])
            : [[String(entry), label, `不能入账：${refusal.sentence}`, '', '']],
        ),
      ),
    );
    print(`签字时带上 --digest ${view.digest} --shown-at ${view.shownAt}`);
  });
}

type Signing = ActingOptions & { digest: string; shownAt: string };

const SIGNATURES = {
  review: { command: ReviewPaper, route: 'POST /v1/papers/:paperId/review', done: '已复核' },
  approve: { command: ApprovePaper, route: 'POST /v1/papers/:paperId/approval', done: '已审批入账' },
} as const;

/** `bofu paper review|approve ID`. */
export const signPaper =
  (name: keyof typeof SIGNATURES) =>
  async (paperId: string, { digest, shownAt, ...options }: Signing): Promise<void> => {
    const { command: Signature, route, done } = SIGNATURES[name];
    await withOffice(async (office) => {
      const context = await actingFromCommandLine(office, options, route);
      await office.commands.execute(new Signature(context, paperId, { digest, shownAt }));
      print(done);
    });
  };

const ENDINGS = {
  return: { command: ReturnPaper, route: 'POST /v1/papers/:paperId/return', done: '已退回' },
  withdraw: { command: TakeBackPaper, route: 'POST /v1/papers/:paperId/withdrawal', done: '已撤回' },
} as const;

/** `bofu paper return|withdraw ID`. */
export const endPaper =
  (name: keyof typeof ENDINGS) =>
  async (paperId: string, options: ActingOptions & { reason: string }): Promise<void> => {
    const { command: Ending, route, done } = ENDINGS[name];
    await withOffice(async (office) => {
      const context = await actingFromCommandLine(office, options, route);
      await office.commands.execute(new Ending(context, paperId, options.reason));
      print(done);
    });
  };
