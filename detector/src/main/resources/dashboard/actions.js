// What an analyst decides: a button each, and a form that asks who and why before anything is sent.

import { act } from './api.js';
import { el, setText } from './dom.js';
import { now } from './time.js';

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
        button.addEventListener('click', () => ask(name, uid, regimes, button, sent));
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

function ask(name, uid, regimes, button, sent) {
  const [label, meaning] = ACTIONS[name];
  const by = el('input', { id: 'by', name: 'by', required: true, maxlength: 100, autocomplete: 'username', value: remembered() });
  const reason = el('input', { id: 'reason', name: 'reason', required: name !== 'acknowledge' && name !== 'reported', maxlength: 500, autocomplete: 'off' });
  const found = el('select', { id: 'found', name: 'found' }, el('option', { value: '' }, 'it was true, and is dealt with'), el('option', { value: FALSE_POSITIVE }, 'false positive: nothing was wrong'));
  const until = el('input', { id: 'until', name: 'until', type: 'datetime-local' });
  const regime = el('select', { id: 'regime', name: 'regime', required: true }, ...regimes.map(one => el('option', { value: one }, one)));
  const fault = el('p', { class: 'fault', role: 'alert' });
  const confirm = el('button', { type: 'submit', class: 'main' }, `${label} it`);
  const cancel = el('button', { type: 'button' }, 'Cancel');
  const reasonRow = row('Why', reason, name === 'acknowledge' || name === 'reported' ? 'optional' : '');
  const form = el('form', null,
    el('h2', { id: 'ask-title' }, label),
    el('p', { class: 'dim' }, meaning),
    row('Who decides', by, 'your name, as it is to be kept'),
    name === 'reported' ? row('Regime', regime) : null,
    name === 'resolve' ? row('Finding', found, 'a false positive also removes its block entry') : null,
    reasonRow,
    name === 'suppress' ? row('Until', until, 'local time; empty: for good') : null,
    fault,
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
    (button.isConnected ? button : document.getElementById('main')).focus();
  });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const decision = { uid, action: name, by: by.value.trim() };
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
    if (name === 'suppress' && until.value !== '') {
      const end = new Date(until.value).getTime();
      if (end <= now()) {
        setText(fault, 'That time is past.');
        until.focus();
        return;
      }
      decision.until = new Date(end).toISOString();
    }
    confirm.disabled = true;
    try {
      await act(decision);
      remember(decision.by);
      dialog.close();
      sent(`${label}, by ${decision.by}.`);
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
