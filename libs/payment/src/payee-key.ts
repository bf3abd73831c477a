import type { Payee } from './domain/payment-events';

/**
 * By what a payee is told from another, while payees are free text: as one writes a name, whatever its width and
 * spaces. A register of payees will say it by the account.
 */
export const payeeKeyOf = ({ name }: Pick<Payee, 'name'>): string => name.normalize('NFKC').replace(/\s/g, '');
