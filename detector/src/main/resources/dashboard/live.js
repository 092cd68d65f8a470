// The stream of what happens: kept open, opened again, and its state said in words.

import { get, readiness } from './api.js';
import { setText } from './dom.js';
import { now, serverSays, words } from './time.js';
import { count } from './words.js';

const PATH = '/api/alerts/stream';
const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 10_000;
/** A pulse comes each second. */
const SILENT_AFTER = 5000;

/**
 * Follows the stream until the page goes.
 *
 * @param handlers past, alert, incident, pulse and skipped, each with what the event says; connected: what was
 *     shown may have missed something, and is to be asked for again
 * @param whileHidden whether to follow on while nobody sees the page: a browser has six connections to a server, all
 *     its tabs together
 */
export function follow(handlers, whileHidden) {
  let source = null;
  let wait = SHORTEST_WAIT;
  let lost = null;
  let heard = 0;
  let timer = 0;

  function open() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(PATH);
    source.onopen = () => {
      wait = SHORTEST_WAIT;
      lost = null;
      heard = Date.now();
      show('live', 'Live');
      handlers.connected?.();
    };
    source.onerror = failed;
    for (const name of ['past', 'alert', 'incident', 'pulse', 'skipped']) {
      source.addEventListener(name, event => take(name, event.data));
    }
  }

  function take(name, data) {
    heard = Date.now();
    const event = JSON.parse(data);
    if (name === 'pulse') {
      serverSays(event.time);
      sayPulse(event);
    }
    handlers[name]?.(event);
  }

  function failed() {
    lost ??= now();
    source.close();
    show('lost', 'Reconnecting');
    // A stream does not say why it ended: where the session has, this shows the sign-in page.
    get('/api/coverage', { hours: 1 }).catch(() => {});
    notice(`Not connected since ${words(lost)}: what is shown may be old. The next attempt comes within ${LONGEST_WAIT / 1000} s.`);
    clearTimeout(timer);
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && source === null) {
      open();
    } else if (document.hidden && !whileHidden) {
      clearTimeout(timer);
      source?.close();
      source = null;
    }
  });
  setInterval(() => {
    const quiet = Date.now() - heard;
    if (source?.readyState === EventSource.OPEN && quiet > SILENT_AFTER) {
      show('lost', `Connected, but silent for ${Math.round(quiet / 1000)} s`);
    }
    if (source?.readyState === EventSource.OPEN && quiet > 4 * SILENT_AFTER) {
      failed();
    }
  }, 1000);
  open();
}

let told = null;

function sayPulse(pulse) {
  setText(document.getElementById('instance'), pulse.instance ? `instance ${pulse.instance}` : '');
  if (pulse.ready !== false) {
    told = null;
    show('live', 'Live, ready');
    notice(pulse.unjudged > 0 ? `Nothing was judged: none of ${count(pulse.unjudged)} accesses since the start had a token that the ledger could decide on. No alert is no all-clear.` : '');
    return;
  }
  show('lost', 'Live, not ready');
  notice(`The detector is not ready${told ? `: ${told}` : ''}.`);
  readiness().then(reason => {
    told = reason;
  });
}

function show(state, text) {
  document.getElementById('connection').dataset.state = state;
  setText(document.getElementById('connection-words'), text);
}

function notice(text) {
  const element = document.getElementById('stale');
  setText(element, text);
  element.hidden = text === '';
}
