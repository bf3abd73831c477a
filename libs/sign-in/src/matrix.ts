import type { Post } from '@bofu/kernel';

/**
 * What opens a route. `public`: anybody, signed in or not. `signed-in`: whoever has signed in, from no post at all. Else
 * the posts, each with what it reaches: the agency it is held on, those below it as well, or the whole installation.
 */
export type Opens = 'public' | 'signed-in' | Readonly<Partial<Record<Post, Reach>>>;
export type Reach = 'agency' | 'subordinates' | 'installation';

/** A row of the matrix: an action in words, and either the routes it stands for or that there is none yet. */
export interface MatrixRow {
  readonly action: string;
  /** `GET /v1/people/:personId`, as the router writes it. */
  readonly routes: readonly string[] | 'no route yet';
  readonly opens: Opens;
}

export type Matrix = ReadonlyMap<string, Opens>;

/** By route. Throws where two rows claim one. */
export function matrixOf(rows: readonly MatrixRow[]): Matrix {
  const matrix = new Map<string, Opens>();
  for (const { routes, opens } of rows)
    for (const route of routes === 'no route yet' ? [] : routes) {
      if (matrix.has(route)) throw new Error(`two rows of the matrix claim ${route}`);
      matrix.set(route, opens);
    }
  return matrix;
}
