// The incidents that wait for a person, worst and soonest due first.

import { get } from './api.js';
import { el, facts, said, setText } from './dom.js';
import { clock, incidentLink, incidentOf, proof, severity, status } from './finding.js';
import { age, moment } from './time.js';
import { count, many } from './words.js';

const MOST = 100;
const MOST_HELD = 500;
const BETWEEN_DRAWINGS = 500;

/**
 * A list that the stream keeps up to date.
 *
 * @param changed told the incidents that are open, each time they may have changed
 */
export function incidents(root, select, changed) {
  const list = el('ul', { class: 'incidents' });
  const hint = el('p', { class: 'empty' }, 'Asking for incidents');
  root.append(list, hint);
  let known = new Map();
  /** uid → what stands in the list, and of which record. */
  let cards = new Map();
  let planned = false;
  let asking = null;

  async function refresh() {
    asking?.abort();
    const own = new AbortController();
    asking = own;
    const askedAt = Date.now();
    try {
      const { incidents: records } = await get('/api/incidents', { status: select.value, limit: MOST_HELD }, own.signal);
      const came = known;
      known = new Map(records.map(incidentOf).map(incident => [incident.uid, incident]));
      // What the stream told while the server was answering.
      [...came.values()].filter(incident => incident.heard >= askedAt).forEach(put);
      draw();
    } catch (fault) {
      if (fault.name !== 'AbortError') {
        hint.hidden = false;
        setText(hint, `The incidents cannot be shown: ${fault.message}`);
      }
    }
  }

  function put(incident) {
    known.set(incident.uid, incident);
    if (known.size > MOST_HELD) {
      known.delete([...known.values()].sort(byUrgency).at(-1).uid);
    }
  }

  function draw() {
    const all = [...known.values()];
    const open = all.filter(incident => incident.isOpen);
    changed(open);
    const shown = (select.value === 'open' ? open : all).sort(byUrgency);
    const next = new Map();
    for (const incident of shown.slice(0, MOST)) {
      const card = cards.get(incident.uid);
      next.set(incident.uid, card?.time === incident.time ? card : { time: incident.time, element: cardOf(incident) });
    }
    const wanted = [...next.values()].map(card => card.element);
    if (!sameOrder(wanted, list.children)) {
      const reading = [...cards].find(([, card]) => card.element.contains(document.activeElement))?.[0];
      list.replaceChildren(...wanted);
      cards = next;
      // Who has come here by keyboard stays at the same incident, wherever it stands now.
      next.get(reading)?.element.querySelector('a').focus({ preventScroll: true });
    }
    hint.hidden = shown.length > 0 && shown.length <= MOST;
    setText(hint, shown.length > MOST
      ? `and ${count(shown.length - MOST)} more`
      : `No ${select.value === 'open' ? 'open ' : ''}incident. When alerts have one cause, such as a stolen key, they are gathered here as one.`);
  }

  select.addEventListener('change', refresh);
  refresh();
  return {
    refresh,
    /** Takes an incident of the stream. */
    take(record) {
      const incident = incidentOf(record);
      incident.heard = Date.now();
      put(incident);
      if (!planned) {
        planned = true;
        setTimeout(() => requestAnimationFrame(() => {
          planned = false;
          draw();
        }), BETWEEN_DRAWINGS);
      }
    },
  };
}

/** One incident in short. */
export function cardOf(incident) {
  const open = incident.reporting.filter(one => !one.reported);
  return el('li', { class: `incident severity-edge-${incident.severity}` },
    el('div', { class: 'incident-head' },
      severity(incident.severity),
      el('a', { class: 'incident-name', href: incidentLink(incident.uid) }, incident.kindInWords, ' ', subject(incident)),
      proof(incident.proof),
      incident.status === 1 ? null : status(incident.status, incident.closed)),
    scope(incident, [
      ['Last use', moment(incident.last_use), el('span', { class: 'dim' }, ', ', age(incident.last_use))],
      ['With', incident.assignee ? said(incident.assignee) : null],
    ]),
    incident.reporting.length > 0
      ? el('ul', { class: 'clocks', 'aria-label': `Reporting deadlines, ${count(open.length)} open` }, ...incident.reporting.map(clock))
      : null);
}

/** The key or source that it is about. */
export function subject(incident) {
  return said(incident.key_id ?? incident.source ?? (incident.issuer ? `unknown keys of ${incident.issuer}` : 'unknown issuers'));
}

/** How far it reaches, in numbers. */
export function scope(incident, more = []) {
  const bound = incident.error_bound ?? {};
  const number = name => `${bound[name] ? 'about ' : ''}${count(incident[name])}`;
  const takenBack = bound.tokens ? 0 : incident.tokens - incident.standing;
  return facts([
    ['Tokens', number('tokens'), takenBack > 0 ? el('span', { class: 'dim' }, `, ${count(takenBack)} of them taken back since`) : null],
    ['Accounts', number('accounts'), incident.accounts_unknown > 0 ? el('span', { class: 'dim' }, `, ${number('accounts_unknown')} of them not in the list of accounts`) : null],
    ['Sources', number('sources')],
    ['Accesses', count(incident.accesses)],
    ['Alerts', number('alerts')],
    ...more,
  ]);
}

function byUrgency(one, other) {
  return Number(other.isOpen) - Number(one.isOpen)
    || (other.severity ?? 0) - (one.severity ?? 0)
    || soonest(one) - soonest(other)
    || (other.last_use ?? 0) - (one.last_use ?? 0)
    || (one.uid < other.uid ? -1 : 1);
}

function soonest(incident) {
  return Math.min(Number.MAX_SAFE_INTEGER, ...incident.reporting.filter(one => !one.reported).map(one => one.deadline));
}

function sameOrder(wanted, present) {
  return wanted.length === present.length && wanted.every((element, i) => element === present[i]);
}

/** Open incidents in words. */
export function openInWords(open) {
  return many(open.length, 'open incident');
}
