import { refuseIdentityNumber } from '@bofu/kernel';
import type { DurableDatabase } from '@bofu/sign-in';
import { refuse } from './list-settings-refusals';

/** Whose settings, on whose books. */
export interface Owner {
  readonly agencyId: string;
  readonly personId: string;
}

/** What a list is narrowed and ordered to, under a name: parts of the page's address. */
export interface View {
  readonly list: string;
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** The columns of a list that are not shown. */
export interface Columns {
  readonly list: string;
  readonly hidden: readonly string[];
}

export const MOST_VIEWS = 50;

/** All of a person's, views in the order in which they were saved. */
export async function settingsOf(
  database: DurableDatabase,
  { agencyId, personId }: Owner,
): Promise<{ readonly views: readonly View[]; readonly columns: readonly Columns[] }> {
  const owner = [agencyId, personId];
  const views = await database.query<View[]>(
    `select list, name, filters from list_settings.view where agency_id = $1 and person_id = $2
     order by saved_at, name`,
    owner,
  );
  const columns = await database.query<Columns[]>(
    'select list, hidden from list_settings.columns where agency_id = $1 and person_id = $2 order by list',
    owner,
  );
  return { views, columns };
}

/** A view of that name takes the place of the one before. Refuses `identity-number`, `too-many-views`. */
export async function saveView(
  database: DurableDatabase,
  { agencyId, personId }: Owner,
  { list, name, filters }: View,
  savedAt: string,
): Promise<void> {
  for (const text of [name, ...Object.values(filters)]) refuseIdentityNumber(text);
  const [others] = await database.query<{ count: string }[]>(
    `select count(*)::text as count from list_settings.view
     where agency_id = $1 and person_id = $2 and list = $3 and name <> $4`,
    [agencyId, personId, list, name],
  );
  if (Number(others?.count ?? 0) >= MOST_VIEWS) refuse('too-many-views', { most: MOST_VIEWS });
  await database.query(
    `insert into list_settings.view (agency_id, person_id, list, name, filters, saved_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (agency_id, person_id, list, name) do update set filters = excluded.filters, saved_at = excluded.saved_at`,
    [agencyId, personId, list, name, JSON.stringify(filters), savedAt],
  );
}

/** One that is gone already is no mistake. */
export async function removeView(
  database: DurableDatabase,
  { agencyId, personId }: Owner,
  list: string,
  name: string,
): Promise<void> {
  await database.query(
    'delete from list_settings.view where agency_id = $1 and person_id = $2 and list = $3 and name = $4',
    [agencyId, personId, list, name],
  );
}

export async function hideColumns(
  database: DurableDatabase,
  { agencyId, personId }: Owner,
  { list, hidden }: Columns,
): Promise<void> {
  await database.query(
    `insert into list_settings.columns (agency_id, person_id, list, hidden) values ($1, $2, $3, $4)
     on conflict (agency_id, person_id, list) do update set hidden = excluded.hidden`,
    [agencyId, personId, list, JSON.stringify(hidden)],
  );
}
