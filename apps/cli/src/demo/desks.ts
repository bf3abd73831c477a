import type { Payee } from '@bofu/payment';
import type { DemoPerson } from './demo-bureau';

/** Who pays whom. */
export interface Desk {
  readonly actor: DemoPerson;
  readonly payee: Payee;
}
const desk = (actor: DemoPerson, kind: Payee['kind'], name: string): Desk => ({ actor, payee: { kind, name } });

export const PENSIONS = desk('居保经办', 'persons-by-bank', '城乡居民养老待遇代发户');
export const CONTRIBUTIONS = desk('居保经办', 'special-account', '城乡居民基本养老保险基金财政专户');
export const ASSISTANTS = desk('居保经办', 'persons-by-bank', '协办员补贴代发户');
export const CIVIL_FUND = desk('机关养老经办', 'special-account', '机关事业单位养老保险基金财政专户');
export const CIVIL_EXTRAS = desk('机关养老经办', 'persons-by-bank', '机关事业离退休补助代发户');
export const EMPLOYERS = desk('就业经办', 'organisation', '享受就业补助的用人单位');
export const PLATFORMS = desk('就业经办', 'organisation', '乡镇公共服务平台（11个）');
export const LENDERS = desk('就业经办', 'organisation', '创业担保贷款经办银行');
export const SEEKERS = desk('就业经办', 'persons-by-bank', '求职创业补贴代发户');
export const COMMUNITIES = desk('综合经办', 'organisation', '接收国企退休人员的社区');
export const CARRIERS = desk('综合经办', 'organisation', '通信运营商');
export const SUPPLIER = desk('综合经办', 'organisation', '软件供应商');
export const OWN_COSTS = desk('综合经办', 'organisation', '本单位日常公用支出户');
export const CITY = desk('综合经办', 'organisation', '市职称评审主管部门');
