import { formatBasisPoints, type RefusalCatalogue } from '@bofu/kernel';
import { POST_LABEL } from './access-labels';
import type { AccessRefusals } from './domain/refusals';

const numbered = (number: string | null): string => (number === null ? '无工号' : `工号 ${number}`);

export const accessRefusals: RefusalCatalogue<AccessRefusals> = {
  'agency-not-found': { status: 404, title: ({ agencyId }) => `找不到部门 ${agencyId}` },
  'agency-registered': { status: 409, title: ({ agencyId }) => `部门 ${agencyId} 已登记过，内容不同` },
  'agency-code-taken': { status: 409, title: ({ code, agencyId }) => `部门代码“${code}”已登记过，见部门 ${agencyId}` },
  'agency-change-too-early': {
    status: 422,
    title: ({ effectiveOn, registeredOn }) => `变更自 ${effectiveOn} 起，早于部门登记的生效日期 ${registeredOn}`,
  },
  'agency-parent-unknown': { status: 422, title: ({ parentAgencyId }) => `找不到上级部门 ${parentAgencyId}` },
  'agency-parent-circular': {
    status: 422,
    title: ({ parentAgencyId }) => `部门 ${parentAgencyId} 是本部门自身或其下级，不能作为上级`,
  },
  'agency-succeeded': {
    status: 409,
    title: ({ agencyId, succeededOn }) => `部门 ${agencyId} 的职能已于 ${succeededOn} 由其他部门承接，不能再变更`,
  },
  'agency-successor-unknown': {
    status: 422,
    title: ({ successorAgencyId }) => `找不到承接部门 ${successorAgencyId}，请先登记`,
  },
  'clearing-window-outside-january': {
    status: 422,
    title: ({ fiscalYear, until }) => `${fiscalYear} 年度的清算期须止于次年 1 月之内，不能到 ${until}`,
  },
  'cut-off-outside-year': {
    status: 422,
    title: ({ fiscalYear }) => `${fiscalYear} 年的关账日须在 ${fiscalYear} 年之内`,
  },
  'cut-off-after-finance': {
    status: 422,
    title: ({ lastSubmissionOn, financeOn }) => `最后提交日 ${lastSubmissionOn} 不能晚于财政关账日 ${financeOn}`,
  },
  'paid-tolerance-too-large': {
    status: 422,
    title: ({ share, largest }) =>
      `足额容差 ${formatBasisPoints(share)}% 超过 ${formatBasisPoints(largest)}%，未发的人将不再预警，不能这样设定`,
  },
  'new-account-days-out-of-range': {
    status: 422,
    title: ({ newAccountDays, longest }) => `账户变更后的日数须为 0 至 ${longest}，收到 ${newAccountDays}`,
  },
  'tier-window-out-of-range': {
    status: 422,
    title: ({ windowDays, longest }) => `累计的天数须为 1 至 ${longest} 的整数：${windowDays}`,
  },
  'backfill-open': { status: 409, title: ({ openedOn }) => `期初补录已于 ${openedOn} 开启，请先关闭` },
  'backfill-not-open': { status: 409, title: () => '期初补录没有开启，无可关闭' },
  'single-person-mode-ended': { status: 403, title: () => '单人模式已经结束，请登录后办理' },

  'unit-not-found': { status: 404, title: ({ unitId }) => `找不到单位 ${unitId}` },
  'unit-registered': { status: 409, title: ({ unitId }) => `单位 ${unitId} 已登记过，内容不同` },
  'unit-code-taken': { status: 409, title: ({ code, unitId }) => `单位编码“${code}”已登记过，见单位 ${unitId}` },
  'unit-change-too-early': {
    status: 422,
    title: ({ effectiveOn, openedOn }) => `日期 ${effectiveOn} 早于单位的启用日期 ${openedOn}`,
  },
  'unit-closed': { status: 409, title: ({ closedOn }) => `单位已于 ${closedOn} 撤销，不能再变更` },

  'person-not-found': { status: 404, title: ({ personId }) => `找不到人员 ${personId}` },
  'person-registered': { status: 409, title: ({ personId }) => `人员 ${personId} 已登记过，内容不同` },
  'person-number-taken': {
    status: 409,
    title: ({ number, personId }) => `工号“${number}”已登记过，见人员 ${personId}`,
  },
  'person-name-taken': {
    status: 409,
    title: ({ name, personId, number }) =>
      `已有一位“${name}”（${numbered(number)}，人员 ${personId}）。如确为同名的另一人，请确认后再登记`,
  },

  'grant-not-found': { status: 404, title: ({ grantId }) => `找不到授权 ${grantId}` },
  'grant-exists': { status: 409, title: () => '此人已有同样的授权（在办或有效），不必再提' },
  'grant-settled': { status: 409, title: () => '该授权已有结论，不能再确认或退回' },
  'grant-not-in-force': { status: 409, title: () => '该授权未生效，无可收回' },
  'grant-needs-security-administrator': { status: 403, title: () => '授权须由安全管理员办理' },
  'grant-needs-second-person': {
    status: 403,
    title: () => '须由提出人、委托人以外的另一位安全管理员确认；小单位模式下也可由监管或审计确认',
  },
  'grant-to-oneself': { status: 403, title: () => '不能给自己授权，也不能确认给自己的授权' },
  'grant-ends-before-it-begins': { status: 422, title: ({ from, until }) => `止日 ${until} 早于起日 ${from}` },
  'grant-undated': { status: 422, title: () => '审计授权与代理须写明止日' },
  'delegation-impossible': { status: 422, title: ({ post }) => `${POST_LABEL[post]}不能这样代理` },
  'delegator-without-post': { status: 422, title: ({ post }) => `被代理人本人在该部门没有${POST_LABEL[post]}岗位` },
  'post-of-another-scope': {
    status: 422,
    title: ({ post }) => `${POST_LABEL[post]}：管理员岗位属于整个系统，不写部门；其他岗位须写明部门`,
  },
  'post-not-for-services': { status: 422, title: ({ post }) => `服务程序不能担任${POST_LABEL[post]}` },
  'posts-incompatible': {
    status: 422,
    title: ({ held, asked }) => `不相容岗位：已有（或在办）${POST_LABEL[held]}，不能再授予${POST_LABEL[asked]}`,
  },
  'administrators-enough': {
    status: 409,
    title: ({ inOffice }) => `现有 ${inOffice} 位安全管理员在任，可以相互确认，不需要新的一次性链接`,
  },
  'post-not-held': { status: 403, title: () => '您在该部门没有所写的岗位' },
  'programme-set-not-found': { status: 404, title: () => '本部门没有这个项目组' },
  'programme-set-name-taken': { status: 409, title: ({ name }) => `本部门已有名为“${name}”的项目组` },
  'programme-set-not-for-post': {
    status: 422,
    title: ({ post }) => `${POST_LABEL[post]}不能限定项目组：只有经办、复核、审批、财务可以`,
  },
  'programme-set-of-oneself': { status: 403, title: () => '这个项目组授予过您本人，须由他人变更' },
  'programme-set-change-waiting': {
    status: 409,
    title: () => '这个项目组已有变更待安全管理员确认，确认或不予确认后才能再变更',
  },
  'programme-set-change-not-proposed': { status: 409, title: () => '这个项目组没有待确认的变更' },
  'programme-set-needs-second-person': { status: 403, title: () => '项目组的变更须由提出人以外的另一人确认' },
  'programme-set-joins-posts': {
    status: 409,
    title: ({ personId, one, other }) =>
      `不相容岗位：这样变更后，人员 ${personId} 对同一项目既任${POST_LABEL[one]}又任${POST_LABEL[other]}`,
  },
  'programme-not-granted': {
    status: 403,
    title: ({ programmeIds }) =>
      `所涉${programmeIds.length > 1 ? ` ${programmeIds.length} 个` : ''}项目不在授予您的项目组内，不能办理`,
  },
  'small-office-needs-security-administrator': { status: 403, title: () => '小单位模式须由安全管理员办理' },
  'small-office-needs-second-person': { status: 403, title: () => '须由提出人以外的另一位安全管理员确认' },
  'small-office-proposed': { status: 409, title: () => '小单位模式已有人提出，待另一位安全管理员确认' },
  'small-office-not-proposed': { status: 409, title: () => '没有人提出小单位模式，无可确认或退回' },
  'small-office-in-force': { status: 409, title: () => '本部门已是小单位模式' },
  'small-office-not-in-force': { status: 409, title: () => '本部门不是小单位模式，无可结束' },
  'small-office-still-needed': {
    status: 409,
    title: ({ administrators, holdingSeveral }) =>
      `还不能结束小单位模式：安全管理员在任 ${administrators} 位（须至少两位），一人兼任多个管理员岗位的 ${holdingSeveral} 人（须先收回）`,
  },
  'rights-changed': { status: 409, title: () => '您的权限刚有变动，本次未办理，请重新登录或重试' },

  'agency-required': {
    status: 400,
    title: ({ registered }) =>
      registered === 0
        ? '尚未登记任何部门，请先登记部门'
        : `本系统有 ${registered} 个部门，请写明部门（请求头 Bofu-Agency 或参数 agency：部门编号或代码）`,
  },
  'agency-unknown': { status: 422, title: ({ agency }) => `没有编号或代码为“${agency}”的部门，请先登记` },
  'person-unknown': { status: 422, title: ({ actor }) => `本部门没有登记“${actor}”，请先登记人员再办理` },
  'person-ambiguous': {
    status: 422,
    title: ({ name, people }) => `有 ${people.length} 位“${name}”，请改用工号或人员编号（${people.join('、')}）`,
  },
  'actor-needed': { status: 400, title: () => '已有登记在册的人员，请在请求头 Bofu-Actor 中写明操作人' },
};
