import { POST_LABEL, type HumanPost } from '@bofu/access';
import type { BusinessDate } from '@bofu/kernel';
import type { Column } from '../sheet/column';

export interface RightRow {
  readonly person: string;
  readonly number: string | null;
  readonly post: HumanPost;
  /** 项目组; `null` for all programmes. */
  readonly programmeSet: string | null;
  readonly from: BusinessDate;
  readonly until: BusinessDate | null;
  readonly delegator: string | null;
  readonly situation: 'proposed' | 'confirmed' | 'declined' | 'revoked';
  readonly reason: string;
  readonly proposed: Act;
  /** Confirmed or declined. */
  readonly answered: Act | null;
  readonly revoked: (Act & { readonly reason: string }) | null;
}

interface Act {
  readonly by: string;
  /** Beijing time, to the second. */
  readonly at: string;
}

const SITUATION_LABEL = { proposed: '在办', confirmed: '已确认', declined: '已退回', revoked: '已收回' } as const;

/** 岗位权限台账: a line for each grant on these books, whatever became of it, in the order they were proposed. */
export const rightColumns: readonly Column<RightRow>[] = [
  { header: '姓名', kind: 'text', value: ({ person }) => person },
  { header: '工号', kind: 'text', value: ({ number }) => number },
  { header: '岗位', kind: 'text', value: ({ post }) => POST_LABEL[post] },
  { header: '限项目组', kind: 'text', value: ({ programmeSet }) => programmeSet },
  { header: '起', kind: 'date', value: ({ from }) => from },
  { header: '止', kind: 'date', value: ({ until }) => until },
  { header: '代理', kind: 'text', value: ({ delegator }) => delegator },
  { header: '状态', kind: 'text', value: ({ situation }) => SITUATION_LABEL[situation] },
  { header: '缘由', kind: 'text', value: ({ reason }) => reason },
  { header: '提出人', kind: 'text', value: ({ proposed }) => proposed.by },
  { header: '提出时点', kind: 'text', value: ({ proposed }) => proposed.at },
  { header: '确认（退回）人', kind: 'text', value: ({ answered }) => answered?.by ?? null },
  { header: '确认（退回）时点', kind: 'text', value: ({ answered }) => answered?.at ?? null },
  { header: '收回人', kind: 'text', value: ({ revoked }) => revoked?.by ?? null },
  { header: '收回时点', kind: 'text', value: ({ revoked }) => revoked?.at ?? null },
  { header: '收回缘由', kind: 'text', value: ({ revoked }) => revoked?.reason ?? null },
];
