// Makes elements. Whatever a record says goes through text nodes only: there is no way here to turn a string into markup.

/** No value of a record is longer than 1 KiB; whoever sends more is not shown in full. */
const LONGEST = 4096;

/** What is not seen, or changes how its neighbours are seen: control, format and surrogate characters, line separators. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** An element with attributes and children: elements, strings, and nothing for null. */
export function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for a drawing. */
export function svg(name, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** A record's text with what cannot be seen written out. */
export function visible(value) {
  const text = String(value);
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)} … (cut)` : text;
  return cut.replace(HIDDEN, character =>
    [...Array(character.length).keys()]
      .map(i => `\\u${character.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0')}`)
      .join(''));
}

/** What a record says, kept apart from its surroundings whichever way its letters run. */
export function said(value, kind = 'said') {
  if (value === null || value === undefined) {
    return el('span', { class: 'dim' }, '–');
  }
  return value === ''
    ? el('span', { class: 'dim' }, '(empty)')
    : el('bdi', { class: kind }, visible(value));
}

/** Sets text only where it differs: a screen reader hears no more than has changed, and a selection stays. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The element of a template or page that is marked so. */
export function at(root, name) {
  return root.querySelector(`[data-at="${name}"]`);
}

/** Terms and what they stand for; those that stand for null are left out. */
export function facts(pairs) {
  const list = el('dl', { class: 'facts' });
  for (const [term, ...values] of pairs) {
    if (values.some(value => value !== null && value !== undefined)) {
      list.append(el('div', null, el('dt', null, term), el('dd', null, ...values)));
    }
  }
  return list;
}

/** A table that stays one for a screen reader, though a phone shows each row as a block. */
export function table(caption, columns, kind) {
  const body = el('tbody', { role: 'rowgroup' });
  const heads = columns.map(column =>
    el('th', { scope: 'col', role: 'columnheader', class: `of-${column.toLowerCase().replace(/\W+/g, '-')}` }, column));
  const whole = el('table', { class: kind, role: 'table' },
    el('caption', { class: 'unseen' }, caption),
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...heads)),
    body);
  return { whole, body };
}

/** A cell of such a table. */
export function cell(kind, ...children) {
  return el('td', { role: 'cell', class: kind }, ...children);
}

/** Tells a screen reader, politely. */
export function speak(text) {
  setText(document.getElementById('spoken'), text);
}
