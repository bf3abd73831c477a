import { Link } from 'react-router';
import { useAddress } from '../books/books';
import { YearField } from '../books/books-fields';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { words } from '../words';
import { useFirstHour } from './first-hour';
import FirstHourSteps from './first-hour-steps';

const SCREENS: readonly (readonly [path: string, title: string, what: string])[] = [
  ['/people', '部门与人员', '谁可以登记'],
  ['/setup/units', '预算单位', '登记、变更、撤销'],
  ['/calendars', '工作日历', '放假与调休，各月的实际时限'],
  ['/setup/programmes', '预算项目', '登记、更名、终止；发放标准、绩效指标、支出计划'],
  ['/programmes/issue', '下达指标', '年初批复、提前下达、结转'],
  ['/payments/adjustment', '指标变动', '追加、追减、收回、调剂、冻结、解冻'],
  ['/setup/schemes', '发放方案', '一次发放由哪几级分担'],
  ['/papers/new', '读取预算公开', '一年的项目、计划、标准、绩效指标，从公开的文件读出'],
  ['/setup/opening', '期初补录', '年中启用：启用前各月已付多少，一次登记'],
  ['/setup/templates', '模板导入', '项目、计划、标准、绩效指标，先试算再登记'],
  ['/alert-rules', '预警规则与办理设置', '阈值、近 90 天试算、大额与分档'],
];

/** 设置: everything that is set before and beside the payments, in one place. */
export function Component() {
  const { linkTo } = useAddress();
  return (
    <>
      <PageTitle parts={[words.pages.setup]} />
      <div className="toolbar">
        <h1>{words.pages.setup}</h1>
        <YearField />
      </div>
      <Answer query={useFirstHour()}>
        {(reading) => (
          <>
            {!reading.value.finished && <FirstHourSteps firstHour={reading.value} />}
            <ul className="setup-screens">
              {SCREENS.map(([path, title, what]) => (
                <li key={path} className="panel">
                  <Link to={linkTo(path)}>{title}</Link>
                  <span className="form-note">{what}</span>
                </li>
              ))}
            </ul>
            <PageStatus reading={reading} />
          </>
        )}
      </Answer>
    </>
  );
}
