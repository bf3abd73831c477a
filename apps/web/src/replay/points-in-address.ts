import { parseBusinessDate, type BusinessDate } from '@bofu/kernel';

/**
 * The two points compared, and by which clock. 登记时点: the books as the system had them at the end of that day. 业务日期:
 * what belongs to that day, told with all that is known now. Late entries make the two differ.
 */
export interface Points {
  readonly basis: 'recorded' | 'business';
  readonly a: BusinessDate;
  readonly b: BusinessDate;
  readonly of: string | null;
}

const dateIn = (text: string | null, otherwise: string): BusinessDate => {
  try {
    return parseBusinessDate(text ?? otherwise);
  } catch {
    return parseBusinessDate(otherwise);
  }
};

export const pointsInAddress = (address: URLSearchParams, fiscalYear: number): Points => ({
  basis: address.get('basis') === 'business' ? 'business' : 'recorded',
  a: dateIn(address.get('a'), `${fiscalYear}-06-30`),
  b: dateIn(address.get('b'), `${fiscalYear}-12-31`),
  of: address.get('of'),
});

/** The end of a day in Beijing, as an instant. */
export const endOf = (day: BusinessDate): string => `${day}T23:59:59.999+08:00`;

/** What the difference is asked with. */
export const queryOfPoints = ({ basis, a, b, of }: Points) => ({
  aAsOf: a,
  bAsOf: b,
  ...(basis === 'recorded' && { aKnownAt: endOf(a), bKnownAt: endOf(b) }),
  ...(of !== null && { appropriationId: of }),
});
