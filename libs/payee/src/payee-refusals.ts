import type { RefusalCatalogue } from '@bofu/kernel';
import type { PayeeRefusals } from './domain/refusals';
import { ACCOUNT_SITUATION_LABEL } from './payee-labels';

export const payeeRefusals: RefusalCatalogue<PayeeRefusals> = {
  'payee-not-found': { status: 404, title: () => '找不到这个收款户：没有登记，或不在本部门' },
  'payee-registered': { status: 409, title: () => '这个收款户已经登记' },
  'payee-code-taken': { status: 409, title: ({ code }) => `收款户代码 ${code} 已有人使用，请换一个` },
  'payee-renamed-too-early': {
    status: 422,
    title: ({ effectiveOn, registeredOn }) => `收款户 ${registeredOn} 才登记，不能自 ${effectiveOn} 起更名`,
  },
  'payee-account-not-found': { status: 404, title: () => '这个收款户没有这个账户' },
  'payee-account-number-malformed': { status: 422, title: () => '账号须为 8 至 32 位数字，可带空格或短横' },
  'payee-account-number-kept': { status: 409, title: () => '这个编号已存有另一个账号，请重新填写' },
  'payee-account-number-missing': { status: 422, title: () => '请先填写账号' },
  'payee-account-key-differs': {
    status: 503,
    title: () => '账号的密钥与已存账号所用的不同，不能存取账号：请系统管理员恢复原来的密钥文件',
  },
  'payee-account-at-payee-already': {
    status: 409,
    title: ({ bank, lastFour, situation }) =>
      `这个收款户已有同一账户：${bank}，尾号 ${lastFour}，${ACCOUNT_SITUATION_LABEL[situation]}`,
  },
  'payee-account-of-another-payee': {
    status: 409,
    title: ({ code, name }) => `同一账号已是收款户 ${code}“${name}”的账户：确属共用的，请写明事由`,
  },
  'payee-account-in-other-state': {
    status: 409,
    title: ({ situation }) => `这个账户现在${ACCOUNT_SITUATION_LABEL[situation]}，不能这样办理，请刷新后再看`,
  },
  'payee-account-own-proposal': { status: 403, title: () => '账户须由提出人以外的另一人确认，代理人也不行' },
  'payee-account-not-payable': {
    status: 409,
    title: ({ name, bank, lastFour, situation, inUse }) => {
      const why = situation === 'confirmed' ? '尚未经第二人确认' : ACCOUNT_SITUATION_LABEL[situation];
      const instead =
        inUse.length === 0
          ? '现在没有可付的账户'
          : `现用账户为${inUse.map((each) => `${each.bank}（尾号 ${each.lastFour}）`).join('、')}`;
      return `收款户“${name}”的账户${bank}（尾号 ${lastFour}）${why}，不能付款；${instead}`;
    },
  },
  'payee-account-not-disclosed': {
    status: 403,
    title: ({ minutes }) => `请先写明事由并登记查看全号；登记后 ${minutes} 分钟内可以查看`,
  },
};
