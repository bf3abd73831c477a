import type { RefusalCatalogue } from '@bofu/kernel';
import type { MonitoringRefusals } from './domain/refusals';

export const monitoringRefusals: RefusalCatalogue<MonitoringRefusals> = {
  'forecast-subject-missing': { status: 400, title: () => '试算人数、标准或追加时，请指明预算指标（appropriationId）' },
  'forecast-subject-not-found': {
    status: 404,
    title: ({ appropriationId }) => `截至该日，本年度没有预算指标 ${appropriationId}，无法预测`,
  },
  'forecast-by-groups': {
    status: 422,
    title: ({ programmeName }) => `“${programmeName}”按人群分别定有标准，试算须同时给出人数和标准`,
  },
};
