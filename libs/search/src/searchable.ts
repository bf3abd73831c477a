/**
 * Every two characters side by side; a single one stands for itself. Two are one term; an index over sets of terms is all
 * that is asked of Postgres.
 */
export function pairsIn(text: string): string[] {
  const characters = [...text];
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`))];
}

/** An exact thing among the terms: an amount in fen, an id, a person who acted. */
export const amountTerm = (fen: bigint | string): string => `fen:${fen}`;
export const idTerm = (id: string): string => `id:${id}`;
export const actedTerm = (personId: string): string => `by:${personId}`;
/** Initials are no text: they have terms of their own. */
export const initialTerms = (initials: string): string[] => pairsIn(initials).map((pair) => `py:${pair}`);
