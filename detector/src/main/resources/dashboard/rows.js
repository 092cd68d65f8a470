// Alerts as rows of a table. A row is made once for each state of an alert and then only moved.

import { cell, el, said, table, visible } from './dom.js';
import { alertLink, severity, status } from './finding.js';
import { moment, words } from './time.js';
import { count } from './words.js';

const COLUMNS = ['Severity', 'Time', 'Rule', 'Account', 'Source', 'Uses', 'Status', 'What happened'];

/** A table of alerts. */
export function alertTable(caption) {
  const { whole, body } = table(caption, COLUMNS, 'alerts');
  /** uid → its row, and of which state of the alert it is. */
  let rows = new Map();

  return {
    element: whole,
    body,
    /** Shows these, in their order; new ones are marked for a moment where `marked`. */
    show(alerts, marked) {
      const next = new Map();
      for (const alert of alerts) {
        const known = rows.get(alert.uid);
        next.set(alert.uid, known?.version === alert.version ? known : { version: alert.version, row: row(alert, marked && !known) });
      }
      const wanted = [...next.values()].map(entry => entry.row);
      const keep = new Set(wanted);
      for (const present of [...body.children]) {
        if (!keep.has(present)) {
          present.remove();
        }
      }
      let place = body.firstElementChild;
      for (const one of wanted) {
        if (one === place) {
          place = place.nextElementSibling;
        } else {
          body.insertBefore(one, place);
        }
      }
      rows = next;
    },
  };
}

function row(alert, isNew) {
  const canary = alert.labels.includes('canary') ? el('span', { class: 'chip' }, 'canary') : null;
  const rollUp = alert.labels.includes('roll-up') ? el('span', { class: 'chip' }, 'roll-up') : null;
  return el('tr', { role: 'row', class: isNew ? 'new' : null },
    cell('of-severity', severity(alert.severity)),
    cell('of-time', timeOf(alert)),
    cell('of-rule', el('a', { href: alertLink(alert.uid) }, visible(alert.rule)), canary, rollUp),
    cell('of-account', said(alert.account)),
    cell('of-source', said(alert.source)),
    cell('of-uses', alert.count === 0 ? '–' : count(alert.count), el('span', { class: 'unit' }, alert.count === 0 ? '' : alert.count === 1 ? ' use' : ' uses')),
    cell('of-status', status(alert.status, alert.closed)),
    whatHappened(alert));
}

/** One line of it: the columns before say the rest, and all of it is in the title and on the alert's page. */
function whatHappened(alert) {
  const one = cell('of-what-happened', said(alert.message, 'sentence'));
  one.title = visible(alert.message);
  return one;
}

/** When it was told; used first and last in its title. */
function timeOf(alert) {
  const element = moment(alert.time);
  if (alert.first && alert.last) {
    element.title = `written ${element.title}; used ${words(alert.first, 'full')} to ${words(alert.last, 'full')}`;
  }
  return element;
}
