// One incident: how far it reaches, how it grew, what to do about it and by when.

import { actions } from './actions.js';
import { get } from './api.js';
import { cell, el, facts, said, setText } from './dom.js';
import { alertOf, clock, incidentOf, proof, severity, status } from './finding.js';
import { scope, subject } from './incidents.js';
import { follow } from './live.js';
import { linePlot } from './plots.js';
import { alertTable } from './rows.js';
import { age, length, moment, words } from './time.js';
import { PROOFS, STATUSES, count, many } from './words.js';

const BETWEEN_REFRESHES = 3000;
const GREW = [
  { name: 'Alerts', colour: '--line-c' },
  { name: 'Accounts', colour: '--line-a', dash: [5, 3] },
  { name: 'Sources', colour: '--line-d', dash: [2, 3] },
];

/** Puts the page of one incident into `main`. */
export function showIncident(main, uid) {
  const head = el('div', { class: 'detail-head' });
  const details = el('div', { class: 'detail' });
  const decide = actions('incident');
  const plot = linePlot('Alerts, accounts and sources of the incident over event time', GREW, { stepped: true, height: 180 });
  const plotWords = el('p', { class: 'dim' });
  const grown = el('section', { class: 'panel' }, el('h2', null, 'How it grew'), plotWords, plot.element);
  const list = alertTable('Newest alerts of this incident');
  const listed = el('section', { class: 'panel' }, el('div', { class: 'panel-head' }, el('h2', null, 'Newest alerts'),
    el('a', { href: `/?incident=${encodeURIComponent(uid)}` }, 'all in the list')), list.element);
  const loading = el('p', { class: 'loading', role: 'status' }, 'Loading the incident');
  main.replaceChildren(loading);
  let timer = 0;
  let askedAt = 0;
  let isShown = false;

  async function refresh() {
    askedAt = Date.now();
    try {
      const told = await get('/api/incidents', { uid });
      if (!isShown) {
        isShown = true;
        main.replaceChildren(head, decide.element, details, grown, listed);
      }
      show(told);
    } catch (fault) {
      if (!isShown) {
        setText(loading, fault.status === 404
          ? 'This incident is not held here: it may be older than what the server keeps, or the address may be wrong.'
          : `The incident cannot be shown: ${fault.message}`);
      }
    }
  }

  function show(told) {
    const incident = incidentOf(told.incident);
    document.title = `${incident.kindInWords} · Forged Token Detector`;
    head.replaceChildren(
      el('nav', { 'aria-label': 'Way back' }, el('a', { href: '/' }, 'Dashboard'), ' / Incident'),
      el('h1', null, incident.kindInWords, ' ', subject(incident)),
      el('p', { class: 'chips' }, severity(incident.severity), proof(incident.proof), status(incident.status, incident.closed),
        el('span', { class: 'dim' }, 'updated ', moment(incident.time), ', ', age(incident.time))),
      el('p', { class: 'sentence' }, said(incident.message, 'sentence')));
    decide.show(uid, incident.status, STATUSES[incident.status] ?? '', incident.reporting.filter(one => !one.reported).map(one => one.regime));
    details.replaceChildren(whatToDo(incident), reach(incident), endpoints(incident));
    showSeries(told.series ?? {});
    list.show(told.alerts.map(alertOf), false);
  }

  function showSeries({ start, width, alerts = [], accounts = [], sources = [] }) {
    grown.hidden = alerts.length === 0;
    if (alerts.length === 0) {
      return;
    }
    // One bucket more, so that the last one has a width too.
    const times = [...alerts.keys(), alerts.length].map(i => (start + i * width) / 1000);
    const ended = values => [...values, 0];
    const total = alerts.reduce((sum, one) => sum + one, 0);
    plot.show([times, ended(alerts), ended(accounts), ended(sources)], [alerts, accounts, sources].map(values => `${count(Math.max(...values))} at most`));
    setText(plotWords, `${many(total, 'alert')} by first use, from ${words(start, 'full')} to ${words(start + alerts.length * width, 'full')}, in steps of ${length(width)}.`);
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
    connected: () => isShown && refresh(),
    skipped: refreshSoon,
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
      ['Key', incident.key_id === undefined ? null : said(incident.key_id)],
      ['Source', incident.source === undefined ? null : said(incident.source)],
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
