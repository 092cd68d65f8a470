// What an analyst decides: a button each, and a form that asks who and why before anything is sent.

import { actOnAll, uidsOf } from './api.js';
import { el, setText } from './dom.js';
import { fromInput, inUtc, now } from './time.js';
import { count, many } from './words.js';

const BY = 'detector.by';
const FALSE_POSITIVE = 'false-positive';
const PATIENCE = 20_000;

const ACTIONS = {
  acknowledge: ['Acknowledge', 'Somebody works on it. Its status becomes “In progress”.'],
  resolve: ['Resolve', 'It is done with. It opens again if it goes on.'],
  suppress: ['Suppress', 'It is expected, and should wake nobody.'],
  reopen: ['Reopen', 'It is to be worked on after all.'],
  reported: ['Reported', 'It was reported under a regime, whose clock stops.'],
};

/** Of an incident, the alerts that the same decision may concern. */
const CONCERNS = { acknowledge: 'new', resolve: 'open', suppress: 'open', reopen: 'in-progress,suppressed,resolved' };

/**
 * Buttons for what may be done.
 *
 * @param what 'alert' or 'incident'
 */
export function actions(what) {
  const buttons = el('div', { class: 'action-buttons' });
  const outcome = el('p', { class: 'outcome', role: 'status' });
  const element = el('section', { class: 'actions', 'aria-label': 'Actions' }, buttons, outcome);
  let shape = '';
  let waiting = null;

  return {
    element,
    /** Shows what may be done with it as it stands now; and what was sent has arrived, once its status says so. */
    show(uid, statusId, statusWord, regimes = []) {
      const isClosed = statusId === 3 || statusId === 4;
      const names = isClosed ? ['reopen'] : ['acknowledge', 'resolve', 'suppress'].slice(statusId === 2 ? 1 : 0);
      if (statusId === 2) {
        names.push('reopen');
      }
      if (regimes.length > 0) {
        names.push('reported');
      }
      const state = `${statusId} ${regimes.join(' ')}`;
      if (waiting !== null && waiting.state !== state) {
        clearTimeout(waiting.timer);
        waiting = null;
        setText(outcome, `Done. The status is now “${statusWord}”.`);
      }
      if (shape === state) {
        return;
      }
      shape = state;
      const had = buttons.contains(document.activeElement);
      buttons.replaceChildren(...names.map(name => {
        const button = el('button', { type: 'button', class: name === 'resolve' ? 'main' : null }, ACTIONS[name][0]);
        button.addEventListener('click', () => ask(name, [uid], button, sent, { regimes, incident: what === 'incident' ? uid : null }));
        return button;
      }));
      if (had) {
        buttons.firstElementChild?.focus();
      }

      function sent(words) {
        setText(outcome, `${words} Sent; the detector confirms it within seconds.`);
        waiting = { state, timer: setTimeout(() => setText(outcome, `${words} Sent, and not confirmed yet. It stands in the actions topic; the detector may be behind, or may not know this ${what} any more.`), PATIENCE) };
      }
    },
  };
}

/** Buttons for what may be done with alerts that are chosen from a list, hidden while none is. */
export function bulk(done) {
  const words = el('span', { class: 'dim' });
  const outcome = el('p', { class: 'outcome', role: 'status' });
  let chosen = [];
  const buttons = ['acknowledge', 'resolve', 'suppress', 'reopen'].map(name => {
    const button = el('button', { type: 'button', class: 'small' }, ACTIONS[name][0]);
    button.addEventListener('click', () => ask(name, chosen, button, said => {
      done();
      setText(outcome, `${said} The list follows within seconds.`);
    }));
    return button;
  });
  const bar = el('div', { class: 'action-buttons', hidden: true }, words, ...buttons);
  return {
    element: el('div', { class: 'actions bulk', role: 'group', 'aria-label': 'Chosen alerts' }, bar, outcome),
    /** Offers what may be done with these. */
    choose(uids) {
      chosen = uids;
      bar.hidden = uids.length === 0;
      setText(words, `${many(uids.length, 'alert')} chosen`);
      if (uids.length > 0) {
        setText(outcome, '');
      }
    },
  };
}

/**
 * Asks who and why, and sends the decision on each of the uids.
 *
 * @param sent told in a sentence what was sent
 * @param incident whose alerts may be included; null where it is none
 */
function ask(name, uids, button, sent, { regimes = [], incident = null } = {}) {
  const [label, meaning] = ACTIONS[name];
  const isReasonOptional = name === 'acknowledge' || name === 'reported';
  const by = el('input', { id: 'by', name: 'by', required: true, maxlength: 100, autocomplete: 'username', value: remembered() });
  const reason = el('input', { id: 'reason', name: 'reason', required: !isReasonOptional, maxlength: 500, autocomplete: 'off' });
  const found = el('select', { id: 'found', name: 'found' }, el('option', { value: '' }, 'it was true, and is dealt with'), el('option', { value: FALSE_POSITIVE }, 'false positive: nothing was wrong'));
  const ends = el('input', { id: 'ends', name: 'ends', type: 'datetime-local' });
  const regime = el('select', { id: 'regime', name: 'regime', required: true }, ...regimes.map(one => el('option', { value: one }, one)));
  const alerts = el('input', { id: 'alerts', name: 'alerts', type: 'checkbox' });
  const fault = el('p', { class: 'fault', role: 'alert' });
  const progress = el('p', { class: 'dim', role: 'status' });
  const confirm = el('button', { type: 'submit', class: 'main' }, uids.length > 1 ? `${label} ${count(uids.length)} alerts` : `${label} it`);
  const cancel = el('button', { type: 'button' }, 'Cancel');
  const reasonRow = row('Why', reason, isReasonOptional ? 'optional' : '');
  const form = el('form', null,
    el('h2', { id: 'ask-title' }, label),
    el('p', { class: 'dim' }, meaning),
    row('Who decides', by, 'your name, as it is to be kept'),
    name === 'reported' ? row('Regime', regime) : null,
    name === 'resolve' ? row('Finding', found, 'a false positive also removes its block entry') : null,
    reasonRow,
    name === 'suppress' ? row('Until', ends, `${inUtc() ? 'UTC' : 'local time'}; empty: for good`) : null,
    incident !== null && name in CONCERNS ? el('p', { class: 'form-row check' }, el('label', null, alerts, ' and the same for its alerts'),
      el('span', { class: 'dim hint' }, `those that are ${CONCERNS[name].replaceAll(',', ', ')}, as far as the server holds them`)) : null,
    fault, progress,
    el('div', { class: 'dialog-buttons' }, confirm, cancel));
  const dialog = el('dialog', { 'aria-labelledby': 'ask-title' }, form);

  found.addEventListener('change', () => {
    const isFalse = found.value === FALSE_POSITIVE;
    reasonRow.hidden = isFalse;
    reason.required = !isFalse;
  });
  cancel.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    (button.isConnected && button.checkVisibility() ? button : document.getElementById('main')).focus();
  });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const decision = { action: name, by: by.value.trim() };
    if (decision.by === '') {
      setText(fault, 'Say who decides.');
      by.focus();
      return;
    }
    const why = name === 'resolve' && found.value === FALSE_POSITIVE ? FALSE_POSITIVE : reason.value.trim();
    if (why !== '') {
      decision.reason = why;
    }
    if (name === 'reported') {
      decision.regime = regime.value;
    }
    if (name === 'suppress' && ends.value !== '') {
      decision.until = fromInput(ends.value);
      if (Date.parse(decision.until) <= now()) {
        setText(fault, 'That time is past.');
        ends.focus();
        return;
      }
    }
    confirm.disabled = true;
    setText(fault, '');
    try {
      const own = alerts.checked ? await uidsOf({ incident, status: CONCERNS[name] }) : [];
      const all = [...uids, ...own];
      await actOnAll(all, decision, done => all.length > 1 && setText(progress, `${count(done)} of ${count(all.length)} sent`));
      remember(decision.by);
      dialog.close();
      sent(`${label}, by ${decision.by}${all.length > 1 ? `, ${count(all.length)} decisions` : ''}.`);
    } catch (failure) {
      setText(fault, `It was not taken. ${failure.message}`);
      confirm.disabled = false;
    }
  });

  document.body.append(dialog);
  dialog.showModal();
  (by.value === '' ? by : name === 'resolve' ? found : name === 'reported' ? regime : reason).focus();
}

function row(label, control, hint = '') {
  return el('p', { class: 'form-row' },
    el('label', { for: control.id }, label), control,
    hint === '' ? null : el('span', { class: 'dim hint' }, hint));
}

function remembered() {
  try {
    return localStorage.getItem(BY) ?? '';
  } catch {
    return '';
  }
}

function remember(by) {
  try {
    localStorage.setItem(BY, by);
  } catch {
    // A browser that keeps nothing asks again.
  }
}
