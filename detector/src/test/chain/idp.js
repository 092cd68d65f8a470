// An identity provider that hands out signed access tokens to services, and tells of each in a file.
//
//   node idp.js FOLDER PORT
//
// It reads its signing key from FOLDER/idp-key.json, which it makes where there is none, and appends to
// FOLDER/issuance.jsonl: a record for each token before the token leaves, and a heartbeat every second.

import { createHash, generateKeyPairSync } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Provider from 'oidc-provider';

const [folder, port] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const keyFile = join(folder, 'idp-key.json');
const feed = join(folder, 'issuance.jsonl');
const api = 'https://api.example/';

const provider = new Provider(issuer, {
  jwks: { keys: [signingKey()] },
  clients: ['billing', 'reports', 'partner'].map(id => ({
    client_id: id,
    client_secret: `${id}-secret`,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  })),
  ttl: { ClientCredentials: 600 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => api,
      getResourceServerInfo: () => ({ scope: 'read write', audience: api, accessTokenFormat: 'jwt' }),
    },
  },
});

// Told before the answer is sent: nobody can use a token that the feed does not have yet.
provider.on('grant.success', ctx => {
  const [header, payload] = ctx.body.access_token.split('.').slice(0, 2).map(part => Buffer.from(part, 'base64url'));
  const claims = JSON.parse(payload);
  tell({
    event: 'issued',
    issuer: claims.iss,
    token_id: claims.jti,
    token_digest: createHash('sha256').update(header).update('.').update(payload).digest('hex'),
    account_id: claims.sub,
    client_id: claims.client_id,
    key_id: JSON.parse(header).kid,
    issued_at: claims.iat,
    expires_at: claims.exp,
    source_ip: ctx.ip,
  });
});

provider.listen(Number(port), '127.0.0.1', () => {
  let since = tell({ event: 'heartbeat', issuer });
  setInterval(() => {
    since = tell({ event: 'heartbeat', issuer, since });
  }, 1000);
  console.log(`issuing as ${issuer}`);
});

// One thread, one file, written at once: whatever stands before a heartbeat is all that was issued until then.
function tell(record) {
  const time = new Date().toISOString();
  appendFileSync(feed, `${JSON.stringify({ time, ...record })}\n`);
  return time;
}

function signingKey() {
  if (!existsSync(keyFile)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: 'jwk' }), kid: 'signing-key-1', alg: 'RS256', use: 'sig' };
    writeFileSync(keyFile, JSON.stringify(key), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(keyFile));
}
