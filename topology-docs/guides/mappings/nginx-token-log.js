// Writes one JSON object a request for the detector's mapping `nginx`. Of a JWT the signature is cut off: what is left
// cannot be used by whoever reads the log, and still says everything that the detector needs.
import crypto from 'crypto';

function header(r) {
    return r.rawHeadersIn.filter(one => one[0].toLowerCase() === 'authorization').map(one => one[1]).join(', ');
}

// With claims behind its header it is a JWT to whoever looks at three parts alone; with more it is nobody's encrypted token.
function isJwt(parts) {
    return parts.length === 3
        || (parts.length > 3 && Buffer.from(parts[1], 'base64url').toString().trim()[0] === '{');
}

// JWTs are taken wherever they stand in the header: behind two schemes, in quotes, or one behind the other. What is none is
// told by its digest alone.
function describe(authorization, record) {
    let jwts = authorization.split(/[\s,;"']+/)
        .map(word => word.replace(/^[A-Za-z-]{1,32}[:=]/, '').split('.'))
        .filter(isJwt);
    const opaque = /^(?:bearer|dpop|jwt|token)\s+(\S+)\s*$/i.exec(authorization);
    if (jwts.length === 0) { // one with characters in it that a lax decoder drops
        const whole = authorization.replace(/^\s*[A-Za-z-]{1,32}\s+/, '').replace(/[^\w.+\/-]/g, '').split('.');
        const header = Buffer.from(whole[0], 'base64url').toString();
        jwts = isJwt(whole) && header.indexOf('"alg"') >= 0 ? [whole] : [];
    }
    if (jwts.length > 0) {
        record.token = jwts.map(parts => parts[0] + '.' + parts[1] + '.'.repeat(parts.length - 2)).join(', ');
    } else if (opaque) {
        record.token_digest = crypto.createHash('sha256').update(opaque[1]).digest('hex');
    }
}

function record(r) {
    const v = r.variables;
    const record = {
        time: new Date((v.msec - v.request_time) * 1000).toISOString(), // its start: msec is its end
        remote_addr: v.remote_addr,
        request_method: v.request_method,
        request_uri: v.request_uri,
        status: Number(v.status),
        http_user_agent: v.http_user_agent,
        request_id: v.request_id,
    };
    describe(header(r), record);
    if (v.token_verified === '1') { // set by the configuration, where it has checked the signature
        record.signature_valid = true;
    }
    return JSON.stringify(record);
}

export default { record };
