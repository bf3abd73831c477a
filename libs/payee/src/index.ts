export { AccountKeyUnusable, openAccountKey } from './account-key';
export { accountNumberTable } from './account-number.migration';
export { AccountNumbers, accountNumberTyped } from './account-numbers';
export { ConfirmAccount } from './confirm-account';
export {
  isNewAccount,
  nameOn,
  requirePayable,
  requireRegistered,
  type Payee,
  type PayableAccount,
  type RegisteredPayee,
} from './domain/payee';
export { PAYEE_KINDS, type MaskedAccount, type PayeeEvent, type PayeeKind } from './domain/payee-events';
export type { PayeeRefusals } from './domain/refusals';
export { EndAccount } from './end-account';
export { payeeAggregate } from './payee-aggregate';
export { payeeCodec } from './payee-codec';
export { payeeEvents } from './payee-events';
export { ACCOUNT_SITUATION_LABEL, PAYEE_KIND_LABEL } from './payee-labels';
export { payeeRefusals } from './payee-refusals';
export { PayeeModule } from './payee.module';
export { payeesProjection } from './payees/payees.projection';
export { ListPayees, type AccountStanding, type PayeeStanding } from './payees/payees.query';
export { ProposeAccount } from './propose-account';
export { RegisterPayee } from './register-payee';
