import { parseBusinessDate } from '../src/business-date';
import type { CalendarYear } from '../src/working-calendar';

const days = (month: string, ...list: string[]) => list.map((day) => parseBusinessDate(`2021-${month}-${day}`));

/** 国务院办公厅关于2021年部分节假日安排的通知（国办发明电〔2020〕27号）, typed from the notice. */
export const CALENDAR_2021: CalendarYear = {
  year: 2021,
  holidays: [
    ...days('01', '01', '02', '03'), // 元旦
    ...days('02', '11', '12', '13', '14', '15', '16', '17'), // 春节
    ...days('04', '03', '04', '05'), // 清明节
    ...days('05', '01', '02', '03', '04', '05'), // 劳动节
    ...days('06', '12', '13', '14'), // 端午节
    ...days('09', '19', '20', '21'), // 中秋节
    ...days('10', '01', '02', '03', '04', '05', '06', '07'), // 国庆节
  ],
  makeUpDays: [
    ...days('02', '07', '20'), // 春节
    ...days('04', '25'), // 劳动节
    ...days('05', '08'),
    ...days('09', '18', '26'), // 中秋节, 国庆节
    ...days('10', '09'),
  ],
};
