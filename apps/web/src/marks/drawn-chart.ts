import { useEffect, useRef } from 'react';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([SVGRenderer]);

/**
 * A chart drawn as SVG, sharp on paper and at any zoom: as wide as its place. On paper, where nothing is drawn anew, what
 * was drawn is stretched to the width of the sheet (`.drawn-chart`).
 */
export function useDrawnChart(height: number) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>(null);
  useEffect(() => {
    if (place.current === null) return;
    const drawn = echarts.init(place.current, null, { renderer: 'svg', height });
    chart.current = drawn;
    const watching = new ResizeObserver(() => drawn.resize());
    watching.observe(place.current);
    const toPaper = () => {
      const box = `0 0 ${drawn.getWidth()} ${drawn.getHeight()}`;
      drawn.getDom().querySelector('svg')?.setAttribute('viewBox', box);
    };
    window.addEventListener('beforeprint', toPaper);
    return () => {
      watching.disconnect();
      window.removeEventListener('beforeprint', toPaper);
      drawn.dispose();
    };
  }, [height]);
  return { place, chart };
}
