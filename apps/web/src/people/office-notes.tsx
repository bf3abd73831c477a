import type { Agency } from '../books/office-query';
import { words } from '../words';

interface Of {
  readonly agency: Agency | null;
}

/** 小单位模式, where people and their posts are shown. */
export function SmallOfficeNote({ agency }: Of) {
  if (agency === null || agency.smallOffice === null) return null;
  const { from, reason } = agency.smallOffice;
  return (
    <p>
      <b>小单位模式</b>（自 {from}）：{reason}
    </p>
  );
}

/** 岗位空缺: told to whoever opens the desk, and to who can fill it. */
export function VacancyNote({ agency }: Of) {
  if (agency === null || agency.vacancies.length === 0) return null;
  return (
    <p className="panel" role="status">
      <b>岗位空缺</b>：{agency.vacancies.map(({ post, from }) => `${words.post[post]}自 ${from} 起无人在任`).join('，')}
      。四个岗位缺一，付款便办不下去，请在下一个发放日前补上。
    </p>
  );
}
