import { refuseIdentityNumber } from '@bofu/kernel';
import type { DurableDatabase } from '@bofu/sign-in';
import { refuse } from './draft-refusals';

/** The forms that keep drafts. */
export const DRAFT_FORMS = [
  'payout-run',
  'disbursement',
  'adjustment',
  'paper',
  'paper-reading',
  'opening-balances',
] as const;
export type DraftForm = (typeof DRAFT_FORMS)[number];

/** What stands in a form, as the form takes it back. */
export type Entered = Readonly<Record<string, unknown>>;

export interface Draft {
  readonly draftId: string;
  readonly personId: string;
  readonly form: DraftForm;
  /** 年度: the books it was begun on. */
  readonly fiscalYear: number;
  /** What it is about, for whoever begins the same: a payout scheme and its month, an appropriation. */
  readonly subject: string;
  readonly title: string;
  /** RFC 3339. */
  readonly beganAt: string;
  readonly savedAt: string;
}

export const LONGEST_DRAFT = 100_000;
export const MOST_DRAFTS = 100;

const COLUMNS = `draft_id as "draftId", person_id as "personId", form, fiscal_year as "fiscalYear", subject, title, began_at as "beganAt",
  saved_at as "savedAt"`;

/** An agency's drafts, the last saved first. */
export const listDrafts = (database: DurableDatabase, agencyId: string): Promise<readonly Draft[]> =>
  database.query<Draft[]>(`select ${COLUMNS} from draft.draft where agency_id = $1 order by saved_at desc, draft_id`, [
    agencyId,
  ]);

/** Refuses `draft-not-found`: another agency's answers like one that never was. */
export async function readDraft(
  database: DurableDatabase,
  agencyId: string,
  draftId: string,
): Promise<Draft & { readonly entered: Entered }> {
  const [draft] = await database.query<(Draft & { readonly entered: Entered })[]>(
    `select ${COLUMNS}, entered from draft.draft where draft_id = $1 and agency_id = $2`,
    [draftId, agencyId],
  );
  return draft ?? refuse('draft-not-found', { draftId });
}

interface Saved extends Pick<Draft, 'draftId' | 'personId' | 'form' | 'fiscalYear' | 'subject' | 'title'> {
  readonly agencyId: string;
  readonly entered: Entered;
}

/**
 * Keeps what stands in a form, whole. Answers with the drafts of others about the same. Refuses `identity-number`,
 * `draft-of-another`, `draft-too-large`, `too-many-drafts`; what was kept before stays then.
 */
export async function saveDraft(
  database: DurableDatabase,
  { draftId, agencyId, personId, form, fiscalYear, subject, title, entered }: Saved,
  savedAt: string,
): Promise<readonly Draft[]> {
  const written = JSON.stringify(entered);
  if (written.length > LONGEST_DRAFT) refuse('draft-too-large', { longest: LONGEST_DRAFT });
  for (const text of [title, subject, ...textsIn(entered)]) refuseIdentityNumber(text);
  const [one] = await database.query<{ owner: string | null; agency: string | null; count: string }[]>(
    `select (select person_id from draft.draft where draft_id = $1) as owner,
       (select agency_id from draft.draft where draft_id = $1) as agency,
       (select count(*)::text from draft.draft where person_id = $2 and draft_id <> $1) as count`,
    [draftId, personId],
  );
  const owner = one?.owner ?? null;
  if (owner !== null && (owner !== personId || one?.agency !== agencyId)) refuse('draft-of-another', { draftId });
  if (Number(one?.count ?? 0) >= MOST_DRAFTS) refuse('too-many-drafts', { most: MOST_DRAFTS });
  // The owner once more: two who make the same id in the same moment are two people all the same.
  const kept = await database.query<unknown[]>(
    `insert into draft.draft (draft_id, agency_id, person_id, form, fiscal_year, subject, title, entered, began_at,
       saved_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
     on conflict (draft_id) do update
       set fiscal_year = excluded.fiscal_year, subject = excluded.subject, title = excluded.title, entered = excluded.entered, saved_at = excluded.saved_at
       where draft.draft.person_id = excluded.person_id and draft.draft.agency_id = excluded.agency_id
     returning draft_id`,
    [draftId, agencyId, personId, form, fiscalYear, subject, title, written, savedAt],
  );
  if (kept.length === 0) refuse('draft-of-another', { draftId });
  return database.query<Draft[]>(
    `select ${COLUMNS} from draft.draft
     where agency_id = $1 and form = $2 and subject = $3 and person_id <> $4 order by saved_at desc`,
    [agencyId, form, subject, personId],
  );
}

/** Submitted or thrown away. One that is gone already is no mistake; refuses `draft-of-another`. */
export async function removeDraft(
  database: DurableDatabase,
  agencyId: string,
  personId: string,
  draftId: string,
): Promise<void> {
  const [one] = await database.query<{ person_id: string }[]>(
    'select person_id from draft.draft where draft_id = $1 and agency_id = $2',
    [draftId, agencyId],
  );
  if (one !== undefined && one.person_id !== personId) refuse('draft-of-another', { draftId });
  await database.query('delete from draft.draft where draft_id = $1 and agency_id = $2 and person_id = $3', [
    ...[draftId, agencyId, personId],
  ]);
}

/** Every text and number somewhere in it, and every name. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}
