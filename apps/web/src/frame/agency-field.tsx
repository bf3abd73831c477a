import { useLocation, useNavigate } from 'react-router';
import { Select } from 'antd';
import { addressWith } from '../books/books-in-address';
import { agencyText, useOffice } from '../books/office';

/** 部门: whose books are in sight; where there is one agency there is nothing to choose. */
export function AgencyField() {
  const { agencies, agency } = useOffice();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  if (agencies.length < 2 || agency === null) return null;
  return (
    <label className="field agency-field">
      部门
      <Select<string>
        value={agency.code}
        // Another agency has years, programmes and payments of its own: the page begins anew on its books.
        onChange={(chosen) => {
          const { money } = Object.fromEntries(new URLSearchParams(search));
          const books = addressWith(new URLSearchParams(), { agency: chosen, money: money ?? null });
          void navigate(`/${pathname.split('/')[1] ?? ''}?${books.toString()}`);
        }}
        popupMatchSelectWidth={false}
        options={agencies.map((each) => ({
          value: each.code,
          label: `${each.code} ${agencyText(each)}${each.succeededOn === null ? '' : `（${each.succeededOn} 起职能已划转）`}`,
        }))}
      />
    </label>
  );
}
