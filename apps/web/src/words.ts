/** What the screens say, in one place. Sentences of one screen only stand with that screen. */
export const words = {
  product: '资金拨付跟踪',
  pages: {
    programmes: '预算项目',
    payments: '拨付发放',
    alerts: '预警',
    replay: '审计回放',
    jobs: '任务中心',
    notFound: '没有这个页面',
  },
  fundingLevel: { central: '中央', provincial: '省级', municipal: '市级', district: '区级' },
  budgetType: {
    'general-public': '一般公共预算',
    'government-fund': '政府性基金预算',
    'state-capital-operations': '国有资本经营预算',
    'social-insurance-fund': '社会保险基金预算',
  },
  cashFlow: { monthly: '按月', quarterly: '按季', 'one-off': '一次性', 'as-needed': '据实' },
  issuedAs: { regular: '正常下达', advance: '提前下达', prepaid: '预拨' },
  paymentSituation: { submitted: '在途', paid: '已付', 'sent-back': '已退回', reversed: '已冲销' },
  paymentKind: { disbursement: '拨付', 'payout-run': '发放批次' },
  unit: { yuan: '元', wan: '万元' },
  nothing: '-',
  retry: '重新读取',
  notConnected: '连接不上本机的拨付服务，请确认服务在运行',
  unclearAnswer: '服务的回答不完整',
} as const;

/** The word for a code; a code this page does not know yet is shown as it is rather than hidden. */
export const wordFor = (table: Readonly<Record<string, string>>, code: string): string => table[code] ?? code;
