// Writes one JSON object a request for the detector's mapping `nginx`. Of a JWT the signature is cut off: what is left
// cannot be used by whoever reads the log, and still says everything that the detector needs.
import crypto from 'crypto';

function presented(r) {
    const header = /^(?:bearer|dpop) +(\S+)\s*$/i.exec(r.headersIn.Authorization || '');
    return header ? header[1] : null;
}

// Anything that is no compact JWT is told by its digest alone.
function describe(token, record) {
    const parts = token.split('.');
    if (parts.length === 3) {
        record.token = parts[0] + '.' + parts[1] + '.';
    } else {
        record.token_digest = crypto.createHash('sha256').update(token).digest('hex');
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
    const token = presented(r);
    if (token) {
        describe(token, record);
    }
    if (v.token_verified === '1') { // set by the configuration, where it has checked the signature
        record.signature_valid = true;
    }
    return JSON.stringify(record);
}

export default { record };
