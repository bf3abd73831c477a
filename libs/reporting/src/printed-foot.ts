import { inSmallOffice, smallOfficeBetween, type Directory } from '@bofu/access';
import type { BusinessDate } from '@bofu/kernel';

/** The last line of a print sheet: how far the record reached, and 小单位模式 where it is in force the day it is printed. */
export function printedFoot(
  dataUpTo: string,
  directory: Pick<Directory, 'smallOffice'>,
  agencyId: string,
  day: BusinessDate,
): string {
  const span = smallOfficeBetween(directory.smallOffice(agencyId), day, day).at(-1);
  return `数据截至 ${dataUpTo}${span === undefined ? '' : `　${inSmallOffice(span)}`}`;
}
