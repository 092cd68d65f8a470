// The gate of nginx: checks the bearer token of a request, and hands the request on.

import querystring from 'querystring';

const SKEW = 60;
// An attacker can name keys that do not exist: the issuer is asked for those once in ten seconds at most.
const BETWEEN_QUESTIONS = 10000;
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

async function check(r) {
    const token = read(r);
    if (token === null) {
        return refuse(r);
    }
    try {
        if (!await isSigned(r, token)) {
            return refuse(r);
        }
    } catch (e) {
        r.error('a token could not be checked: ' + e.message);
        return r.return(503);
    }
    // Of what is refused hereafter, too: a good signature on a token that is not meant is the first sign of a stolen key.
    r.variables.token_verified = '1';
    if (!isMeant(r, token.claims)) {
        return refuse(r);
    }
    r.internalRedirect('@checked');
}

/** The parts of a JWT in the Authorization header, or null. */
function read(r) {
    const bearer = /^bearer +([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(r.headersIn.Authorization || '');
    if (bearer === null) {
        return null;
    }
    const parts = bearer.slice(1).map(part => Buffer.from(part, 'base64url'));
    try {
        return {
            signed: bearer[1] + '.' + bearer[2],
            signature: parts[2],
            header: object(parts[0]),
            claims: object(parts[1]),
        };
    } catch (e) {
        return null;
    }
}

function object(bytes) {
    const value = JSON.parse(bytes.toString());
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        throw new Error('not an object');
    }
    return value;
}

async function isSigned(r, token) {
    // An extension that is critical, and that the gate does not know, makes a token invalid (RFC 7515).
    if (token.header.alg !== 'RS256' || token.header.crit !== undefined) {
        return false;
    }
    const jwk = await keyOf(r, token.header.kid);
    if (jwk === undefined) {
        return false;
    }
    const key = await crypto.subtle.importKey('jwk', jwk, RSA, false, ['verify']);
    return crypto.subtle.verify(RSA, key, token.signature, Buffer.from(token.signed));
}

async function keyOf(r, id) {
    const keys = ngx.shared.keys;
    const known = keys.get('jwks');
    const found = known && named(known, id);
    if (found || (known && Date.now() - Number(keys.get('asked')) < BETWEEN_QUESTIONS)) {
        return found;
    }
    const answer = await ngx.fetch(r.variables.jwks);
    if (answer.status !== 200) {
        throw new Error('the issuer answered ' + answer.status + ' for its keys');
    }
    const fresh = await answer.text();
    keys.set('jwks', fresh);
    keys.set('asked', String(Date.now()));
    return named(fresh, id);
}

function named(jwks, id) {
    return JSON.parse(jwks).keys.find(key => key.kid === id && key.kty === 'RSA');
}

/** Issuer, audience and times; an optional part that is there must be right. */
function isMeant(r, claims) {
    const now = Date.now() / 1000;
    const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
    return claims.iss === r.variables.issuer
        && audiences.includes(r.variables.audience)
        && typeof claims.exp === 'number' && now < claims.exp + SKEW
        && (claims.nbf === undefined || claims.nbf - SKEW <= now);
}

function refuse(r) {
    r.headersOut['WWW-Authenticate'] = 'Bearer';
    r.return(401);
}

/** The tokens that lie in the query, where a service may look for them too: decoded, as that would read them. */
function others(r) {
    const query = r.variables.request_uri.split('?').slice(1).join('?');
    return [].concat(querystring.parse(query).access_token || []).join(', ');
}

export default { check, others };
