// Signatures of authorities by the browser: RSA of 2 048 bits and more, ECDSA on P-256 and P-384, Ed25519 (RFC 4055, RFC 5758,
// RFC 8410). The seal's own signatures are `ed25519.js`.
//
// In: a key as a certificate has it, an algorithm as a signature names it, bytes. Out: yes, no, or "this browser cannot tell".
// Never: SHA-1 or MD5 under a signature; "yes" of a browser that cannot tell.

import { base64, binary, joined, unhex } from './bytes.js';
import { Front, NULL, OID, SEQUENCE, need, oid, only, positive } from './der.js';
import { verifies } from './ed25519.js';
import { sha256 } from './sha256.js';

const DIGESTS = { '2.16.840.1.101.3.4.2.1': 'SHA-256', '2.16.840.1.101.3.4.2.2': 'SHA-384', '2.16.840.1.101.3.4.2.3': 'SHA-512' };
const RSA = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const RSA_WITH = { '1.2.840.113549.1.1.11': 'SHA-256', '1.2.840.113549.1.1.12': 'SHA-384', '1.2.840.113549.1.1.13': 'SHA-512' };
const EC = '1.2.840.10045.2.1';
const EC_WITH = { '1.2.840.10045.4.3.2': 'SHA-256', '1.2.840.10045.4.3.3': 'SHA-384' };
const CURVES = { '1.2.840.10045.3.1.7': { namedCurve: 'P-256', size: 32 }, '1.3.132.0.34': { namedCurve: 'P-384', size: 48 } };
const ED25519 = '1.3.101.112';
const SALTS = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

/** No parameters, or NULL. */
function isBare({ parameters }) {
    return !parameters || (parameters.tag === NULL && parameters.content.length === 0);
}

/** A digest that is strong enough to be signed, by its name here; else undefined. */
export function digestNamed(named) {
    return isBare(named) ? DIGESTS[named.oid] : undefined;
}

/** The digest, or undefined where this browser has none. `name` as WebCrypto says it. */
export async function digestOf(name, bytes) {
    if (name === 'SHA-256') return sha256(bytes);
    const subtle = globalThis.crypto?.subtle;
    return subtle ? new Uint8Array(await subtle.digest(name, bytes)) : undefined;
}

/**
 * Does a signature hold? `said`: the digest that the signer names beside it. True, false (an algorithm that is not known here,
 * too), or undefined where this browser cannot tell. Throws `Odd` where key or signature cannot be read.
 */
export async function holds(key, named, said, message, signature) {
    const kind = key.algorithm.oid;
    need(key.bits.unused === 0);
    if (kind === RSA && isBare(key.algorithm)) return byRsa(key, named, said, message, signature);
    if (kind === EC) return byCurve(key, named, said, message, signature);
    // The digest beside it is of the content alone, and is SHA-512 (RFC 8419 §3).
    const fits = kind === ED25519 && named.oid === kind && !named.parameters && said === 'SHA-512';
    return fits && verifies(key.bits.bytes, signature, message);
}

function byRsa(key, named, said, message, signature) {
    const isPss = named.oid === RSA_PSS;
    // In a SignerInfo the key's algorithm may stand for both (RFC 3370 §3.2).
    const hash = isPss ? pssDigest(named) : isBare(named) && (named.oid === RSA ? said : RSA_WITH[named.oid]);
    if (!hash || hash !== said) return false;
    const front = new Front(only(key.bits.bytes, SEQUENCE));
    const [modulus, exponent] = [positive(front.take()), positive(front.take())];
    front.end();
    const right = modulus.length >= 256 && modulus.length <= 1024 && modulus.at(-1) % 2 === 1;
    const small = exponent.length > 0 && (exponent.length < 5 || (exponent.length === 5 && exponent[0] < 2));
    // Shorter ones some libraries fill up.
    if (signature.length !== modulus.length) return false;
    if (!right || !small || exponent.at(-1) % 2 === 0 || (exponent.length === 1 && exponent[0] < 3)) return false;
    const url = (bytes) => base64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    const way = { name: isPss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash, saltLength: SALTS[hash] };
    return ask('jwk', { kty: 'RSA', n: url(modulus), e: url(exponent) }, way, signature, message);
}

/** The digest of RSASSA-PSS where all its parameters agree: one digest, MGF1 with it, a salt as long (RFC 4055 §3.1). */
function pssDigest({ parameters }) {
    const whole = parameters ? binary(parameters.whole) : '';
    return Object.keys(SALTS).find((name, n) => {
        const hash = `300d06096086480165030402${['01', '02', '03'][n]}0500`;
        const all = `3034a00f${hash}a11c301a06092a864886f70d010108${hash}a203020120`.slice(0, -2) + SALTS[name].toString(16);
        return binary(unhex(all, all.length / 2)) === whole;
    });
}

function byCurve(key, named, said, message, signature) {
    const { parameters } = key.algorithm;
    const curve = parameters?.tag === OID ? CURVES[oid(parameters)] : undefined;
    const hash = named.parameters ? undefined : EC_WITH[named.oid];
    // Some browsers take a point of other forms too.
    const isPoint = curve && key.bits.bytes.length === 1 + 2 * curve.size && key.bits.bytes[0] === 4;
    if (!isPoint || !hash || hash !== said) return false;
    const front = new Front(only(signature, SEQUENCE));
    const numbers = [positive(front.take()), positive(front.take())];
    front.end();
    if (numbers.some(({ length }) => length > curve.size)) return false;
    const flat = joined(...numbers.flatMap((number) => [new Uint8Array(curve.size - number.length), number]));
    return ask('raw', key.bits.bytes, { name: 'ECDSA', namedCurve: curve.namedCurve, hash }, flat, message);
}

async function ask(form, key, way, signature, message) {
    const subtle = globalThis.crypto?.subtle;
    if (!subtle) return undefined;
    try {
        return await subtle.verify(way, await subtle.importKey(form, key, way, false, ['verify']), signature, message);
    } catch (error) {
        // A key that is none is the authority's fault.
        return error?.name === 'NotSupportedError' ? undefined : false;
    }
}
