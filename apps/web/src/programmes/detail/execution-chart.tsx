import { useEffect } from 'react';
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { formatYuan, parseYuan, type BusinessDate } from '@bofu/kernel';
import { useDrawnChart } from '../../marks/drawn-chart';
import { moneyText } from '../../marks/money';
import type { MoneyUnit } from '../../books/books-in-address';
import { words } from '../../words';
import { FONTS } from '../../theme';
import type { CurvePoint } from './execution-curve';

// Only what this chart needs is taken in.
echarts.use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent]);

const CHART_HEIGHT = 264;
const INK = '#475467';

/** Days as instants of one zone, so that distances on the axis are true. */
const instantOf = (date: BusinessDate): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));

/** How high a point stands on the screen. Not an amount: what is read as one is text made by the kernel. */
const heightOf = (yuan: string): number => Number(parseYuan(yuan));

/** 累计计划与实际 on a true date axis: its ticks are the checkpoints, and the third of them is October. */
export default function ExecutionChart(props: {
  planned: readonly CurvePoint[];
  actual: readonly CurvePoint[];
  checkpoints: readonly BusinessDate[];
  asOf: BusinessDate;
  unit: MoneyUnit;
}) {
  const { place, chart } = useDrawnChart(CHART_HEIGHT);
  useEffect(() => {
    chart.current?.setOption(optionsFor(props), { notMerge: true });
  });
  return <div ref={place} className="execution-chart drawn-chart" aria-hidden="true" />;
}

function optionsFor({ planned, actual, checkpoints, asOf, unit }: Parameters<typeof ExecutionChart>[0]) {
  const year = asOf.slice(0, 4);
  const amountText = (height: number): string => moneyText(formatYuan(BigInt(Math.round(height))), unit);
  const points = (curve: readonly CurvePoint[]) => curve.map(({ on, yuan }) => [instantOf(on), heightOf(yuan)]);
  const ticks = checkpoints.map(instantOf);
  const dayText = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
  return {
    animation: false,
    textStyle: { fontFamily: FONTS, fontSize: 12 },
    grid: { left: 8, right: 24, top: 34, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 26, textStyle: { color: INK }, selectedMode: false },
    tooltip: {
      trigger: 'axis',
      // Text drawn into the chart: a floating element would bring styles of its own into the page.
      renderMode: 'richText',
      formatter: (shown: readonly { axisValue: number; seriesName: string; value: readonly number[] }[]) =>
        [
          dayText(shown[0]?.axisValue ?? 0),
          ...shown.map(({ seriesName, value }) => `${seriesName} ${amountText(value[1] ?? 0)} ${words.unit[unit]}`),
        ].join('\n'),
    },
    xAxis: {
      type: 'time',
      min: Date.UTC(Number(year), 0, 1),
      max: Date.UTC(Number(year), 11, 31),
      axisTick: { customValues: ticks },
      axisLabel: {
        customValues: ticks,
        color: INK,
        formatter: (instant: number) => `${Number(dayText(instant).slice(5, 7))}月底`,
      },
      splitLine: { show: false },
      axisLine: { lineStyle: { color: '#98a2b3' } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { color: INK, formatter: amountText },
      splitLine: { lineStyle: { color: '#e7eaef' } },
    },
    series: [
      {
        name: '累计计划',
        type: 'line',
        data: points(planned),
        symbol: 'diamond',
        symbolSize: 8,
        itemStyle: { color: '#8a3a00' },
        lineStyle: { color: '#8a3a00', type: 'dashed', width: 2 },
      },
      {
        name: '累计实际',
        type: 'line',
        data: points(actual),
        symbol: 'circle',
        symbolSize: 6,
        itemStyle: { color: '#0b4aa8' },
        lineStyle: { color: '#0b4aa8', width: 2.5 },
        areaStyle: { color: '#0b4aa8', opacity: 0.08 },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { formatter: `截至 ${asOf.slice(5)}`, color: '#a50f15', position: 'end' },
          lineStyle: { color: '#a50f15', type: 'solid', width: 1 },
          data: [{ xAxis: instantOf(asOf) }],
        },
      },
    ],
  };
}
