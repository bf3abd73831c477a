import { agencies, units } from './basic-information';
import { appropriationChanges, appropriationsIssued, spendingPlans } from './budget-information';
import { amountsPaid, paymentLines, paymentRequests } from './expenditure-information';
import { yearExecution } from './final-accounts';
import { listed, type ListedTable } from './interface-table';
import { performanceTargets, programmes } from './programme-information';

/** Every table of the interface, in the order of the standard's parts. 收入信息类 has none: no revenue is recorded here. */
export const INTERFACE_TABLES: readonly ListedTable[] = [
  listed(agencies),
  listed(units),
  listed(programmes),
  listed(performanceTargets),
  listed(appropriationsIssued),
  listed(appropriationChanges),
  listed(spendingPlans),
  listed(paymentRequests),
  listed(amountsPaid),
  listed(paymentLines),
  listed(yearExecution),
];

/** `03-项目信息类-项目.csv`. */
export const fileNameOf = (table: Pick<ListedTable, 'part' | 'name'>, partName: string, at: number): string =>
  `${String(at + 1).padStart(2, '0')}-${partName}-${table.name}.csv`;
