// One incident: how far it reaches, how it grew, what to do about it and by when.

import { actions } from './actions.js';
import { alerts } from './alerts.js';
import { get } from './api.js';
import { cell, el, facts, said, setText } from './dom.js';
import { clock, incidentOf, named, proof, severity, status } from './finding.js';
import { scope, subject } from './incidents.js';
import { follow } from './live.js';
import { manual } from './manual.js';
import { growth } from './plots.js';
import { shares } from './subject.js';
import { age, moment } from './time.js';
import { PROOFS, STATUSES, count, many } from './words.js';

const BETWEEN_REFRESHES = 3000;

/** Puts the page of one incident into `main`. */
export function showIncident(main, uid) {
  const head = el('div', { class: 'detail-head' });
  const details = el('div', { class: 'detail' });
  const decide = actions('incident');
  const names = shares('incident');
  const grown = growth();
  const list = alerts('Alerts of this incident', { incident: uid });
  const loading = el('p', { class: 'loading', role: 'status' }, 'Loading the incident');
  main.replaceChildren(loading);
  let timer = 0;
  let askedAt = 0;
  let isShown = false;

  async function refresh() {
    askedAt = Date.now();
    try {
      const [told, summary] = await Promise.all([get('/api/incidents', { uid }), get('/api/alerts/summary', { incident: uid })]);
      if (!isShown) {
        isShown = true;
        main.replaceChildren(head, decide.element, details, names.element, grown.element, manual('runbook.md', 'ForgedTokenIncident'), list.element);
      }
      show(told.incident);
      names.show(summary);
      grown.show(summary.series);
    } catch (fault) {
      if (!isShown) {
        setText(loading, fault.status === 404
          ? 'This incident is not held here: it may be older than what the server keeps, or the address may be wrong.'
          : `The incident cannot be shown: ${fault.message}`);
      }
    }
  }

  function show(record) {
    const incident = incidentOf(record);
    document.title = `${incident.kindInWords} · Forged Token Detector`;
    head.replaceChildren(
      el('nav', { 'aria-label': 'Way back' }, el('a', { href: '/' }, 'Dashboard'), ' / Incident'),
      el('h1', null, incident.kindInWords, ' ', subject(incident)),
      el('p', { class: 'chips' }, severity(incident.severity), proof(incident.proof), status(incident.status, incident.closed),
        el('span', { class: 'dim' }, 'updated ', moment(incident.time), ', ', age(incident.time))),
      el('p', { class: 'sentence' }, said(incident.message, 'sentence')));
    decide.show(uid, incident.status, STATUSES[incident.status] ?? '', incident.reporting.filter(one => !one.reported).map(one => one.regime));
    details.replaceChildren(whatToDo(incident), reach(incident), endpoints(incident));
  }

  refresh();
  const refreshSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, Math.max(0, askedAt + BETWEEN_REFRESHES - Date.now()));
  };
  follow({
    incident(record) {
      if (incidentOf(record).uid === uid) {
        refreshSoon();
      }
    },
    alert: list.take,
    connected() {
      if (isShown) {
        refresh();
        list.refresh();
      }
    },
    skipped() {
      refreshSoon();
      list.refresh();
    },
  }, false);
}

function whatToDo(incident) {
  return el('section', { class: 'panel todo' },
    el('h2', null, 'What to do'),
    el('p', { class: 'recommended' }, said(incident.recommended_action, 'sentence')),
    typeof incident.live_tokens === 'number' ? el('p', null, consequence(incident.live_tokens)) : null,
    el('p', { class: 'dim' }, PROOFS[incident.proof]?.[1] ?? ''),
    el('h3', null, 'Reporting deadlines'),
    incident.reporting.length > 0
      ? el('ul', { class: 'clocks' }, ...incident.reporting.map(clock))
      : el('p', { class: 'dim' }, incident.proof === 'verified' ? 'None is set.' : 'None runs: they begin with the first verified alert.'));
}

function consequence(liveTokens) {
  return liveTokens === 0
    ? 'No legitimate token of this key is alive: nobody has to sign in again.'
    : `That ends ${many(liveTokens, 'legitimate live token')}: their users sign in again.`;
}

function reach(incident) {
  return el('section', { class: 'panel' },
    el('h2', null, 'How far it reaches'),
    scope(incident),
    facts([
      ['First use', moment(incident.first_use, 'full')],
      ['Last use', moment(incident.last_use, 'full')],
      ['Aware since', incident.aware_at ? moment(incident.aware_at, 'full') : null],
      ['Issuer', incident.issuer === undefined ? null : said(incident.issuer)],
      ['Key', incident.key_id === undefined ? null : named('key', incident.key_id)],
      ['Source', incident.source === undefined ? null : named('source', incident.source)],
      ['With', incident.assignee === undefined ? null : said(incident.assignee)],
      ['Said', incident.comment === undefined ? null : said(incident.comment)],
      ['Uid', el('code', null, incident.uid)],
    ]));
}

function endpoints(incident) {
  const used = Object.entries(incident.endpoints ?? {}).sort(([, one], [, other]) => other - one);
  const most = Math.max(1, ...used.map(([, accesses]) => accesses));
  const rows = used.map(([path, accesses]) => {
    const bar = el('span', { class: 'bar', 'aria-hidden': 'true' });
    bar.style.width = `${Math.max(1, (accesses / most) * 100)}%`;
    return el('tr', { role: 'row' }, el('th', { scope: 'row', role: 'rowheader' }, said(path)), cell('number', count(accesses)), cell('bar-cell', bar));
  });
  return el('section', { class: 'panel' },
    el('h2', null, 'Endpoints'),
    rows.length > 0
      ? el('table', { class: 'endpoints', role: 'table' }, el('caption', { class: 'unseen' }, 'Accesses by endpoint'), el('tbody', { role: 'rowgroup' }, ...rows))
      : el('p', { class: 'dim' }, 'No path was logged.'));
}
