// Alerts as rows of a table. A row is made once for each state of an alert and then only moved.

import { cell, el, said, table, visible } from './dom.js';
import { alertLink, incidentName, named, severity, status } from './finding.js';
import { moment, words } from './time.js';
import { count } from './words.js';

/** Each with what the server sorts it by, and whether that begins with the greatest. */
const COLUMNS = [
  ['Choice'], ['Severity', 'severity', true], ['Time', 'time', true], ['Rule', 'rule'], ['Account', 'account'], ['Source', 'source'],
  ['Key', 'key'], ['Incident', 'incident'], ['Uses', 'uses', true], ['Status'],
];

/**
 * A table of alerts, of which some may be chosen.
 *
 * @param sort called with what to sort by, when its head is pressed
 * @param chosen called with the uids that are chosen, each time they change
 */
export function alertTable(caption, sort, chosen) {
  const { whole, body } = table(caption, COLUMNS.map(([head]) => head), 'alerts');
  const heads = [...whole.querySelectorAll('th')];
  const all = el('input', { type: 'checkbox', 'aria-label': 'Choose all that are shown' });
  /** uid → its row, and of which state of the alert it is. */
  let rows = new Map();
  const picked = new Set();

  heads[0].replaceChildren(all);
  COLUMNS.forEach(([head, by], i) => {
    if (by) {
      const button = el('button', { type: 'button', class: 'sort' }, head);
      button.addEventListener('click', () => sort(heads[i].dataset.now === by ? `-${by}` : by));
      heads[i].replaceChildren(button);
    }
  });
  all.addEventListener('change', () => choose(all.checked ? [...rows.keys()] : []));
  body.addEventListener('change', event => {
    const { uid } = event.target.dataset;
    picked[event.target.checked ? 'add' : 'delete'](uid);
    tell();
  });

  function choose(uids) {
    picked.clear();
    uids.forEach(uid => picked.add(uid));
    body.querySelectorAll('input').forEach(box => {
      box.checked = picked.has(box.dataset.uid);
    });
    tell();
  }

  function tell() {
    all.checked = picked.size > 0 && picked.size === rows.size;
    all.indeterminate = picked.size > 0 && picked.size < rows.size;
    chosen([...picked]);
  }

  function row(alert, isNew) {
    const labels = ['canary', 'roll-up'].filter(label => alert.labels.includes(label)).map(label => el('span', { class: 'chip' }, label));
    const box = el('input', { type: 'checkbox', 'aria-label': `Choose this ${visible(alert.rule)}` });
    box.dataset.uid = alert.uid;
    box.checked = picked.has(alert.uid);
    return el('tr', { role: 'row', class: isNew ? 'new' : null },
      cell('of-choice', box),
      cell('of-severity', severity(alert.severity)),
      cell('of-time', timeOf(alert)),
      cell('of-rule', el('a', { href: alertLink(alert.uid), title: visible(alert.message) }, visible(alert.rule)), ...labels),
      ...about(alert),
      cell('of-incident', incidentName(alert.incident)),
      cell('of-uses', alert.count === 0 ? '–' : count(alert.count)),
      cell('of-status', status(alert.status, alert.closed)));
  }

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
      if (picked.size > 0) {
        choose([...picked].filter(uid => rows.has(uid)));
      }
    },
    isAnyChosen: () => picked.size > 0,
    /** Lets none be chosen. */
    chooseNone: () => choose([]),
    /** Says by what the rows are sorted. */
    sorted(now) {
      const by = now.replace('-', '');
      COLUMNS.forEach(([, name, greatest], i) => {
        const isIt = name === by;
        heads[i].dataset.now = isIt ? now : '';
        const up = Boolean(greatest) === now.startsWith('-');
        heads[i].toggleAttribute('aria-sort', isIt);
        if (isIt) {
          heads[i].setAttribute('aria-sort', up ? 'ascending' : 'descending');
        }
      });
    },
  };
}

/** Whom it names; one that names nobody says in a sentence what happened. */
function about(alert) {
  if (alert.account || alert.source || alert.key) {
    return ['account', 'source', 'key'].map(kind => cell(`of-${kind}`, named(kind, alert[kind])));
  }
  const whole = cell('of-what-happened', said(alert.message, 'sentence'));
  whole.colSpan = 3;
  whole.title = visible(alert.message);
  return [whole];
}

/** When it was told; used first and last in its title. */
function timeOf(alert) {
  const element = moment(alert.time);
  if (alert.first && alert.last) {
    element.title = `written ${element.title}; used ${words(alert.first, 'full')} to ${words(alert.last, 'full')}`;
  }
  return element;
}
