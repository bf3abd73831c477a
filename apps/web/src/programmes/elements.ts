import type { words } from '../words';

/** 要素 of 预算管理一体化, as far as the document states them: '' where it says nothing. */
export interface Elements {
  readonly functionalClass: string;
  readonly governmentEconomicClass: string;
  readonly departmentEconomicClass: string;
  readonly budgetSource: '' | keyof typeof words.budgetSource;
  readonly paymentMethod: '' | keyof typeof words.paymentMethod;
  readonly directFunds: '' | 'yes' | 'no';
  readonly threeGuarantees: string;
  readonly governmentProcurement: '' | 'yes' | 'no';
  readonly superiorDocumentNumber: string;
}

export const NO_ELEMENTS: Elements = {
  functionalClass: '',
  governmentEconomicClass: '',
  departmentEconomicClass: '',
  budgetSource: '',
  paymentMethod: '',
  directFunds: '',
  threeGuarantees: '',
  governmentProcurement: '',
  superiorDocumentNumber: '',
};

export const ELEMENT_LABEL: Readonly<Record<keyof Elements, string>> = {
  functionalClass: '支出功能分类',
  governmentEconomicClass: '政府经济分类',
  departmentEconomicClass: '部门经济分类',
  budgetSource: '预算来源',
  paymentMethod: '支付方式',
  directFunds: '直达资金',
  threeGuarantees: '三保标识',
  governmentProcurement: '政府采购',
  superiorDocumentNumber: '上级指标文号',
};
