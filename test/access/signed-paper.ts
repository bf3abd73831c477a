import type { Answer } from '../e2e/office-over-http';
import type { Browser, OfficeOfPeople } from './people-office';

export interface ShownPaper {
  readonly paperId: string;
  readonly digest: string;
  readonly shownAt: string;
  readonly state: string;
  readonly barred: string | null;
  readonly lines: readonly {
    readonly label: string;
    readonly changes: readonly {
      readonly figure: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
    readonly refusal: { readonly code: string } | null;
  }[];
}

async function ok(answer: Promise<Answer>): Promise<Record<string, unknown>> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** Papers in an office by sign-in: submitted by the clerk, shown to whoever signs, signed by what was shown. */
export function paperDesk({ as, over }: Pick<OfficeOfPeople, 'as' | 'over'>) {
  const { clerk, reviewer, approver } = as;
  const shown = async (paperId: string, to: Browser = reviewer): Promise<ShownPaper> =>
    (await ok(
      to.get(`/v1/papers/${paperId}?minPosition=${String(await over.office.store.head())}`),
    )) as unknown as ShownPaper;
  const sign = async (
    by: Browser,
    paperId: string,
    path: 'review' | 'approval',
    seen?: ShownPaper,
  ): Promise<Answer> => {
    const { digest, shownAt } = seen ?? (await shown(paperId, by));
    return by.post(`/v1/papers/${paperId}/${path}`, { digest, shownAt });
  };
  const submit = (entries: readonly object[], more: object = {}, by = clerk): Promise<Answer> =>
    by.post('/v1/papers', { title: '年初预算', entries, ...more });
  return {
    ...{ shown, sign, submit },
    /** Through all three hands; answers what the approval did. */
    signed: async (entries: readonly object[]): Promise<string> => {
      const paperId = String((await ok(submit(entries)))['paperId']);
      await ok(sign(reviewer, paperId, 'review'));
      await ok(sign(approver, paperId, 'approval'));
      return paperId;
    },
  };
}

/** What the clerk's own hand issues in single-person mode, in an office on a paper: the appropriation's id. */
export async function issuedByPaper(office: OfficeOfPeople, issue: object): Promise<string> {
  await paperDesk(office).signed([{ type: 'issue-appropriation', content: issue }]);
  const { programmeCode } = issue as { readonly programmeCode: string };
  const seen = `minPosition=${String(await office.over.office.store.head())}`;
  const { items } = await ok(office.as.clerk.get(`/v1/appropriations?limit=200&${seen}`));
  const issued = (items as { readonly appropriationId: string; readonly programmeCode: string }[]).filter(
    (one) => one.programmeCode === programmeCode,
  );
  return issued.at(-1)?.appropriationId ?? '';
}
