// For how much of the time the ledger is known to be complete: one band an issuer.

import { get } from './api.js';
import { el, said, setText, svg } from './dom.js';
import { age, length, moment, now, tick } from './time.js';
import { many } from './words.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Pairs: an object would put its whole numbers first. */
const SPANS = [['auto', 'as far as known'], ['0.25', '15 min'], ['1', '1 h'], ['6', '6 h'], ['24', '24 h'], ['168', '7 d']];
const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR];
const EVERY = 2000;
const MOST_ISSUERS = 12;
const MOST_HOLES = 5;
const WIDE = 1000;
const HIGH = 20;

/**
 * Bands that keep themselves up to date.
 *
 * @param changed told each new answer
 */
export function coverage(root, select, changed) {
  for (const [value, label] of SPANS) {
    select.append(el('option', { value }, label));
  }
  const list = el('div', { class: 'bands' });
  const hint = el('p', { class: 'empty' }, 'Asking what the ledger knows');
  root.append(list, hint);

  async function refresh() {
    try {
      const hours = select.value === 'auto' ? 24 : Math.max(1, Number(select.value));
      const told = await get('/api/coverage', { hours });
      changed(told);
      draw(told);
    } catch (fault) {
      hint.hidden = false;
      setText(hint, `Coverage is not known: ${fault.message}`);
    }
  }

  function draw(told) {
    const issuers = told.issuers ?? [];
    hint.hidden = issuers.length > 0 && issuers.length <= MOST_ISSUERS;
    setText(hint, issuers.length === 0
      ? 'No issuance record has been read yet. Until the ledger is known to be complete for a stretch of time, no token in it is called forged.'
      : `and ${issuers.length - MOST_ISSUERS} more issuers`);
    const [from, to] = range(told, issuers, select.value);
    list.replaceChildren(...issuers.slice(0, MOST_ISSUERS).map(issuer => band(issuer, from, to)));
    if (issuers.length > 0) {
      list.append(axis(from, to));
    }
  }

  select.addEventListener('change', refresh);
  refresh();
  setInterval(() => document.hidden || refresh(), EVERY);
  return { refresh };
}

function range(told, issuers, span) {
  const to = told.now ?? now();
  if (span !== 'auto') {
    return [to - Number(span) * HOUR, to];
  }
  const first = Math.min(to, ...issuers.flatMap(issuer => (issuer.covered ?? []).map(stretch => stretch[0])));
  return [to - (STEPS.find(step => step >= to - first) ?? STEPS.at(-1)), to];
}

function band(issuer, from, to) {
  const covered = issuer.covered ?? [];
  const holes = (issuer.holes ?? []).filter(([, end]) => end > from);
  const until = issuer.covered_until;
  const state = el('span', { class: 'band-state' }, 'covered until ', moment(until), ', ', age(until));
  const drawing = svg('svg', { class: 'band-drawing', viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'unknown', x: 0, y: 0, width: WIDE, height: HIGH }),
    ...covered.map(stretch => stripe('covered', stretch, from, to)),
    ...holes.flatMap(stretch => [stripe('hole', stretch, from, to), ...hatch(stretch, from, to)]),
    svg('rect', { class: 'now', x: WIDE - 2, y: 0, width: 2, height: HIGH }));
  return el('div', { class: 'band' },
    el('p', { class: 'band-name' }, said(issuer.issuer), state,
      issuer.partitions > 1 ? el('span', { class: 'dim' }, many(issuer.partitions, 'partition')) : null,
      el('span', { class: holes.length > 0 ? 'band-holes some' : 'band-holes' }, holes.length > 0 ? many(holes.length, 'hole') : 'no hole')),
    drawing,
    holes.length > 0 ? holesInWords(holes) : null);
}

function holesInWords(holes) {
  const newest = holes.slice(-MOST_HOLES).reverse();
  return el('ul', { class: 'holes' }, ...newest.map(([since, until]) =>
    el('li', null, 'Hole from ', moment(since), ' to ', moment(until), ` (${length(until - since)})`)),
  holes.length > MOST_HOLES ? el('li', null, `and ${many(holes.length - MOST_HOLES, 'older hole')}`) : null);
}

function stripe(kind, [since, until], from, to) {
  const left = place(since, from, to);
  const right = place(until, from, to);
  // What is too short to see is drawn all the same: a hole of a second is a hole.
  return svg('rect', { class: kind, x: left, y: 0, width: Math.max(right - left, right > left ? 2 : 0), height: HIGH });
}

/** Told apart by more than colour. */
function hatch([since, until], from, to) {
  const left = place(since, from, to);
  const right = Math.max(place(until, from, to), left + 2);
  const lines = [];
  for (let x = left; x < right && lines.length < 250; x += 6) {
    lines.push(svg('line', { class: 'hatch', x1: x, y1: HIGH, x2: Math.min(x + 6, right), y2: 0, 'vector-effect': 'non-scaling-stroke' }));
  }
  return lines;
}

function place(time, from, to) {
  return Math.max(0, Math.min(WIDE, ((time - from) / (to - from)) * WIDE));
}

function axis(from, to) {
  const ticks = [0, 0.25, 0.5, 0.75].map(part => from + part * (to - from));
  return el('p', { class: 'band-axis', 'aria-hidden': 'true' }, ...ticks.map(time => el('span', null, tick(time, to - from))), el('span', { class: 'end' }, 'now'));
}

/** The worst of the issuers, as a sentence without end; null where there is none. */
export function coveredUntil(told) {
  const untils = (told?.issuers ?? []).map(issuer => issuer.covered_until).filter(until => typeof until === 'number');
  return untils.length === 0 ? null : Math.min(...untils);
}
