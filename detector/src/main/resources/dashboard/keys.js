// The keyboard, for who works through a list.

import { el } from './dom.js';

const KEYS = [
  ['/', 'search'],
  ['j', 'next alert in the list'],
  ['k', 'alert before'],
  ['Enter', 'open it'],
  ['x', 'choose it, to decide on several at once'],
  ['?', 'this help'],
  ['Esc', 'close'],
];

/** Begins to listen; the button shows the help as well. */
export function listenToKeys(button) {
  const close = el('button', { type: 'button' }, 'Close');
  const dialog = el('dialog', { 'aria-labelledby': 'keys-title' },
    el('h2', { id: 'keys-title' }, 'Keyboard'),
    el('dl', { class: 'facts keys' }, ...KEYS.map(([key, meaning]) => el('div', null, el('dt', null, el('kbd', null, key)), el('dd', null, meaning)))),
    el('div', { class: 'dialog-buttons' }, close));
  document.body.append(dialog);
  close.addEventListener('click', () => dialog.close());
  const act = { '/': search, j: () => move(1), k: () => move(-1), x: choose, '?': () => dialog.showModal() };
  button.addEventListener('click', () => dialog.showModal());
  document.addEventListener('keydown', event => {
    const isTyping = event.target.matches('input:not([type=checkbox]), select, textarea') || document.querySelector('dialog[open]');
    if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && act[event.key]) {
      event.preventDefault();
      act[event.key]();
    }
  });
}

function search() {
  const field = document.getElementById('q');
  if (field === null) {
    location.assign('/');
    return;
  }
  field.focus();
  field.select();
}

function rows() {
  return [...document.querySelectorAll('.alerts tbody tr')];
}

function move(step) {
  const all = rows();
  const at = all.findIndex(row => row.contains(document.activeElement));
  const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
  next?.querySelector('.of-rule a').focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function choose() {
  rows().find(row => row.contains(document.activeElement))?.querySelector('input').click();
}
