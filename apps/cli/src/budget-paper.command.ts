import {
  ApprovePaper,
  ListPapers,
  papersProjection,
  ReturnPaper,
  ReviewPaper,
  ShowPaper,
  submissionRequest,
  SubmitPaper,
  TakeBackPaper,
  viewShownPaper,
} from '@bofu/budget-paper';
import { systemClock } from '@bofu/http';
import { Refusal } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { readGivenFile } from './given-file';
import { seenUpTo } from './seen-up-to';
import { plainTable, print, printJson } from './terminal';
import { withOffice } from './with-office';

/** `bofu paper submit FILE`: the same document as for `POST /v1/papers`. */
export async function submitPaper(path: string, options: ActingOptions & { json?: boolean }): Promise<void> {
  const { entries: acts, ...content } = submissionIn(await readGivenFile(path));
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/papers');
    const { paperId } = await office.commands.execute(new SubmitPaper(context, { ...content, acts }));
    if (options.json) printJson({ paperId });
    else print(`已提交 ${acts.length} 项，单据编号 ${paperId}`);
  });
}

function submissionIn(file: Buffer) {
  const invalid = (defects: readonly { pointer: string; reason: string }[]): never => {
    throw new Refusal('import-file-invalid', { defects, total: defects.length });
  };
  let json: unknown;
  try {
    json = JSON.parse(file.toString('utf8'));
  } catch {
    return invalid([{ pointer: '', reason: '不是完整的 JSON' }]);
  }
  const { success, data, error } = submissionRequest.safeParse(json);
  if (success) return data;
  // What a parser refuses says it in its own words; the rest is a field that is missing or too many.
  for (const issue of error.issues)
    if (issue.code === 'custom' && issue.params?.['refusal'] instanceof Refusal) throw issue.params['refusal'];
  return invalid(error.issues.map(({ path }) => ({ pointer: `/${path.join('/')}`, reason: '缺少、多余或不合要求' })));
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
