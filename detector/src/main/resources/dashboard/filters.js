// Which alerts are shown: a form that stands in the page's address, so that a view can be kept and passed on.

import { el, visible } from './dom.js';
import { fromInput, now, toInput } from './time.js';
import { RULES, SEVERITIES, STATUSES } from './words.js';

/** Who or what alerts name, as an address asks for it. */
const NAMED = ['incident', 'account', 'source', 'key'];
const NAMES = ['q', 'rule', 'severity', 'status', 'within', 'since', 'until', 'sort', ...NAMED];
/** Minutes; `between` lets two times be given. */
const SPANS = [['15', 'last 15 min'], ['60', 'last hour'], ['1440', 'last 24 h'], ['10080', 'last 7 d'], ['between', 'from … to …']];
const MINUTE = 60_000;
const TYPING = 250;
const OPEN = new Set(['New', 'In progress']);

/**
 * Fills the form.
 *
 * @param changed called when something else is asked for
 * @param fixed what the page asks for whatever the form says
 */
export function filters(form, changed, fixed) {
  const search = el('input', { type: 'search', id: 'q', name: 'q', maxlength: 200, placeholder: 'account, source, token, key, text', spellcheck: 'false' });
  const rule = choice('rule', 'any rule', RULES.map(name => [name, name]));
  const severity = choice('severity', 'any severity', [5, 4, 3, 2].map(id => SEVERITIES[id].toLowerCase()).map(word => [word, word]));
  const status = choice('status', 'any status', [['open', 'open'], ...Object.values(STATUSES).map(word => [slug(word), word.toLowerCase()])]);
  const within = choice('within', 'any time', SPANS);
  const since = el('input', { type: 'datetime-local', id: 'since', step: 1 });
  const until = el('input', { type: 'datetime-local', id: 'until', step: 1 });
  const times = [labelled('From', since), labelled('To', until)];
  const clear = el('button', { type: 'button', class: 'quiet', hidden: true }, 'Clear');
  const others = el('p', { class: 'chips others' });
  form.append(labelled('Search', search), labelled('Rule', rule), labelled('Severity', severity), labelled('Status', status),
    labelled('Written', within), ...times, clear, others);
  const controls = { q: search, rule, severity, status, within };
  /** As the address has it. */
  let asked = {};
  let timer = 0;

  function read() {
    const given = new URLSearchParams(location.search);
    asked = Object.fromEntries(NAMES.map(name => [name, given.get(name) ?? '']).filter(([name, value]) => value !== '' && !(name in fixed)));
    for (const [name, control] of Object.entries(controls)) {
      // A rule that this page does not list may be asked for all the same.
      if (control !== search && asked[name] && ![...control.options].some(option => option.value === asked[name])) {
        control.append(el('option', { value: asked[name] }, asked[name]));
      }
      control.value = asked[name] ?? '';
    }
    if (asked.since || asked.until) {
      within.value = 'between';
    }
    showTimes();
    show();
  }

  function showTimes() {
    since.value = toInput(time(asked.since));
    until.value = toInput(time(asked.until));
  }

  function take() {
    for (const [name, control] of Object.entries(controls)) {
      set(name, control.value.trim());
    }
    const isBetween = within.value === 'between';
    set('within', isBetween ? '' : within.value);
    set('since', isBetween ? fromInput(since.value) : '');
    set('until', isBetween ? fromInput(until.value) : '');
    keep();
  }

  function set(name, value) {
    if (value === '') {
      delete asked[name];
    } else {
      asked[name] = value;
    }
  }

  function keep() {
    const query = new URLSearchParams(location.search);
    NAMES.forEach(name => name in fixed || query.delete(name));
    Object.entries(asked).forEach(([name, value]) => query.set(name, value));
    history.replaceState(null, '', query.size > 0 ? `${location.pathname}?${query}` : location.pathname);
    show();
    changed();
  }

  function show() {
    times.forEach(one => {
      one.hidden = within.value !== 'between';
    });
    others.replaceChildren(...NAMED.filter(name => asked[name]).map(name => {
      const drop = el('button', { type: 'button', class: 'chip' }, `${name} ${visible(asked[name])} ×`);
      drop.addEventListener('click', () => {
        set(name, '');
        keep();
      });
      return drop;
    }));
    clear.hidden = Object.keys(asked).every(name => name === 'sort');
  }

  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(take, TYPING);
  });
  form.addEventListener('change', event => event.target === search || take());
  form.addEventListener('submit', event => {
    event.preventDefault();
    clearTimeout(timer);
    take();
  });
  clear.addEventListener('click', () => {
    asked = asked.sort ? { sort: asked.sort } : {};
    [...Object.values(controls), since, until].forEach(control => {
      control.value = '';
    });
    keep();
    search.focus();
  });
  addEventListener('popstate', () => {
    read();
    changed();
  });
  addEventListener('zone', showTimes);
  read();
  return {
    /** What the server is to be asked. */
    asked() {
      const { within: minutes, ...query } = { ...asked, ...fixed };
      return /^\d{1,6}$/.test(minutes ?? '') ? { ...query, since: Math.round(now() - Number(minutes) * MINUTE) } : query;
    },
    isNarrow: () => !clear.hidden,
    sort(by) {
      set('sort', by === 'time' ? '' : by);
      keep();
    },
  };
}

/** Whether an alert of the stream is one of those that are asked for, as the server would say. */
export function matches(alert, asked) {
  const status = STATUSES[alert.status] ?? '';
  return isOneOf(alert.rule, asked.rule)
    && isOneOf((SEVERITIES[alert.severity] ?? '').toLowerCase(), asked.severity)
    && (isOneOf(slug(status), asked.status) || (OPEN.has(status) && isOneOf('open', asked.status)))
    && ['incident', 'account', 'key'].every(name => !asked[name] || alert[name] === asked[name])
    && (!asked.source || network(alert.source ?? '') === network(asked.source))
    && (!asked.since || alert.time >= time(asked.since))
    && (!asked.until || alert.time <= time(asked.until))
    && (!asked.q || searched(alert).includes(asked.q.toLowerCase()));
}

function searched(alert) {
  const { issuer, token_id: token, token_digest: digest, entity } = alert.data;
  return [alert.message, alert.account, alert.source, token, digest, alert.key, alert.uid, issuer, entity]
    .filter(value => value !== null && value !== undefined).join('\n').toLowerCase();
}

/** IPv6 sources are counted by their first four groups, as the server does. */
function network(source) {
  const [address] = source.split(/[/%]/, 1);
  if (!/^[\da-f:]*:[\da-f:]*$/i.test(address)) {
    return source;
  }
  const [before, after] = address.split('::');
  const groups = before.split(':');
  const behind = after ? after.split(':') : [];
  const missing = after === undefined ? 0 : Math.max(0, 8 - groups.length - behind.length);
  return [...groups, ...Array(missing).fill('0'), ...behind].slice(0, 4).map(group => parseInt(group || '0', 16)).join(':');
}

function isOneOf(value, asked) {
  return !asked || asked.split(',').includes(value);
}

/** Epoch ms of a time in an address, in any of the units that the server takes. */
function time(given) {
  const number = Number(given);
  return /^\d+$/.test(given ?? '') ? (number < 1e11 ? number * 1000 : number < 1e14 ? number : number / 1000) : Date.parse(given);
}

function slug(word) {
  return word.toLowerCase().replace(' ', '-');
}

function choice(name, any, options) {
  return el('select', { name, id: name }, el('option', { value: '' }, any), ...options.map(([value, label]) => el('option', { value }, label)));
}

function labelled(label, control) {
  return el('label', { class: `filter for-${control.id}` }, el('span', null, label), control);
}
