import { Checkbox, Segmented } from 'antd';
import type { Column } from './data-table';
import { useDensity } from './density';
import { useListSettings, type List } from './list-settings';
import { Menu } from './menu';

/** 列设置: which columns of a table she wants to see. The one that names the row stays. */
export function useColumnChoice<Row>(list: List, columns: readonly Column<Row>[]) {
  const { hidden: kept, hide } = useListSettings(list);
  const hidden = kept ?? columns.flatMap(({ key, offAtFirst }) => (offAtFirst === true ? [key] : []));
  return {
    shown: columns.filter(({ key, names }) => names === true || !hidden.includes(key)),
    choice: (
      <Menu word="列设置">
        <DensityChoice />
        <ul>
          {columns
            .filter(({ names }) => names !== true)
            .map(({ key, title, word }) => (
              <li key={key}>
                <Checkbox
                  checked={!hidden.includes(key)}
                  onChange={({ target }) =>
                    hide(target.checked ? hidden.filter((each) => each !== key) : [...hidden, key])
                  }
                >
                  {word ?? title}
                </Checkbox>
              </li>
            ))}
        </ul>
        {hidden.length > 0 && (
          <button type="button" className="link-button" onClick={() => hide([])}>
            全部显示
          </button>
        )}
      </Menu>
    ),
  };
}

function DensityChoice() {
  const [density, keep] = useDensity();
  return (
    <Segmented
      aria-label="密度"
      value={density}
      onChange={keep}
      options={[
        { value: 'compact', label: '紧凑' },
        { value: 'loose', label: '宽松' },
      ]}
    />
  );
}
