// Asks the server, and says in words what went wrong.

/** A browser has six connections to a server, and the stream takes one. */
const AT_ONCE = 4;
const PAGE = 1000;

/** What the server says at an address; throws an Error whose message is a sentence. */
export async function get(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  return answer(await fetch(query.size > 0 ? `${path}?${query}` : path, { signal, headers: { Accept: 'application/json' } }));
}

/** Sends an analyst's decision: it is taken once this returns, and shown once the detector has read it. */
export async function act(decision) {
  const body = JSON.stringify(decision);
  return answer(await fetch('/api/actions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }));
}

/**
 * Sends the same decision on several; throws where some were not taken.
 *
 * @param told called with how many are done, each time one is
 */
export async function actOnAll(uids, decision, told) {
  const waiting = [...uids];
  const faults = [];
  let done = 0;
  const work = async () => {
    for (let uid = waiting.shift(); uid !== undefined; uid = waiting.shift()) {
      try {
        await act({ ...decision, uid });
        told(done += 1);
      } catch (fault) {
        faults.push(fault.message);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (faults.length > 0) {
    throw new Error(`${faults.length} of ${uids.length} failed: ${faults[0]}`);
  }
}

/** The uids of all alerts that the server holds of these. */
export async function uidsOf(asked) {
  const uids = [];
  let before = null;
  do {
    const page = await get('/api/alerts', { ...asked, limit: PAGE, before });
    uids.push(...page.alerts.map(alert => alert.finding_info.uid));
    before = page.next;
  } while (before);
  return uids;
}

/** Why the detector does no work yet, in its own words; null where it does, or does not say. */
export async function readiness() {
  try {
    const health = await fetch('/health/ready');
    return health.ok ? null : (await health.text()).trim();
  } catch {
    return null;
  }
}

async function answer(response) {
  if (response.status === 401) {
    // The session has ended: the server shows the sign-in page in place of this one.
    location.reload();
    throw new Error('You are signed out.');
  }
  if (!response.ok) {
    const told = (await response.text()).trim().slice(0, 300);
    const fault = new Error(response.status === 404 ? 'The server does not hold it.' : `The server answered ${response.status}: ${told}`);
    fault.status = response.status;
    throw fault;
  }
  const text = await response.text();
  return text === '' ? {} : JSON.parse(text);
}
