// Line plots over time. Each says beside it, in words, what it shows now: the picture is never the only way to learn it.

import { el, setText } from './dom.js';
import { inUtc, length, tick, words } from './time.js';
import { count, many } from './words.js';

const HEIGHT = 132;
const GREW = [
  { name: 'Alerts', colour: '--line-c' },
  { name: 'Accounts', colour: '--line-a', dash: [5, 3] },
  { name: 'Sources', colour: '--line-d', dash: [2, 3] },
];
const dark = matchMedia('(prefers-color-scheme: dark)');
/** What is on the page, to be drawn anew in other colours. */
const drawn = new Set();

dark.addEventListener('change', () => drawn.forEach(plot => plot.redraw()));

/**
 * A plot of some series over time.
 *
 * @param title what a screen reader calls it
 * @param series [{ name, colour (a custom property), unit, dash, fill, value (a number in words) }]
 * @param stepped whether each value holds for its whole bucket
 */
export function linePlot(title, series, { stepped = false, height = HEIGHT } = {}) {
  const canvas = el('div', { class: 'plot', 'aria-hidden': 'true' });
  const values = series.map(() => el('b', { class: 'number' }, '–'));
  const caption = el('figcaption', null, ...series.map((one, i) =>
    el('span', { class: 'reading' }, el('span', { class: `swatch ${one.name.toLowerCase().replace(/\W+/g, '-')}`, 'aria-hidden': 'true' }), `${one.name} `, values[i], one.unit ? ` ${one.unit}` : '')));
  const element = el('figure', { class: 'line-plot', 'aria-label': title }, caption, canvas);
  let data = [[], ...series.map(() => [])];
  let plot = null;

  function draw() {
    plot?.destroy();
    const width = canvas.clientWidth;
    if (width === 0) {
      plot = null;
      return;
    }
    plot = new window.uPlot(options(width, height, series, stepped), data, canvas);
  }

  new ResizeObserver(() => {
    if (plot === null) {
      draw();
    } else if (plot.width !== canvas.clientWidth && canvas.clientWidth > 0) {
      plot.setSize({ width: canvas.clientWidth, height });
    }
  }).observe(canvas);
  drawn.add({ redraw: draw });

  return {
    element,
    /** Shows columns of values: times in seconds first, then one a series; and what each is now, in words. */
    show(columns, readings) {
      data = columns;
      plot?.setData(columns);
      values.forEach((value, i) => setText(value, readings[i]));
    },
  };
}

/** How some alerts came over event time: a panel, hidden while there are none. */
export function growth() {
  const plot = linePlot('Alerts, accounts and sources over event time', GREW, { stepped: true, height: 180 });
  const text = el('p', { class: 'dim' });
  const element = el('section', { class: 'panel', hidden: true }, el('h2', null, 'Over time'), text, plot.element);
  return {
    element,
    /** Shows a series as the server tells it. */
    show({ start, width, alerts = [], accounts = [], sources = [] }) {
      element.hidden = alerts.length === 0;
      if (alerts.length === 0) {
        return;
      }
      // One bucket more, so that the last one has a width too.
      const times = [...alerts.keys(), alerts.length].map(i => (start + i * width) / 1000);
      const ended = values => [...values, 0];
      const total = alerts.reduce((sum, one) => sum + one, 0);
      plot.show([times, ended(alerts), ended(accounts), ended(sources)], [alerts, accounts, sources].map(values => `${count(Math.max(...values))} at most`));
      setText(text, `${many(total, 'alert')} by first use, from ${words(start, 'full')} to ${words(start + alerts.length * width, 'full')}, in steps of ${length(width)}.`);
    },
  };
}

function options(width, height, series, stepped) {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--dim'),
    font: `11px ${style.getPropertyValue('--sans')}`,
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
    tzDate: seconds => (inUtc() ? window.uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : new Date(seconds * 1000)),
    scales: { x: { time: true }, y: { range: (_, least, most) => [0, Math.max(1, (most ?? 0) * 1.1)] } },
    axes: [
      { ...axis, size: 22, gap: 4, space: 70, values: (_, splits) => axisTimes(splits) },
      { ...axis, size: 44, gap: 6, space: 32, values: (_, splits) => splits.map(short) },
    ],
    series: [{}, ...series.map(one => ({
      label: one.name,
      stroke: colour(one.colour),
      width: 1.5,
      dash: one.dash,
      fill: one.fill ? colour(one.fill) : undefined,
      paths: stepped ? window.uPlot.paths.stepped({ align: 1 }) : undefined,
      points: { show: false },
    }))],
  };
}

function axisTimes(splits) {
  const span = splits.length > 1 ? (splits.at(-1) - splits[0]) * 1000 : 0;
  const labels = splits.map(seconds => tick(seconds * 1000, span));
  // Parts of a second have one label together.
  return labels.map((label, i) => (label === labels[i - 1] ? '' : label));
}

function short(value) {
  if (value >= 1e6) {
    return `${Math.round(value / 1e5) / 10}M`;
  }
  return value >= 1e4 ? `${Math.round(value / 100) / 10}k` : String(Math.round(value * 100) / 100);
}
