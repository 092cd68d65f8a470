// Shows the page that the address names.

import { showAlert } from './alert.js';
import { showDashboard } from './dashboard.js';
import { el } from './dom.js';
import { showIncident } from './incident.js';
import { inUtc, startTicking, switchZone } from './time.js';

const main = document.getElementById('main');
const zone = document.getElementById('zone');
const uid = new URLSearchParams(location.search).get('uid');

sayZone();
zone.addEventListener('click', () => {
  switchZone();
  sayZone();
});

switch (location.pathname) {
  case '/incident':
    withUid(showIncident);
    break;
  case '/alert':
    withUid(showAlert);
    break;
  default:
    showDashboard(main);
}
startTicking();

function sayZone() {
  zone.textContent = inUtc() ? 'Times in UTC' : 'Local times';
  zone.title = inUtc() ? 'Show the times of this place' : 'Show times in UTC';
}

function withUid(show) {
  if (uid) {
    show(main, uid);
  } else {
    main.replaceChildren(el('p', { class: 'loading' }, 'The address names no uid. ', el('a', { href: '/' }, 'To the dashboard')));
  }
}
