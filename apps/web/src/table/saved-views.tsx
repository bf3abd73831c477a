import { lazy, Suspense } from 'react';
import { useAddress } from '../books/books';
import { Refusal } from '../pages/answer';
import { useListSettings, type List } from './list-settings';
import { Menu } from './menu';
import { filtersIn, type SavedView } from './views';

/** With what a form needs, which a list that is only read does without. */
const SaveViewForm = lazy(() => import('./save-view-form'));

/** 视图: what a list is narrowed and ordered to, under a name. The books looked at are not part of it. */
export function SavedViews({ list }: { list: List }) {
  const { address, change } = useAddress();
  const { views, save: keep, remove, failed } = useListSettings(list);
  const filters = filtersIn(address);
  const isNarrowed = Object.keys(filters).length > 0;
  const take = ({ filters: chosen }: SavedView) =>
    change({ ...Object.fromEntries(Object.keys(filters).map((key) => [key, null])), ...chosen, page: null });
  return (
    <Menu word="视图">
      {views.length === 0 ? (
        <span className="form-note">还没有保存的视图。</span>
      ) : (
        <ul>
          {views.map((view) => (
            <li key={view.name}>
              <button type="button" className="link-button" onClick={() => take(view)}>
                {view.name}
              </button>
              <button
                type="button"
                className="link-button"
                aria-label={`删除视图 ${view.name}`}
                onClick={() => remove(view.name)}
              >
                删除
              </button>
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        <SaveViewForm isNarrowed={isNarrowed} onSave={(name) => keep({ name, filters })} />
      </Suspense>
      {failed !== null && <Refusal error={failed} />}
    </Menu>
  );
}
