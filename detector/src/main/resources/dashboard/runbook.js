// What to do about it: the paragraph of the runbook, as it is printed, out of the file that is also the manual's.

import { el, facts } from './dom.js';

/** Under which heading a rule is found; any other is one of the single alerts. */
const HEADINGS = {
  'ledger-degraded': 'LedgerDegraded',
  'hole-overdrawn': 'HoleOverdrawn',
  'pending-overflow': 'PendingOverflow',
  'canary-missed': 'CanaryMissed',
  'token-undecidable': 'TokensUndetermined',
  'issuer-uncovered': 'TokensUndetermined',
};
const MARKED = /(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\([^)]+\))/;
let text = null;

/** The heading of a rule's paragraph. */
export function headingOf(rule) {
  return HEADINGS[rule] ?? 'CriticalTokenAlert';
}

/** A panel with the paragraph under a heading, hidden until it is there. */
export function runbook(heading) {
  const element = el('section', { class: 'panel runbook', hidden: true }, el('h2', null, `Runbook: ${heading}`));
  text ??= fetch('/assets/runbook.md').then(answer => (answer.ok ? answer.text() : ''));
  text.then(whole => {
    const items = itemsUnder(whole, heading);
    element.hidden = items.length === 0;
    element.append(facts(items.map(([term, rest]) => [term, ...inline(rest)])));
  }).catch(() => {});
  return element;
}

/** `* **Means:** text over some lines` → ['Means', 'text over some lines']. */
function itemsUnder(whole, heading) {
  const [, section = ''] = whole.split(`\n## ${heading}\n`);
  return section.split(/\n#/, 1)[0].split(/\n\* \*\*/).slice(1).map(item => {
    const [term, ...rest] = item.split(':**');
    return [term, rest.join(':**').replace(/\s+/g, ' ').trim()];
  });
}

function inline(line) {
  return line.split(MARKED).filter(part => part !== '').map(part => {
    if (part.startsWith('**')) {
      return el('b', null, part.slice(2, -2));
    }
    if (part.startsWith('`')) {
      return el('code', null, part.slice(1, -1));
    }
    return part.startsWith('[') ? part.slice(1, part.indexOf(']')) : part;
  });
}
