// All that is known of one account, source or key: what of it, over time, with whom, in which incidents.

import { alerts } from './alerts.js';
import { get } from './api.js';
import { cell, el, facts, said, setText, table, visible } from './dom.js';
import { incidentOf, named } from './finding.js';
import { cardOf } from './incidents.js';
import { follow } from './live.js';
import { growth } from './plots.js';
import { age, moment } from './time.js';
import { count, many } from './words.js';

const BETWEEN_REFRESHES = 3000;
const FEW = 10;
const KINDS = { account: ['Account', 'Accounts'], source: ['Source', 'Sources'], key: ['Key', 'Keys'], rule: ['Rule', 'Rules'] };

/**
 * Puts the page of one of them into `main`.
 *
 * @param kind 'account', 'source' or 'key'
 */
export function showSubject(main, kind, name) {
  const [word] = KINDS[kind];
  const sentence = el('p', { class: 'sentence' }, 'Asking what is known');
  const details = el('div', { class: 'detail' });
  const grown = growth();
  const cases = el('ul', { class: 'incidents' });
  const incidents = el('section', { class: 'panel', hidden: true }, el('h2', null, 'Incidents'), cases);
  const list = alerts(`Alerts of this ${kind}`, { [kind]: name });
  /** Which tables are unfolded. */
  const whole = new Set();
  let told = null;
  let timer = 0;
  let askedAt = 0;

  document.title = `${word} ${visible(name)} · Forged Token Detector`;
  main.replaceChildren(
    el('div', { class: 'detail-head' },
      el('nav', { 'aria-label': 'Way back' }, el('a', { href: '/' }, 'Dashboard'), ` / ${word}`),
      el('h1', null, `${word} `, said(name)), sentence),
    incidents, details, grown.element, list.element);

  async function refresh() {
    askedAt = Date.now();
    try {
      told = await get('/api/alerts/summary', { [kind]: name });
      show();
    } catch (fault) {
      setText(sentence, `What is known cannot be shown: ${fault.message}`);
    }
  }

  function show() {
    if (told.alerts === 0) {
      setText(sentence, `No alert that is held here names this ${kind}.`);
    } else {
      sentence.replaceChildren(`${many(told.alerts, 'alert')}, ${count(told.open)} open, at least ${many(told.uses, 'use')}: first `,
        moment(told.first, 'full'), ', last ', moment(told.last, 'full'), ' (', age(told.last), ').');
    }
    incidents.hidden = told.incidents.length === 0;
    cases.replaceChildren(...told.incidents.map(incidentOf).map(cardOf));
    grown.show(told.series);
    details.replaceChildren(...Object.keys(KINDS).filter(one => one !== kind && told[one].different > 0).map(share));
  }

  /** The names of another kind that come with this one. */
  function share(other) {
    const { different, most } = told[other];
    const [one, several] = KINDS[other];
    const { whole: element, body } = table(several, [one, 'Alerts', 'Open', 'First use', 'Last use'], 'shares');
    body.append(...most.slice(0, whole.has(other) ? most.length : FEW).map(row => el('tr', { role: 'row' },
      el('th', { scope: 'row', role: 'rowheader' }, other === 'rule' ? said(row.name) : named(other, row.name)),
      cell('number', count(row.alerts)), cell('number of-open', count(row.open)), cell('of-first-use', moment(row.first)), cell('of-last-use', moment(row.last)))));
    const more = el('button', { type: 'button', class: 'quiet small', hidden: whole.has(other) || most.length <= FEW }, `Show ${count(most.length)}`);
    more.addEventListener('click', () => {
      whole.add(other);
      show();
    });
    return el('section', { class: 'panel' },
      el('div', { class: 'panel-head' }, el('h2', null, `${several}: ${count(different)}`), more),
      element,
      different > most.length ? el('p', { class: 'dim' }, `and ${count(different - most.length)} more, in fewer alerts each`) : null);
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
