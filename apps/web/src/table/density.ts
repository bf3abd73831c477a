import { useEffect } from 'react';
import { useKeptInBrowser } from './kept-in-browser';

type Density = 'compact' | 'loose';

const densityIn = (kept: unknown): Density => (kept === 'loose' ? 'loose' : 'compact');

/** 密度: how high the rows of every table are, as whoever is at this browser likes them. */
export function useDensity() {
  const [density, keep] = useKeptInBrowser('density', densityIn);
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
  return [density, keep] as const;
}
