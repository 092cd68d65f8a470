// All that is known of one account, source or key: what of it, over time, with whom, in which incidents.

import { alerts } from './alerts.js';
import { get } from './api.js';
import { cell, el, said, setText, table, visible } from './dom.js';
import { incidentOf, named } from './finding.js';
import { cardOf } from './incidents.js';
import { follow } from './live.js';
import { growth } from './plots.js';
import { age, moment } from './time.js';
import { count, many } from './words.js';

const BETWEEN_REFRESHES = 3000;
/** Each as one, as several, and as what alerts name of it: of a token, whose first use it was and where that came from. */
const KINDS = {
  account: ['Account', 'Accounts', 'Accounts of first uses'],
  source: ['Source', 'Sources', 'Sources of first uses'],
  key: ['Key', 'Keys', 'Keys'],
  rule: ['Rule', 'Rules', 'Rules'],
};
const FEW = 10;

/**
 * Puts the page of one of them into `main`.
 *
 * @param kind 'account', 'source' or 'key'
 */
export function showSubject(main, kind, name) {
  const [word] = KINDS[kind];
  const sentence = el('p', { class: 'sentence' }, 'Asking what is known');
  const names = shares(kind);
  const grown = growth();
  const cases = el('ul', { class: 'incidents' });
  const incidents = el('section', { class: 'panel', hidden: true }, el('h2', null, 'Incidents'), cases);
  const list = alerts(`Alerts of this ${kind}`, { [kind]: name });
  let timer = 0;
  let askedAt = 0;

  document.title = `${word} ${visible(name)} · Forged Token Detector`;
  main.replaceChildren(
    el('div', { class: 'detail-head' },
      el('nav', { 'aria-label': 'Way back' }, el('a', { href: '/' }, 'Dashboard'), ` / ${word}`),
      el('h1', null, `${word} `, said(name)), sentence),
    incidents, names.element, grown.element, list.element);

  async function refresh() {
    askedAt = Date.now();
    try {
      show(await get('/api/alerts/summary', { [kind]: name }));
    } catch (fault) {
      setText(sentence, `What is known cannot be shown: ${fault.message}`);
    }
  }

  function show(told) {
    if (told.alerts === 0) {
      setText(sentence, kind === 'source'
        ? 'No token of the alerts held here was first used from this source; later uses are not listed here.'
        : `No alert that is held here names this ${kind}.`);
    } else {
      sentence.replaceChildren(`${many(told.alerts, 'alert')}, ${count(told.open)} open: first use `,
        moment(told.first, 'full'), ', last ', moment(told.last, 'full'), ' (', age(told.last), ').');
    }
    incidents.hidden = told.incidents.length === 0;
    if (!isFocusIn(cases)) {
      cases.replaceChildren(...told.incidents.map(incidentOf).map(cardOf));
    }
    grown.show(told.series);
    names.show(told);
  }

  refresh();
  const refreshSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, Math.max(0, askedAt + BETWEEN_REFRESHES - Date.now()));
  };
  follow({
    alert(record) {
      if (list.take(record)) {
        refreshSoon();
      }
    },
    connected() {
      refresh();
      list.refresh();
    },
    skipped() {
      refreshSoon();
      list.refresh();
    },
  }, false);
}

/**
 * Panels with what some alerts name, by kind.
 *
 * @param without the kind that all of them have in common
 */
export function shares(without) {
  const element = el('div', { class: 'detail shares-of' });
  /** Kinds of which more than a few are shown. */
  const whole = new Set();

  /**
   * Shows them, but not under the fingers of who goes through them by keyboard.
   *
   * @param told the server's summary
   */
  function show(told, anyway = false) {
    if (isFocusIn(element) && !anyway) {
      return;
    }
    const kinds = Object.keys(KINDS).filter(kind => kind !== without && told[kind].different > 0);
    element.replaceChildren(...kinds.map(kind => panel(kind, told)));
  }

  function panel(kind, told) {
    const { different, most } = told[kind];
    const [one, several, heading] = KINDS[kind];
    const shown = most.slice(0, whole.has(kind) ? most.length : FEW);
    const { whole: rows, body } = table(several, [one, 'Alerts', 'Open', 'First use', 'Last use'], 'shares');
    body.append(...shown.map(row => el('tr', { role: 'row' },
      el('th', { scope: 'row', role: 'rowheader' }, kind === 'rule' ? said(row.name) : named(kind, row.name)),
      cell('number', count(row.alerts)), cell('number of-open', count(row.open)),
      cell('of-first-use', moment(row.first)), cell('of-last-use', moment(row.last)))));
    const more = el('button', { type: 'button', class: 'quiet small', hidden: shown.length === most.length }, `Show ${count(most.length)}`);
    more.addEventListener('click', () => {
      whole.add(kind);
      show(told, true);
    });
    return el('section', { class: 'panel' },
      el('div', { class: 'panel-head' }, el('h2', null, `${heading}: ${count(different)}`), more),
      rows,
      different > shown.length ? el('p', { class: 'dim' }, `${count(shown.length)} of ${count(different)}`) : null);
  }

  return { element, show };
}

function isFocusIn(element) {
  return element.contains(document.activeElement);
}
