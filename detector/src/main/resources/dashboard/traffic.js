// What this instance reads and decides, a second at a time, over the last minutes.

import { el } from './dom.js';
import { linePlot } from './plots.js';
import { count } from './words.js';

const SECONDS = 300;
const MINUTE = 60;
const LONGEST_STEP = 5;
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
  let seconds = [];
  let since = 0;

  function draw() {
    if (document.hidden || seconds.length === 0) {
      return;
    }
    since = 0;
    const columns = withGaps([0, 1, 2, 3, 4, 5].map(i => seconds.map(one => one[i])));
    const latest = seconds.at(-1).map(count);
    read.show(onFullWidth(columns.slice(0, 3)), latest.slice(1, 3));
    found.show(onFullWidth([columns[0], ...columns.slice(3)]), latest.slice(3));
  }

  function add(more) {
    seconds.push(...more);
    const begin = seconds.length === 0 ? 0 : seconds.at(-1)[0] - SECONDS;
    seconds = seconds.filter(one => one[0] >= begin);
  }

  document.addEventListener('visibilitychange', draw);
  return {
    /** What was before the page came: so it begins with five minutes, and has no gap where the stream had one. */
    past({ pulses }) {
      const told = pulses.map(second);
      if (told.length > 0) {
        seconds = seconds.filter(one => one[0] < told[0][0]);
        add(told);
        draw();
      }
    },
    pulse(pulse) {
      const one = second(pulse);
      if (seconds.length > 0 && one[0] <= seconds.at(-1)[0]) {
        return;
      }
      add([one]);
      since += 1;
      if (!calm.matches || since >= REDRAW_CALMLY || seconds.length <= REDRAW_CALMLY) {
        draw();
      }
    },
  };
}

/** No line is drawn over seconds of which nothing is known. */
function withGaps(columns) {
  const times = columns[0];
  const whole = columns.map(() => []);
  times.forEach((time, at) => {
    if (at > 0 && time - times[at - 1] > LONGEST_STEP) {
      whole.forEach((column, i) => column.push(i === 0 ? times[at - 1] + 1 : null));
    }
    whole.forEach((column, i) => column.push(columns[i][at]));
  });
  return whole;
}

/** A plot of one minute at first, then of as many as are known, up to five: what has not been yet is empty. */
function onFullWidth(columns) {
  const end = columns[0].at(-1);
  const span = Math.min(SECONDS, Math.max(1, Math.ceil((end - columns[0][0]) / MINUTE)) * MINUTE);
  const begin = end - span;
  return columns[0][0] > begin + 1 ? columns.map((column, i) => [i === 0 ? begin : null, ...column]) : columns;
}

function second(pulse) {
  const verdicts = pulse.verdicts ?? {};
  const of = name => verdicts[name] ?? 0;
  return [
    pulse.time / 1000,
    pulse.accesses ?? 0,
    of('ISSUED'),
    of('NEVER_ISSUED'),
    of('ALTERED'),
    of('UNDETERMINED'),
  ];
}
