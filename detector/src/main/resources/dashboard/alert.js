// One alert: the evidence, field by field, with what each means.

import { actions } from './actions.js';
import { get } from './api.js';
import { cell, el, facts, said, setText, table, visible } from './dom.js';
import { alertOf, incidentLink, named, severity, status } from './finding.js';
import { follow } from './live.js';
import { manual } from './manual.js';
import { age, isTime, length, moment } from './time.js';
import { CLOSED, STATUSES, VERDICTS, count, evidenceFields } from './words.js';

/** Puts the page of one alert into `main`. */
export function showAlert(main, uid) {
  const head = el('div', { class: 'detail-head' });
  const details = el('div', { class: 'detail two' });
  const decide = actions('alert');
  const loading = el('p', { class: 'loading', role: 'status' }, 'Loading the alert');
  main.replaceChildren(loading);
  let isShown = false;
  let guide = null;

  async function refresh() {
    try {
      show(await get('/api/alerts', { uid }));
    } catch (fault) {
      if (!isShown) {
        setText(loading, fault.status === 404
          ? 'This alert is not held here: it may be older than what the server keeps (the topic has it), or the address may be wrong.'
          : `The alert cannot be shown: ${fault.message}`);
      }
    }
  }

  function show(record) {
    const alert = alertOf(record);
    if (!isShown) {
      isShown = true;
      main.replaceChildren(head, decide.element, details);
    }
    document.title = `${alert.title} · Forged Token Detector`;
    head.replaceChildren(
      el('nav', { 'aria-label': 'Way back' }, el('a', { href: '/' }, 'Dashboard'),
        ...(alert.incident ? [' / ', el('a', { href: incidentLink(alert.incident) }, 'Incident')] : []), ' / Alert'),
      el('h1', null, visible(alert.title)),
      el('p', { class: 'chips' }, severity(alert.severity), status(alert.status, alert.closed),
        el('span', { class: 'dim' }, 'written ', moment(alert.time), ', ', age(alert.time))),
      el('p', { class: 'sentence' }, said(alert.message, 'sentence')));
    decide.show(uid, alert.status, STATUSES[alert.status] ?? '');
    guide ??= manual('rules.md', alert.rule);
    const isOpen = details.querySelector('details')?.open ?? false;
    details.replaceChildren(
      summary(record, alert),
      el('div', { class: 'stack' }, differences(alert) ?? coverage(alert), guide),
      evidence(alert), raw(record, isOpen));
  }

  refresh();
  follow({
    alert(record) {
      if (record.finding_info?.uid === uid) {
        show(record);
      }
    },
    connected: () => isShown && refresh(),
    skipped: () => isShown && refresh(),
  }, false);
}

function summary(record, alert) {
  const request = alert.evidence.http_request ?? {};
  return el('section', { class: 'panel' },
    el('h2', null, 'What was seen'),
    facts([
      ['Account', named('account', alert.account)],
      ['Source', named('source', alert.source)],
      ['Key', alert.key === null ? null : named('key', alert.key)],
      ['Request', said([request.http_method ?? alert.data.method_text, request.url?.path].filter(Boolean).join(' ') || null)],
      ['Answer', alert.evidence.http_response?.code === undefined ? null : String(alert.evidence.http_response.code)],
      ['User agent', request.user_agent === undefined ? null : said(request.user_agent)],
      ['Request id', request.uid === undefined ? null : said(request.uid)],
      ['Uses so far', count(alert.count)],
      ['First use', moment(alert.first, 'full')],
      ['Last use', moment(alert.last, 'full')],
      ['Rule', el('code', null, visible(alert.rule))],
      ['ATT&CK', techniques(record)],
      ['Closed', alert.closed ? CLOSED[alert.closed] ?? visible(alert.closed) : null],
      ['With', record.assignee?.name === undefined ? null : said(record.assignee.name)],
      ['Said', record.comment === undefined ? null : said(record.comment)],
      ['Uid', el('code', null, alert.uid)],
    ]));
}

/** Both sides of an altered token, beside each other. */
function differences(alert) {
  const found = alert.data.differences;
  if (!Array.isArray(found) || found.length === 0) {
    return null;
  }
  const { whole, body } = table('What the token claims and what the ledger has', ['Claim', 'Presented', 'Ledger'], 'sides');
  body.append(...found.map(one => el('tr', { role: 'row' },
    el('th', { scope: 'row', role: 'rowheader' }, said(one.claim)),
    cell('presented', el('span', { class: 'side-name', 'aria-hidden': 'true' }, 'Presented'), said(one.presented)),
    cell('ledger', el('span', { class: 'side-name', 'aria-hidden': 'true' }, 'Ledger'), said(one.ledger)))));
  return el('section', { class: 'panel' },
    el('h2', null, 'Presented and issued'),
    el('p', { class: 'dim' }, 'The ledger has a token of this id, but not this one: the id was taken from a token that was really issued.'),
    whole);
}

function coverage(alert) {
  const { coverage: stretch, decidable_at: decidable } = alert.data;
  if (!stretch || !isTime(stretch.since) || !isTime(stretch.until)) {
    return null;
  }
  return el('section', { class: 'panel' },
    el('h2', null, 'Why absence is proof'),
    el('p', null, 'The ledger is known to be complete from ', moment(stretch.since, 'full'), ' to ', moment(stretch.until, 'full'),
      ` (${length(stretch.until - stretch.since)}): had this token been issued, its record would be there.`),
    isTime(decidable) ? el('p', { class: 'dim' }, 'That could be told once coverage had come to ', moment(decidable, 'full'), '.') : null);
}

function evidence(alert) {
  const { whole, body } = table('Evidence', ['Field', 'Value', 'Meaning'], 'evidence');
  body.append(...evidenceFields(alert.data).map(field => el('tr', { role: 'row' },
    el('th', { scope: 'row', role: 'rowheader' }, visible(field.label)),
    cell('value', valueOf(field)),
    cell('dim meaning', field.meaning))));
  return el('section', { class: 'panel' }, el('h2', null, 'Evidence'), whole);
}

function valueOf({ name, form, value }) {
  if (form === 'time') {
    return isTime(value) ? moment(value, 'full') : said(value);
  }
  if (form === 'length' && typeof value === 'number') {
    return `${length(value)} (${count(value)} ms)`;
  }
  if (form === 'number' && typeof value === 'number') {
    return count(value);
  }
  if (name === 'verdict') {
    return el('b', null, VERDICTS[value] ?? visible(value));
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  return said(value !== null && typeof value === 'object' ? JSON.stringify(value) : value);
}

function techniques(record) {
  const attacks = record.finding_info?.attacks ?? [];
  return attacks.length === 0 ? null : el('ul', { class: 'plain' }, ...attacks.map(attack => {
    const technique = attack.sub_technique ?? attack.technique ?? {};
    return el('li', null, el('code', null, visible(technique.uid ?? '')), ' ', visible(technique.name ?? ''), el('span', { class: 'dim' }, `, ${visible(attack.tactic?.name ?? '')}`));
  }));
}

function raw(record, isOpen) {
  return el('section', { class: 'panel' },
    el('details', { open: isOpen }, el('summary', null, 'The whole record (OCSF)'), el('pre', { tabindex: 0 }, JSON.stringify(record, null, 2))));
}
