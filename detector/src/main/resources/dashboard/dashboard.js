// The page that stays open: what is covered, what is read, what is open, what is new.

import { alerts } from './alerts.js';
import { coverage, coveredUntil } from './coverage.js';
import { at, el, setText } from './dom.js';
import { incidents, openInWords } from './incidents.js';
import { follow } from './live.js';
import { age, countdown, moment, now } from './time.js';
import { traffic } from './traffic.js';
import { count, many } from './words.js';

const BETWEEN_REPAIRS = 1000;

/** Puts the dashboard into the page. */
export function showDashboard(main) {
  main.replaceChildren(document.getElementById('page-dashboard').content.cloneNode(true));
  const state = { told: null, open: null, pulse: null };
  const sentence = at(main, 'sentence');
  const figures = at(main, 'figures');
  const progress = at(main, 'progress');
  const bands = coverage(at(main, 'coverage'), at(main, 'span'), told => {
    state.told = told;
    say();
  });
  const cases = incidents(at(main, 'incidents'), at(main, 'incident-status'), open => {
    state.open = open;
    say();
  });
  const list = alerts('Alerts');
  at(main, 'alerts').replaceWith(list.element);
  const plots = traffic(at(main, 'traffic'));
  let repair = 0;

  function say() {
    saySentence(sentence, state);
    sayProgress(progress, state.told);
    sayFigures(figures, state.pulse);
    document.title = state.open?.length > 0 ? `(${state.open.length}) Forged Token Detector` : 'Forged Token Detector';
  }

  follow({
    past: plots.past,
    alert: list.take,
    incident: cases.take,
    pulse(pulse) {
      state.pulse = pulse;
      plots.pulse(pulse);
      if (!document.hidden) {
        say();
      }
    },
    /** Some events were left out: what they said is asked for, once for all of them. */
    skipped() {
      clearTimeout(repair);
      repair = setTimeout(() => {
        list.refresh();
        cases.refresh();
      }, BETWEEN_REPAIRS);
    },
    connected() {
      list.refresh();
      cases.refresh();
      bands.refresh();
    },
  }, true);
}

/** One sentence that a tired person understands. It is built anew only where its words change. */
function saySentence(element, { told, open, pulse }) {
  const until = latestCoverage(told, pulse);
  const kind = open === null || told === null ? 'asking' : open.length > 0 ? 'open' : until === null ? 'waiting' : 'quiet';
  element.dataset.kind = kind;
  const incidentWords = open === null ? '' : openInWords(open);
  if (until === null) {
    setText(element, told === null ? 'Asking for the state' : `Waiting for the first issuance record. ${incidentWords}.`);
    return;
  }
  if (element.dataset.shape !== incidentWords) {
    element.dataset.shape = incidentWords;
    element.replaceChildren('Covered until ', moment(until), ', ', age(until), '. ', el('b', null, `${incidentWords}.`));
    return;
  }
  const [time, since] = element.children;
  if (time === undefined) {
    delete element.dataset.shape;
    return;
  }
  time.replaceWith(moment(until));
  since.replaceWith(age(until));
}

/** Until a token can be judged at all: what is waited for, and for how long. */
function sayProgress(element, told) {
  const issuers = told?.issuers ?? [];
  const due = told?.first_verdict ?? null;
  element.hidden = told === null || (due !== null && issuers.some(issuer => issuer.covered_until >= due));
  if (due === null) {
    setText(element, told?.reason ?? 'Issuance records are read; none says yet for which time they are complete.');
  } else if (due <= now()) {
    setText(element, 'The first verdict is due any moment.');
  } else if (element.dataset.of !== String(due)) {
    const began = Math.min(...issuers.flatMap(issuer => issuer.covered.slice(0, 1).map(([since]) => since)));
    element.replaceChildren('Coverage began at ', moment(began), '. The first verdict is due at about ', moment(due), ': ', countdown(due), '.');
  }
  element.dataset.of = String(due);
}

/** The pulse comes each second, the answer with the bands every two: the newer one counts. */
function latestCoverage(told, pulse) {
  const lag = pulse?.coverage_lag_s;
  const byBands = coveredUntil(told);
  return byBands !== null && typeof lag === 'number' && lag >= 0 && pulse.time - lag * 1000 > byBands ? Math.round(pulse.time - lag * 1000) : byBands;
}

function sayFigures(element, pulse) {
  if (pulse === null) {
    setText(element, '');
    return;
  }
  const parts = [
    `${many(pulse.accesses ?? 0, 'access', 'accesses')} a second`,
    `${many(pulse.pending ?? 0, 'token')} waiting for coverage`,
    `${many(pulse.dead_letters ?? 0, 'dead letter')}`,
  ];
  setText(element, `${parts.join(', ')}. Server time ${new Date(now()).toISOString().slice(11, 19)} UTC.`);
  element.title = `dead letters: what could not be read, since the start: ${count(pulse.dead_letters ?? 0)}`;
}
