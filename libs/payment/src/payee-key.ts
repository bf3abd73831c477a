import type { Payee } from './domain/payment-events';

/**
 * By what a payee that is written down is told from another: as one writes a name, whatever its width and spaces. One of
 * the register has an id.
 */
export const payeeKeyOf = ({ name }: Pick<Payee, 'name'>): string => name.normalize('NFKC').replace(/\s/g, '');
