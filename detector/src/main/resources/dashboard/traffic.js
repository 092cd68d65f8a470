// What this instance reads and decides, a second at a time, over the last minutes.

import { el } from './dom.js';
import { linePlot } from './plots.js';
import { count } from './words.js';

const SECONDS = 300;
const REDRAW_CALMLY = 5;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

const READ = [
  { name: 'Accesses', colour: '--line-a', fill: '--fill-a', unit: 'a second' },
  { name: 'Issued', colour: '--line-b', dash: [4, 3], unit: 'a second' },
];
const FOUND = [
  { name: 'Never issued', colour: '--line-c', unit: 'a second' },
  { name: 'Altered', colour: '--line-d', dash: [6, 2], unit: 'a second' },
  { name: 'Undetermined', colour: '--line-e', dash: [2, 3], unit: 'a second' },
];

/** Two live plots, for pulses. */
export function traffic(root) {
  const read = linePlot('Accesses read and tokens found issued, a second, over the last five minutes', READ);
  const found = linePlot('Tokens never issued, altered or undetermined, a second, over the last five minutes', FOUND);
  root.append(
    el('p', { class: 'dim' }, 'Counted by the instance that serves this page; alerts and incidents are those of all.'),
    read.element, found.element);
  const seconds = [];
  let since = 0;

  return {
    pulse(pulse) {
      seconds.push(second(pulse));
      if (seconds.length > SECONDS) {
        seconds.splice(0, seconds.length - SECONDS);
      }
      since += 1;
      if (document.hidden || (calm.matches && since < REDRAW_CALMLY && seconds.length > REDRAW_CALMLY)) {
        return;
      }
      since = 0;
      const columns = [0, 1, 2, 3, 4, 5].map(i => seconds.map(one => one[i]));
      const latest = seconds.at(-1).map(count);
      read.show(onFullWidth(columns.slice(0, 3)), latest.slice(1, 3));
      found.show(onFullWidth([columns[0], ...columns.slice(3)]), latest.slice(3));
    },
  };
}

/** A plot of five minutes from the first second on: what has not been yet is empty. */
function onFullWidth(columns) {
  const begin = columns[0].at(-1) - SECONDS;
  return columns[0][0] > begin + 1 ? columns.map((column, i) => [i === 0 ? begin : null, ...column]) : columns;
}

function second(pulse) {
  const verdicts = pulse.verdicts ?? {};
  const of = name => verdicts[name] ?? verdicts[name.toLowerCase()] ?? 0;
  return [
    pulse.time / 1000,
    pulse.accesses ?? 0,
    of('ISSUED'),
    of('NEVER_ISSUED'),
    of('ALTERED'),
    of('UNDETERMINED'),
  ];
}
