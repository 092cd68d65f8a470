// What the manual says of it: a paragraph of the runbook or of the rules, out of the file that is printed there.

import { el, facts, visible } from './dom.js';

const MARKED = /(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\([^)]+\))/;
/** File → its text, once asked for. */
const texts = new Map();

/**
 * A panel with the paragraph under a heading, hidden until it is there.
 *
 * @param file 'runbook.md' or 'rules.md'
 */
export function manual(file, heading) {
  const element = el('section', { class: 'panel manual', hidden: true }, el('h2', null, `${file === 'rules.md' ? 'Rule' : 'Runbook'}: ${visible(heading)}`));
  if (!texts.has(file)) {
    texts.set(file, fetch(`/assets/${file}`).then(answer => (answer.ok ? answer.text() : '')));
  }
  texts.get(file).then(text => {
    const items = itemsUnder(text, heading);
    element.hidden = items.length === 0;
    element.append(facts(items.map(([term, rest]) => [term, ...inline(rest)])));
  }).catch(() => {});
  return element;
}

/** `* **Do:** text over some lines` → ['Do', 'text over some lines']. */
function itemsUnder(text, heading) {
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  return section.split(/\n#/, 1)[0].split('\n* **').slice(1).map(item => {
    const end = item.indexOf('**');
    return [item.slice(0, end).replace(/:$/, ''), item.slice(end + 2).replace(/\s+/g, ' ').trim()];
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
