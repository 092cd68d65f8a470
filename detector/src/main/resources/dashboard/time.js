// Times as people read them. Every moment is a <time> with the instant in UTC as its title; one ticker keeps ages and deadlines.

const ZONE = 'detector.zone';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FURTHEST = 8.64e15;

let utc = remembered() === 'utc';
/** The server's clock less this one's, ms. */
let ahead = 0;

/** The server's wall clock, epoch ms: what ages and deadlines are reckoned from. */
export function now() {
  return Date.now() + ahead;
}

/** Learns the server's clock; what the way takes (well below a second) is not worth a correction. */
export function serverSays(time) {
  const difference = time - Date.now();
  ahead = Math.abs(difference) > 1500 ? difference : 0;
}

/** A moment: `full` with its date, `clock` without, `auto` with it where it is not today's. */
export function moment(ms, form = 'auto') {
  const element = document.createElement('time');
  element.dataset.form = form;
  setMoment(element, ms);
  return element;
}

/** Lets a moment show another one. */
export function setMoment(element, ms) {
  if (!isTime(ms)) {
    element.textContent = ms === null || ms === undefined ? '–' : String(ms);
    element.removeAttribute('datetime');
    return;
  }
  const iso = new Date(ms).toISOString();
  if (element.getAttribute('datetime') !== iso) {
    element.setAttribute('datetime', iso);
    element.title = `${iso.replace('T', ' ').replace('Z', '')} UTC`;
  }
  const text = words(ms, element.dataset.form);
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The same as plain text. */
export function words(ms, form = 'auto') {
  const date = new Date(ms);
  const [year, month, day, hour, minute, second] = parts(date);
  const clock = [hour, minute, second].map(two).join(':');
  const [thisYear, thisMonth, today] = parts(new Date(now()));
  if (form === 'clock' || (form === 'auto' && year === thisYear && month === thisMonth && day === today)) {
    return clock;
  }
  const dated = `${day} ${MONTHS[month]}${form === 'full' || year !== thisYear ? ` ${year}` : ''} ${clock}`;
  return form === 'full' && utc ? `${dated} UTC` : dated;
}

/** Hours and minutes, or the day where a span is long: under an axis. */
export function tick(ms, span) {
  const [, month, day, hour, minute, second] = parts(new Date(ms));
  if (span > 2 * 86_400_000) {
    return `${day} ${MONTHS[month]}`;
  }
  return span > 600_000 ? `${two(hour)}:${two(minute)}` : [hour, minute, second].map(two).join(':');
}

/** A length of time in its two largest units: `3 d 4 h`, `12 min`, `2 s`. */
export function length(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const units = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) {
    return '0 s';
  }
  const [size, name] = units[first];
  const whole = Math.floor(seconds / size);
  const rest = units[first + 1] ? Math.floor((seconds % size) / units[first + 1][0]) : 0;
  return rest > 0 ? `${whole} ${name} ${rest} ${units[first + 1][1]}` : `${whole} ${name}`;
}

/** The time that is left, so fine that it is seen to run: `23 h 57 min 04 s`, and to the minute where it is days. */
function left(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) {
    return `${days} d ${hours} h ${two(minutes)} min`;
  }
  const upToMinutes = hours > 0 ? `${hours} h ${two(minutes)} min ` : minutes > 0 ? `${minutes} min ` : '';
  return `${upToMinutes}${upToMinutes === '' ? seconds % 60 : two(seconds % 60)} s`;
}

/** How long ago, kept up to date. */
export function age(ms) {
  const element = document.createElement('span');
  element.className = 'age';
  element.dataset.age = String(ms);
  tickOne(element);
  return element;
}

/** How long until a deadline, kept up to date; once past it says so in a word and in the class `overdue`. */
export function countdown(ms) {
  const element = document.createElement('span');
  element.className = 'countdown';
  element.dataset.due = String(ms);
  tickOne(element);
  return element;
}

/** Ages, in words. */
export function ago(ms) {
  const past = now() - ms;
  return past < -999 ? `${length(-past)} ahead` : `${length(past)} ago`;
}

/** Shows all moments in the other zone from now on. */
export function switchZone() {
  utc = !utc;
  try {
    localStorage.setItem(ZONE, utc ? 'utc' : 'local');
  } catch {
    // A browser that keeps nothing: the choice holds for this page.
  }
  showAllAgain();
  dispatchEvent(new Event('zone'));
  return utc;
}

/** Whether times are shown in UTC. */
export function inUtc() {
  return utc;
}

/** Begins to keep what is shown up to date, once a second while it can be seen. */
export function startTicking() {
  let today = new Date(now()).getDate();
  setInterval(() => {
    if (document.hidden) {
      return;
    }
    document.querySelectorAll('[data-age], [data-due]').forEach(tickOne);
    if (new Date(now()).getDate() !== today) {
      today = new Date(now()).getDate();
      showAllAgain();
    }
  }, 1000);
}

function showAllAgain() {
  document.querySelectorAll('time[datetime]').forEach(element => setMoment(element, Date.parse(element.dateTime)));
}

function tickOne(element) {
  const { age: since, due } = element.dataset;
  const rest = Number(due) - now();
  const text = since !== undefined ? ago(Number(since)) : rest >= 0 ? `${left(rest)} left` : `overdue by ${left(-rest)}`;
  if (element.textContent !== text) {
    element.textContent = text;
  }
  if (due !== undefined) {
    element.classList.toggle('overdue', rest < 0);
  }
}

/** A time for an input of dates, in the zone that is shown; empty where it is none. */
export function toInput(ms) {
  const [year, month, day, ...clock] = isTime(ms) ? parts(new Date(ms)) : [];
  return year === undefined ? '' : `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(day)}T${clock.map(two).join(':')}`;
}

/** The instant that such an input says, RFC 3339; empty where it says none. */
export function fromInput(value) {
  const time = Date.parse(utc && value !== '' ? `${value}Z` : value);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

/** Whether it is a time that a calendar has: a token may claim any number. */
export function isTime(ms) {
  return typeof ms === 'number' && Number.isFinite(ms) && Math.abs(ms) <= FURTHEST;
}

function parts(date) {
  return utc
    ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    : [date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()];
}

function two(number) {
  return String(number).padStart(2, '0');
}

function remembered() {
  try {
    return localStorage.getItem(ZONE);
  } catch {
    return null;
  }
}
