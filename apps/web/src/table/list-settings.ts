import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useActor } from '../api/acting-person';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { queries } from '../api/queries';
import { useBooks } from '../books/books';
import { send } from '../session/session';
import { columnsKeptIn, viewsKeptIn } from './kept-before';
import type { SavedView } from './views';

type Settings = paths['/v1/list-settings']['get']['responses']['200']['content']['application/json'];
export type List = Settings['views'][number]['list'];
const LISTS: readonly List[] = ['programmes', 'payments', 'alerts'];

interface Of {
  readonly agency?: string;
  readonly personId?: string;
}

const viewPath = (list: List) => `/v1/list-settings/${list}/views`;
const columnsPath = (list: List) => `/v1/list-settings/${list}/columns`;

async function settingsOf(of: Of): Promise<Settings> {
  return (await read(api.GET('/v1/list-settings', { params: { query: of } }))).value;
}

/**
 * What this browser kept before the server did is handed over once, and forgotten here; what is on the server already under
 * the same name is newer.
 */
async function handOver(of: Of, personId: string, there: Settings): Promise<boolean> {
  let handed = false;
  for (const list of LISTS) {
    for (const { name, filters } of viewsKeptIn(list, personId).taken())
      if (!there.views.some((view) => view.list === list && view.name === name)) {
        await send(viewPath(list), { ...of, name, filters });
        handed = true;
      }
    viewsKeptIn(list, personId).forget();
    const hidden = columnsKeptIn(list, personId).taken();
    if (hidden.length > 0 && !there.columns.some((columns) => columns.list === list)) {
      await send(columnsPath(list), { ...of, hidden });
      handed = true;
    }
    columnsKeptIn(list, personId).forget();
  }
  return handed;
}

/** How she who acts likes a list, wherever she works: kept on the server under her name, on the books of the agency. */
export function useListSettings(list: List) {
  const { agencyId } = useBooks();
  const personId = useActor()?.personId ?? null;
  const [failed, setFailed] = useState<unknown>(null);
  const of: Of = { ...(agencyId !== null && { agency: agencyId }), ...(personId !== null && { personId }) };
  const queryKey = ['list-settings', agencyId, personId];
  const settings = useQuery({
    queryKey,
    enabled: personId !== null,
    staleTime: 60_000,
    queryFn: async () => {
      const there = await settingsOf(of);
      return (await handOver(of, personId ?? '', there)) ? settingsOf(of) : there;
    },
  });
  /** Seen at once; what the server does not take is as it was. */
  const change = (next: (before: Settings) => Settings, url: string, body: object) => {
    setFailed(null);
    queries.setQueryData<Settings>(queryKey, (before) => next(before ?? { views: [], columns: [] }));
    if (personId !== null)
      send(url, { ...of, ...body })
        .catch(setFailed)
        .finally(() => void queries.invalidateQueries({ queryKey }));
  };
  const { views = [], columns = [] } = settings.data ?? {};
  const isOf = (view: Settings['views'][number], name: string) => view.list === list && view.name === name;
  return {
    failed,
    views: views.filter((view) => view.list === list),
    /** `null` where she has never chosen. */
    hidden: columns.find((each) => each.list === list)?.hidden ?? null,
    save: ({ name, filters }: SavedView) =>
      change(
        (before) => ({
          ...before,
          views: [...before.views.filter((view) => !isOf(view, name)), { list, name, filters: { ...filters } }],
        }),
        viewPath(list),
        { name, filters },
      ),
    remove: (name: string) =>
      change(
        (before) => ({ ...before, views: before.views.filter((view) => !isOf(view, name)) }),
        `${viewPath(list)}/removal`,
        { name },
      ),
    hide: (hidden: readonly string[]) =>
      change(
        (before) => ({
          ...before,
          columns: [...before.columns.filter((each) => each.list !== list), { list, hidden: [...hidden] }],
        }),
        columnsPath(list),
        { hidden },
      ),
  };
}
