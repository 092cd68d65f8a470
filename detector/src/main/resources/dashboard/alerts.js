// The list of alerts: the newest that match, kept up to date by the stream, still while somebody reads it.

import { bulk } from './actions.js';
import { get } from './api.js';
import { el, setText, speak } from './dom.js';
import { filters, matches } from './filters.js';
import { alertOf } from './finding.js';
import { alertTable } from './rows.js';
import { SEVERITIES, count, many } from './words.js';

/** So many rows, and no more alerts than that in memory. */
const MOST = 100;
const BETWEEN_DRAWINGS = 250;
/** A drawing may take this part of the time: where a machine is slow or a flood comes, it is drawn less often. */
const SHARE_OF_TIME = 0.1;
const LONGEST_BETWEEN = 2000;
/** So many new rows are seen to come; a flood is not, and would cost as many animations. */
const MOST_MARKED = 25;
const BETWEEN_COUNTS = 10_000;
const BETWEEN_WORDS = 10_000;
const MOST_COUNTED = 10_000;

/**
 * The list with its filters; told of alerts by the stream.
 *
 * @param title its heading
 * @param fixed what it is narrowed to, by the names of the server's parameters
 */
export function alerts(title, fixed = {}) {
  const found = el('p', { class: 'dim' });
  const pause = el('button', { type: 'button', class: 'quiet small', 'aria-pressed': 'false' }, 'Pause');
  const form = el('form', { class: 'filters', role: 'search', autocomplete: 'off' });
  const list = alertTable(title, by => filter.sort(by), uids => decide.choose(uids));
  const decide = bulk(() => list.chooseNone());
  const hint = el('p', { class: 'empty' }, 'Asking for alerts');
  const more = el('button', { type: 'button', class: 'fresh', hidden: true });
  const older = el('button', { type: 'button', class: 'quiet' }, 'Older alerts');
  const newest = el('button', { type: 'button', class: 'quiet', hidden: true }, 'Back to the newest');
  const root = el('section', { class: 'panel', 'aria-labelledby': 'alerts-title' },
    el('div', { class: 'panel-head' }, el('h2', { id: 'alerts-title' }, title), found, pause),
    form, decide.element, el('div', { class: 'list-head' }, more), list.element, hint,
    el('div', { class: 'list-foot' }, newest, older, el('span', { class: 'exports dim' }, 'Export what matches: ', exported('csv', 'CSV'), ', ', exported('jsonl', 'JSON Lines'))));

  /** uid → alert, the newest last. */
  let held = new Map();
  let totals = null;
  let next = null;
  let before = null;
  let paused = false;
  let hovered = false;
  let asking = null;
  let askedAt = 0;
  let drawnAt = 0;
  let between = BETWEEN_DRAWINGS;
  let planned = false;
  let urgent = false;
  let unseen = new Set();
  let unspoken = [];

  const filter = filters(form, () => {
    before = null;
    list.chooseNone();
    refresh(true);
  }, fixed);

  function exported(format, name) {
    const link = el('a', { href: '/api/alerts/export', download: `alerts.${format}` }, name);
    link.addEventListener('click', () => {
      link.href = `/api/alerts/export?${new URLSearchParams({ ...filter.asked(), format })}`;
    });
    return link;
  }

  /** Whether what the stream tells belongs on top. */
  function isNewestFirst() {
    return before === null && !filter.asked().sort;
  }

  /**
   * Asks the server anew: what was missed, or no longer matches, is set right.
   *
   * @param anyway whether to draw it also under the eyes of a reader
   */
  async function refresh(anyway = false) {
    asking?.abort();
    const own = new AbortController();
    asking = own;
    askedAt = Date.now();
    try {
      const page = await get('/api/alerts', { ...filter.asked(), limit: MOST, before }, own.signal);
      totals = page;
      next = page.next ?? null;
      const came = held;
      held = new Map(page.alerts.map(alertOf).reverse().map(alert => [alert.uid, alert]));
      if (isNewestFirst()) {
        // What the stream told while the server was answering.
        [...came.values()].filter(alert => alert.heard >= askedAt).forEach(put);
      }
      setText(hint, nothing());
      hint.hidden ||= held.size > 0;
      plan(anyway || drawnAt === 0);
    } catch (fault) {
      if (fault.name !== 'AbortError') {
        setText(hint, `The alerts cannot be shown: ${fault.message}`);
        hint.hidden = false;
      }
    }
  }

  function put(alert) {
    held.delete(alert.uid);
    held.set(alert.uid, alert);
    if (held.size > MOST) {
      held.delete(held.keys().next().value);
    }
  }

  function isStill() {
    return paused || !isNewestFirst() || hovered || isScrolledInto() || isSelectedIn() || list.isAnyChosen() || list.body.contains(document.activeElement);
  }

  function isScrolledInto() {
    return list.element.getBoundingClientRect().top < 0;
  }

  function isSelectedIn() {
    const selection = getSelection();
    return selection !== null && !selection.isCollapsed && list.element.contains(selection.anchorNode);
  }

  /** Draws with the next frame, a few times a second at most, and not at all while nobody looks. */
  function plan(now) {
    urgent ||= now;
    if (planned || document.hidden) {
      return;
    }
    planned = true;
    const wait = now ? 0 : Math.max(0, drawnAt + between - performance.now());
    setTimeout(() => requestAnimationFrame(() => {
      planned = false;
      const anyway = urgent;
      urgent = false;
      draw(anyway);
    }), wait);
  }

  function draw(anyway) {
    drawnAt = performance.now();
    const still = isStill();
    if (still && !anyway) {
      more.hidden = unseen.size === 0;
      setText(more, `${unseen.size >= MOST_COUNTED ? `more than ${count(MOST_COUNTED)}` : count(unseen.size)} new`);
      return;
    }
    const marked = unseen.size > 0 && unseen.size <= MOST_MARKED && !anyway;
    list.show([...held.values()].reverse(), marked);
    list.sorted(filter.asked().sort ?? 'time');
    measure();
    unseen = new Set();
    more.hidden = true;
    hint.hidden = held.size > 0;
    older.hidden = next === null;
    newest.hidden = before === null;
    sayTotals();
  }

  /** What a drawing takes is known once the next frame begins: making rows is the smaller part of it. */
  function measure() {
    setTimeout(() => {
      const took = performance.now() - drawnAt;
      between = Math.min(LONGEST_BETWEEN, Math.max(BETWEEN_DRAWINGS, took / SHARE_OF_TIME));
    });
  }

  function sayTotals() {
    if (totals === null) {
      return;
    }
    const { matched, held: all, evicted } = totals;
    setText(found, `${count(held.size)} shown of ${filter.isNarrow() || Object.keys(fixed).length > 0 ? `${count(Math.max(matched, held.size))} that match, ` : ''}${many(Math.max(all, held.size), 'alert')} held${evicted > 0 ? `; ${count(evicted)} older ones are in the topic alone` : ''}`);
  }

  function nothing() {
    if (totals?.loading) {
      return 'Loading what the alerts topic holds.';
    }
    if (filter.isNarrow()) {
      return 'No alert matches. Change the search, or clear it.';
    }
    return Object.keys(fixed).length > 0
      ? 'No alert matches.'
      : 'No alert so far. Alerts come here by themselves as soon as a token is found that nobody issued.';
  }

  function goToNewest() {
    before = null;
    getSelection()?.removeAllRanges();
    root.scrollIntoView({ block: 'start' });
    if (paused) {
      setPaused(false);
    }
    hovered = false;
    refresh(true);
  }

  function setPaused(now) {
    paused = now;
    pause.setAttribute('aria-pressed', String(paused));
    setText(pause, paused ? 'Resume' : 'Pause');
    plan(!paused);
  }

  pause.addEventListener('click', () => setPaused(!paused));
  more.addEventListener('click', () => {
    pause.focus({ preventScroll: true });
    goToNewest();
  });
  newest.addEventListener('click', goToNewest);
  older.addEventListener('click', () => {
    before = next;
    refresh(true);
    root.scrollIntoView({ block: 'start' });
  });
  list.body.addEventListener('pointerover', event => {
    hovered = event.pointerType === 'mouse';
  });
  list.body.addEventListener('pointerleave', () => {
    hovered = false;
    plan();
  });
  list.body.addEventListener('focusout', () => plan());
  for (const name of ['scroll', 'selectionchange', 'visibilitychange']) {
    document.addEventListener(name, () => unseen.size > 0 && plan(), { passive: true });
  }
  setInterval(() => {
    if (!document.hidden && !isStill() && Date.now() - askedAt > BETWEEN_COUNTS) {
      refresh();
    }
  }, 1000);
  setInterval(speakOfNew, BETWEEN_WORDS);

  function speakOfNew() {
    if (unspoken.length > 0 && !document.hidden) {
      const worst = unspoken.reduce((one, other) => (other.severity > one.severity ? other : one));
      speak(`${many(unspoken.length, 'new alert')}, worst: ${SEVERITIES[worst.severity] ?? ''} ${worst.title}`);
    }
    unspoken = [];
  }

  refresh();
  return {
    element: root,
    refresh,
    /** Takes an alert of the stream; returns whether it is one of those that are asked for. */
    take(record) {
      const alert = alertOf(record);
      if (!matches(alert, filter.asked())) {
        if (isNewestFirst() && held.delete(alert.uid)) {
          plan();
        }
        return false;
      }
      if (!held.has(alert.uid) && unspoken.length < MOST_COUNTED) {
        unspoken.push({ severity: alert.severity, title: alert.title });
      }
      alert.heard = Date.now();
      if (isNewestFirst()) {
        put(alert);
      }
      if (unseen.size < MOST_COUNTED) {
        unseen.add(alert.uid);
      }
      plan();
      return true;
    },
  };
}
