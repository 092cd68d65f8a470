// What the pages need of an alert or an incident, which are OCSF objects; every part of them may be missing.

import { el, said, visible } from './dom.js';
import { age, countdown, moment } from './time.js';
import { CLOSED, KINDS, PROOFS, SEVERITIES, STATUSES } from './words.js';

/** What a list shows of an alert, and what it is searched by. */
export function alertOf(record) {
  const evidence = record.evidences?.[0] ?? {};
  const data = evidence.data ?? {};
  const info = record.finding_info ?? {};
  return {
    uid: text(info.uid),
    version: `${text(record.metadata?.uid)}`,
    rule: text(info.analytic?.uid),
    title: text(info.title),
    severity: record.severity_id,
    status: record.status_id,
    closed: record.status_detail,
    time: record.time,
    first: info.first_seen_time ?? record.start_time,
    last: info.last_seen_time ?? record.end_time,
    count: record.count,
    message: text(record.message),
    incident: record.metadata?.correlation_uid ?? null,
    labels: record.metadata?.labels ?? [],
    account: evidence.user?.uid ?? null,
    // As it was logged, where that is more than an address: by this the server finds it.
    source: data.source_text || (evidence.src_endpoint?.ip ?? null),
    key: data.key_id ?? null,
    evidence,
    data,
  };
}

/** What is shown of an incident. */
export function incidentOf(record) {
  const more = record.unmapped ?? {};
  return {
    ...more,
    uid: text(more.uid ?? record.metadata?.correlation_uid),
    severity: record.severity_id,
    status: record.status_id,
    closed: record.status_detail,
    comment: record.comment,
    assignee: record.assignee?.name,
    time: record.time,
    message: text(record.message),
    kindInWords: KINDS[more.kind] ?? text(more.kind),
    reporting: Array.isArray(more.reporting) ? more.reporting : [],
    isOpen: record.status_id !== 3 && record.status_id !== 4,
  };
}

/** The severity, by a word and a colour. */
export function severity(id) {
  const word = SEVERITIES[id] ?? 'Not rated';
  return el('span', { class: `chip severity-${SEVERITIES[id]?.toLowerCase() ?? 'none'}` }, word);
}

/** The status, and why where it is closed. */
export function status(id, detail) {
  const word = STATUSES[id] ?? 'Unknown';
  return el('span', { class: `chip status-${word.toLowerCase().replace(' ', '-')}`, title: detail ? CLOSED[detail] ?? detail : null }, word);
}

/** Whether it is proved that somebody holds the key. */
export function proof(word) {
  const [label, meaning] = PROOFS[word] ?? [word ?? 'Proof not stated', ''];
  return el('span', { class: `chip proof-${word === 'verified' ? 'verified' : 'unverified'}`, title: meaning }, label);
}

/** One regime and its clock; empty where it has none. */
export function clock({ regime, deadline, reported, reported_at: at }) {
  const state = reported
    ? el('span', { class: 'reported' }, 'reported', ...(at ? [' ', age(at)] : []))
    : countdown(deadline);
  return el('li', { class: 'clock' }, el('span', { class: 'regime' }, said(regime)), ' ', state, ' ',
    el('span', { class: 'dim due' }, 'due ', moment(deadline)));
}

/** The address of an alert's page. */
export function alertLink(uid) {
  return `/alert?uid=${encodeURIComponent(String(uid).toWellFormed())}`;
}

/** The address of an incident's page. */
export function incidentLink(uid) {
  return `/incident?uid=${encodeURIComponent(String(uid).toWellFormed())}`;
}

/** The address of the page of an account, a source or a key. A browser would take dots alone for a way up. */
export function subjectLink(kind, name) {
  const encoded = encodeURIComponent(String(name).toWellFormed());
  return /^\.{0,2}$/.test(encoded) ? `/${kind}/?name=${encoded}` : `/${kind}/${encoded}`;
}

/** A name that leads to its page; a dash where there is none. */
export function named(kind, name) {
  return name === null || name === undefined || name === ''
    ? said(name ?? null)
    : el('a', { class: 'named', href: subjectLink(kind, name), title: visible(name) }, said(name));
}

/** The beginning of an incident's uid, which leads to its page. */
export function incidentName(uid) {
  return uid ? el('a', { href: incidentLink(uid), title: `incident ${visible(uid)}` }, el('code', null, visible(uid).slice(0, 8))) : said(null);
}

function text(value) {
  return value === null || value === undefined ? '' : String(value);
}
