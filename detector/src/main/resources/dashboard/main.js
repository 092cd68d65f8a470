// Shows the page that the address names.

import { showAlert } from './alert.js';
import { showDashboard } from './dashboard.js';
import { el } from './dom.js';
import { showIncident } from './incident.js';
import { listenToKeys } from './keys.js';
import { showSubject } from './subject.js';
import { inUtc, startTicking, switchZone } from './time.js';

const main = document.getElementById('main');
const zone = document.getElementById('zone');
const query = new URLSearchParams(location.search);
const uid = query.get('uid');

sayZone();
zone.addEventListener('click', () => {
  switchZone();
  sayZone();
});

const [, kind, ...rest] = location.pathname.split('/');
if (kind === 'incident') {
  showNamed(uid, showIncident);
} else if (kind === 'alert') {
  showNamed(uid, showAlert);
} else if (['account', 'source', 'key'].includes(kind)) {
  showNamed(decoded(rest.join('/')) || query.get('name'), (root, name) => showSubject(root, kind, name));
} else {
  showDashboard(main);
}
listenToKeys(document.getElementById('help'));
startTicking();

function sayZone() {
  zone.textContent = inUtc() ? 'Times in UTC' : 'Local times';
  zone.title = inUtc() ? 'Show the times of this place' : 'Show times in UTC';
}

function showNamed(name, show) {
  if (name) {
    show(main, name);
  } else {
    main.replaceChildren(el('p', { class: 'loading' }, 'The address does not say which. ', el('a', { href: '/' }, 'To the dashboard')));
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
