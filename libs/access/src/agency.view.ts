import { z } from 'zod';
import { revisionOf } from '@bofu/http';
import { formatBasisPoints, formatYuan, type BusinessDate } from '@bofu/kernel';
import { TIER_SUMMED_PER } from './domain/agency';
import { isSmallOffice } from './domain/small-office';
import type { Directory, DirectoryAgency } from './directory/directory';
import { vacanciesOf } from './vacancies';

const date = z.string().meta({ format: 'date' });

export const agencyView = z.strictObject({
  agencyId: z.string(),
  code: z.string().describe('部门代码'),
  name: z.string(),
  regionCode: z.string().describe('行政区划代码'),
  regionName: z.string(),
  parentAgencyId: z.string().nullable().describe('上级部门'),
  effectiveOn: date.describe('以上内容自何日起'),
  succeededOn: date.nullable().describe('职能由其他部门承接之日'),
  backfill: z
    .strictObject({ openedOn: date, reason: z.string() })
    .nullable()
    .describe('期初补录：开启之日与事由；没有开启为 null'),
  singlePersonMode: z.boolean().describe('单人模式：尚未授予任何权限'),
  paidTolerance: z.string().meta({ description: '当日有效的足额容差，应发的百分之几', example: '2.00' }),
  largePayment: z.string().nullable().describe('当日有效的大额付款标准（元）；null 为不设'),
  approvalTier: z
    .strictObject({
      amount: z.string().describe('元'),
      windowDays: z.int().describe('累计的天数，含审批当日'),
      summedPer: z.enum(TIER_SUMMED_PER).describe('按收款方、按预算项目，或两者都累计'),
    })
    .nullable()
    .describe('当日有效的审批分档；null 为不设'),
  payeeRules: z
    .strictObject({
      registeredOnly: z.boolean().describe('付款须指明登记的收款户及其已确认的账户'),
      newAccountDays: z.int().describe('账户确认不满这些日的付款须第二次审批；0 为不须'),
    })
    .describe('当日有效的收款户管理'),
  fundsArrivalsKeptSince: date.nullable().describe('自何日起登记上级资金到位并据以预警；null 为不登记'),
  appropriationFilesRequired: z.boolean().describe('下达、追加、追减、调剂、收回当日是否须附文件'),
  smallOffice: z
    .strictObject({ from: date, reason: z.string() })
    .nullable()
    .describe('小单位模式：自何日起，为何；不是为 null'),
  smallOfficeProposal: z
    .strictObject({ proposedByName: z.string(), reason: z.string() })
    .nullable()
    .describe('已提出、待另一位安全管理员确认的小单位模式'),
  vacancies: z
    .array(z.strictObject({ post: z.enum(['clerk', 'reviewer', 'approver', 'cashier']), from: date }))
    .describe('自当日起 31 日内无人在任的办款岗位，自何日起'),
  revision: z.string(),
});

export function viewAgency(
  { version, ...agency }: DirectoryAgency,
  directory: Directory,
  day: BusinessDate,
): z.input<typeof agencyView> {
  const tier = directory.approvalTier(agency.agencyId, day);
  const large = directory.largePaymentFen(agency.agencyId, day);
  const small = directory.smallOffice(agency.agencyId);
  const { proposal } = small;
  const last = small.spans.at(-1);
  return {
    ...agency,
    backfill: agency.backfill && { ...agency.backfill },
    singlePersonMode: directory.singlePersonMode(agency.agencyId),
    paidTolerance: formatBasisPoints(directory.paidTolerance(agency.agencyId, day)),
    largePayment: large === null ? null : formatYuan(large),
    approvalTier:
      tier === null || tier.amountFen === null
        ? null
        : { amount: formatYuan(tier.amountFen), windowDays: tier.windowDays, summedPer: tier.summedPer },
    payeeRules: { ...directory.payeeRules(agency.agencyId, day) },
    fundsArrivalsKeptSince: directory.fundsArrivalsKeptSince(agency.agencyId, day),
    appropriationFilesRequired: directory.appropriationFilesRequiredOn(agency.agencyId, day),
    smallOffice: isSmallOffice(small) && last ? { from: last.from, reason: last.reason } : null,
    smallOfficeProposal: proposal && {
      proposedByName: directory.nameOf(proposal.proposedBy) ?? proposal.proposedBy,
      reason: proposal.reason,
    },
    vacancies: [...vacanciesOf(directory, agency.agencyId, day)],
    revision: revisionOf(version),
  };
}
