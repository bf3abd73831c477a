import { useEffect } from 'react';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { formatYuan, parseYuan } from '@bofu/kernel';
import type { MoneyUnit } from '../books/books-in-address';
import { useDrawnChart } from '../marks/drawn-chart';
import { moneyText } from '../marks/money';
import { FONTS } from '../theme';
import { words } from '../words';
import type { MonthFigures } from './month-figures';

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent]);

const CHART_HEIGHT = 380;
const INK = '#475467';

/** Not an amount: what is read as one is text made by the kernel. */
const heightOf = (yuan: string | null): number | null => (yuan === null ? null : Number(parseYuan(yuan)));

/** Plan and actual of each month as bars, the year before as a line; the table under it says the same. */
export default function MonthChart(props: {
  months: readonly MonthFigures[];
  fiscalYear: number;
  unit: MoneyUnit;
  onMonth: (period: string) => void;
}) {
  const { onMonth } = props;
  const { place, chart } = useDrawnChart(CHART_HEIGHT);
  useEffect(() => {
    chart.current?.setOption(optionsFor(props), { notMerge: true });
    chart.current?.off('click');
    chart.current?.on('click', ({ dataIndex }) => {
      const month = props.months[dataIndex];
      if (month !== undefined) onMonth(month.period);
    });
  });
  return <div ref={place} className="month-chart drawn-chart" aria-hidden="true" />;
}

function optionsFor({ months, fiscalYear, unit }: Parameters<typeof MonthChart>[0]) {
  const amountText = (height: number): string => moneyText(formatYuan(BigInt(Math.round(height))), unit);
  const hasYearBefore = months.some(({ yearBefore }) => yearBefore !== null);
  return {
    animation: false,
    textStyle: { fontFamily: FONTS, fontSize: 12 },
    grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: INK }, selectedMode: false },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      renderMode: 'richText',
      formatter: (shown: readonly { axisValue: string; seriesName: string; value: number | null | undefined }[]) =>
        [
          shown[0]?.axisValue ?? '',
          ...shown.flatMap(({ seriesName, value }) =>
            typeof value === 'number' ? `${seriesName} ${amountText(value)} ${words.unit[unit]}` : [],
          ),
        ].join('\n'),
    },
    xAxis: {
      type: 'category',
      data: months.map(({ period }) => `${Number(period.slice(5))}月`),
      axisLabel: { color: INK },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#98a2b3' } },
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: INK, formatter: amountText },
      splitLine: { lineStyle: { color: '#e7eaef' } },
    },
    series: [
      {
        name: '当月计划',
        type: 'bar',
        data: months.map(({ planned }) => heightOf(planned)),
        // Hollow beside full: told apart in grey as well.
        itemStyle: { color: '#ffffff', borderColor: '#8a3a00', borderWidth: 1.5 },
        barMaxWidth: 18,
        barGap: '10%',
      },
      {
        name: '当月实际',
        type: 'bar',
        data: months.map(({ settled }) => heightOf(settled)),
        itemStyle: { color: '#0b4aa8' },
        barMaxWidth: 18,
      },
      ...(hasYearBefore
        ? [
            {
              name: `${fiscalYear - 1} 年同月`,
              type: 'line',
              data: months.map(({ yearBefore }) => heightOf(yearBefore)),
              symbol: 'diamond',
              symbolSize: 7,
              itemStyle: { color: '#475467' },
              lineStyle: { color: '#475467', type: 'dashed', width: 1.5 },
            },
          ]
        : []),
    ],
  };
}
