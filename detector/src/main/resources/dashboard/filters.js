// Which alerts are shown: a form that stands in the page's address, so that a view can be kept and passed on.

import { el } from './dom.js';
import { RULES, SEVERITIES, STATUSES } from './words.js';

const NAMES = ['q', 'rule', 'severity', 'status', 'incident', 'since', 'until'];
const TYPING = 250;
const OPEN = new Set(['New', 'In progress']);

/**
 * Fills the form.
 *
 * @param changed called with what is asked for now
 */
export function filters(form, changed) {
  const search = el('input', { type: 'search', id: 'q', name: 'q', maxlength: 200, placeholder: 'account, source, token, key, text', spellcheck: 'false' });
  const rule = choice('rule', 'any rule', RULES.map(name => [name, name]));
  const severity = choice('severity', 'any severity', [5, 4, 3, 2].map(id => SEVERITIES[id].toLowerCase()).map(word => [word, word]));
  const status = choice('status', 'any status', [['open', 'open'], ...Object.values(STATUSES).map(word => [slug(word), word.toLowerCase()])]);
  const clear = el('button', { type: 'button', class: 'quiet', hidden: true }, 'Clear');
  const others = el('p', { class: 'dim others' });
  form.append(labelled('Search', search), labelled('Rule', rule), labelled('Severity', severity), labelled('Status', status), clear, others);
  const controls = { q: search, rule, severity, status };
  let asked = {};
  let timer = 0;

  function read() {
    const given = new URLSearchParams(location.search);
    asked = Object.fromEntries(NAMES.map(name => [name, given.get(name) ?? '']).filter(([, value]) => value !== ''));
    for (const [name, control] of Object.entries(controls)) {
      // A rule that this page does not list may be asked for all the same.
      if (control !== search && asked[name] && ![...control.options].some(option => option.value === asked[name])) {
        control.append(el('option', { value: asked[name] }, asked[name]));
      }
      control.value = asked[name] ?? '';
    }
    show();
  }

  function take() {
    for (const [name, control] of Object.entries(controls)) {
      asked[name] = control.value.trim();
      if (asked[name] === '') {
        delete asked[name];
      }
    }
    keep();
  }

  function keep() {
    const query = new URLSearchParams(asked);
    history.replaceState(null, '', query.size > 0 ? `${location.pathname}?${query}` : location.pathname);
    show();
    changed({ ...asked });
  }

  function show() {
    const more = ['incident', 'since', 'until'].filter(name => asked[name]);
    others.textContent = more.map(name => `${name} ${asked[name]}`).join(', ');
    clear.hidden = Object.keys(asked).length === 0;
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
    asked = {};
    Object.values(controls).forEach(control => {
      control.value = '';
    });
    keep();
    search.focus();
  });
  addEventListener('popstate', () => {
    read();
    changed({ ...asked });
  });
  read();
  return { asked: () => ({ ...asked }) };
}

/** Whether an alert of the stream is one of those that are asked for, as the server would say. */
export function matches(alert, asked) {
  const status = STATUSES[alert.status] ?? '';
  return isOneOf(alert.rule, asked.rule)
    && isOneOf((SEVERITIES[alert.severity] ?? '').toLowerCase(), asked.severity)
    && (isOneOf(slug(status), asked.status) || (OPEN.has(status) && isOneOf('open', asked.status)))
    && isOneOf(alert.incident ?? '', asked.incident)
    && (!asked.since || alert.time >= time(asked.since))
    && (!asked.until || alert.time <= time(asked.until))
    && (!asked.q || searched(alert).includes(asked.q.toLowerCase()));
}

function searched(alert) {
  const { issuer, key_id: key, token_id: token, token_digest: digest, entity } = alert.data;
  return [alert.message, alert.account, alert.source, token, digest, key, alert.uid, issuer, entity]
    .filter(value => value !== null && value !== undefined).join('\n').toLowerCase();
}

function isOneOf(value, asked) {
  return !asked || asked.split(',').includes(value);
}

function time(given) {
  return /^\d+$/.test(given) ? Number(given) : Date.parse(given);
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
