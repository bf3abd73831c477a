import type { Position } from '@bofu/event-store';

const formOf = (position: Position): string => position.replaceAll(/\d/g, '0');

/** Whether both could be positions of one store: each kind writes all of its own in one form. */
export const isOfSameForm = (one: Position, other: Position): boolean => formOf(one) === formOf(other);
