// What the names in alerts and incidents mean, for who has not read the manual.

/** The rules, in the order of the manual. */
export const RULES = [
  'token-never-issued', 'token-altered', 'token-without-id', 'token-lifetime-impossible', 'token-unreadable',
  'token-signature-invalid', 'token-used-before-issue', 'token-used-after-expiry', 'token-used-after-revocation',
  'key-unknown', 'key-retired', 'key-rotation-overdue', 'account-unknown', 'account-rate-anomaly', 'source-fan-out',
  'source-enumeration', 'ledger-degraded', 'issuer-uncovered', 'token-undecidable', 'hole-overdrawn', 'pending-overflow',
  'canary-missed',
];

/** By OCSF `severity_id`. */
export const SEVERITIES = { 5: 'Critical', 4: 'High', 3: 'Medium', 2: 'Low' };

/** By OCSF `status_id`. */
export const STATUSES = { 1: 'New', 2: 'In progress', 3: 'Suppressed', 4: 'Resolved' };

/** Why it was closed, by `status_detail`. */
export const CLOSED = {
  'late-issuance': 'withdrawn: its issuance arrived late',
  'late-record': 'withdrawn: a late record explains it',
  recovered: 'recovered',
  quiet: 'closed after a quiet time',
  analyst: 'resolved by an analyst',
};

export const KINDS = { 'key-compromise': 'Key compromise', 'source-campaign': 'Source campaign' };

export const PROOFS = {
  verified: ['Verified', 'A signature of these tokens was checked and is valid: whoever made them holds the key.'],
  unverified: ['Unverified', 'No signature of these tokens has been checked: the gateway may have believed anything.'],
};

export const VERDICTS = {
  ISSUED: 'Issued',
  NEVER_ISSUED: 'Never issued',
  ALTERED: 'Altered',
  UNDETERMINED: 'Undetermined',
};

const VERDICT_MEANS = {
  ISSUED: 'The ledger has this token, and both sides agree on it.',
  NEVER_ISSUED: 'The ledger is known to be complete for the whole stretch, and does not have this token.',
  ALTERED: 'The ledger has this token id, but with other content.',
  UNDETERMINED: 'The ledger is not known to be complete where this token would be: neither issued nor forged is proved.',
};

const IDENTITY_MEANS = {
  id: 'The token was looked up by its issuer and its id (jti).',
  digest: 'The token was looked up by the SHA-256 of its content.',
  tuple: 'The token was looked up by account, client and time of issue: weaker, and never blocked.',
};

const REASON_MEANS = {
  waiting: 'Coverage has not come so far yet.',
  'before-ledger': 'The token is older than what the ledger knows.',
  hole: 'The stretch lies in a hole of the ledger.',
  issuer: 'The issuance feed does not carry this issuer.',
  kind: 'The issuance feed does not carry tokens of this kind.',
  identity: 'The access does not state the identity by which the issuer\'s tokens are told apart.',
  expired: 'It was expired so long at first sight that the ledger may have let it go.',
  overflow: 'More tokens wait than may be held.',
  keys: 'It was judged by what the keys feed says.',
};

/** Field of the evidence → how it is named, what it means, how its value is shown. In the order in which they are shown. */
const FIELDS = new Map([
  ['verdict', ['Verdict', value => VERDICT_MEANS[value] ?? 'What the ledger says of the token.']],
  ['reason', ['Reason', value => REASON_MEANS[value] ?? 'Why it could not be decided.']],
  ['verified', ['Signature verified', value => (value ? 'Its signature is known to be valid.' : 'Nobody has checked the signature of this use.')]],
  ['verified_at_another_use', ['Verified at another use', () => 'Another use of the same token has a signature known to be valid.']],
  ['signature', ['Signature', () => 'What is known of the signature: valid, invalid or unknown.']],
  ['refused', ['Refused', value => (value ? 'The gateway refused it: nothing was served.' : 'The gateway accepted it.')]],
  ['issuer', ['Issuer', () => 'Who made the token, as the token itself claims.']],
  ['token_id', ['Token id', () => 'The token\'s own id (jti).']],
  ['token_digest', ['Token digest', () => 'SHA-256 of the token\'s header and payload.']],
  ['key_id', ['Key id', () => 'The key that signed it, as the token names it (kid).']],
  ['client_id', ['Client', () => 'The application for which it was made, as the token claims.']],
  ['issued_at', ['Issued at', () => 'When it was made, as the token claims.', 'time']],
  ['expires_at', ['Expires at', () => 'Until when it holds, as the token claims.', 'time']],
  ['identity', ['Looked up by', value => IDENTITY_MEANS[value] ?? 'How the token was looked up in the ledger.']],
  ['ledger_account', ['Owner in the ledger', () => 'The account for which this token id was really issued.']],
  ['ledger_key_id', ['Key in the ledger', () => 'The key with which it was issued, as the ledger has it.']],
  ['ledger_issued_at', ['Issued at, in the ledger', () => 'When it was really made, as the ledger has it.', 'time']],
  ['ledger_expires_at', ['Expires at, in the ledger', () => 'Until when it really holds, as the ledger has it.', 'time']],
  ['decidable_at', ['Decidable at', () => 'Once coverage had come so far, absence was proof.', 'time']],
  ['source_text', ['Source as logged', () => 'The source as the log has it, where it is no plain address.']],
  ['method_text', ['Method as logged', () => 'The request method as the log has it.']],
  ['entity', ['Subject', () => 'What the alert is about: the same subject never makes two alerts.']],
  ['roll_up', ['Roll-up', () => 'Stands for more subjects than are written singly.']],
  ['revoked_at', ['Revoked at', () => 'When the token or its key was revoked.', 'time']],
  ['signed_at', ['Signed at', () => 'When the key signed it.', 'time']],
  ['key_state', ['State of the key', () => 'What the keys feed says of it.']],
  ['key_ended_at', ['Key ended at', () => 'From then on the key should sign nothing.', 'time']],
  ['rotation_due_at', ['Rotation due at', () => 'When the key should have been replaced.', 'time']],
  ['window', ['Window', () => 'Over how long it was counted.']],
  ['window_count', ['Accesses in the window', () => 'How often the account was read.', 'number']],
  ['usual_count', ['Usual accesses', () => 'How often it would be expected, as learned.', 'number']],
  ['basis', ['Learned from', () => 'Whether the account\'s own past or that of all accounts tells what is usual.']],
  ['surprise', ['Surprise', () => 'How unlikely it is: powers of ten against chance.']],
  ['accounts_count', ['Accounts', () => 'How many accounts\' tokens this source used.', 'number']],
  ['forged_count', ['Accounts with forged tokens', () => 'Of these accounts, how many came with a token proved forged.', 'number']],
  ['not_issued_count', ['Accounts not vouched for', () => 'Of these accounts, how many came with a token that is not known to be issued.', 'number']],
  ['expected_share', ['Usual share', () => 'The share of such accounts among all sources at that time.']],
  ['log10_chance', ['Chance', () => 'Power of ten of the chance that this is an accident.']],
  ['counted', ['Counted', () => 'Exactly, or estimated from a sample.']],
  ['direction', ['Direction', () => 'Which way the source walked through the ids.']],
  ['numbers_count', ['Ids', () => 'How many ids it tried.', 'number']],
  ['in_sequence_count', ['Ids in sequence', () => 'How many of them followed the one before.', 'number']],
  ['feed_issuer', ['Issuer of the feed', () => 'Whose issuance records are missing.']],
  ['partition', ['Partition', () => 'Of the issuance topic.']],
  ['hole_since_at', ['Hole since', () => 'From here the ledger may lack records.', 'time']],
  ['hole_until_at', ['Hole until', () => 'Up to here the ledger may lack records.', 'time']],
  ['lateness_ms', ['Lateness', () => 'By how much an issuance record came too late.', 'length']],
  ['setting', ['Setting', () => 'The setting that would have helped.']],
  ['setting_ms', ['Value to set', () => 'At least so much.', 'length']],
  ['setting_if', ['Helps if', () => 'Otherwise records are missing, and should be loaded.']],
  ['cause', ['Cause', () => 'What broke the coverage.']],
  ['claim', ['Claim', () => 'The claim that is not compared.']],
  ['planted_at', ['Planted at', () => 'When the canary was planted.', 'time']],
  ['within_ms', ['Expected within', () => 'How soon its alert should have come.', 'length']],
  ['record', ['Record', () => 'Where the access stands in the log: file and line, or topic, partition and offset.']],
]);

/** Shown on their own, in another form. */
const APART = new Set(['coverage', 'differences']);

/** The fields of one evidence, known ones first, each with its name, label, meaning, form and value. */
export function evidenceFields(data) {
  const known = [...FIELDS.keys()].filter(name => Object.hasOwn(data, name));
  const others = Object.keys(data).filter(name => !FIELDS.has(name) && !APART.has(name));
  return [...known, ...others].map(name => {
    const [label, meaning, form] = FIELDS.get(name) ?? [name, () => ''];
    return { name, label, meaning: meaning(data[name]), form: form ?? 'text', value: data[name] };
  });
}

const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** A number with its thousands apart. */
export function count(value) {
  return typeof value === 'number' ? NUMBER.format(value) : '–';
}

/** One account, two accounts. */
export function many(value, one, more = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : more}`;
}
