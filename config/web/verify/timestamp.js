// The time stamp beside the seal: an RFC 3161 token, checked by itself (RFC 3161 §2.4.2; RFC 5652 §5; RFC 5035).
//
// In: a token, the digest that it should be over. Out: the time that it claims, who claims it, and whether the signature holds.
// Never: trust in an authority: that takes a root, which the reader has and this page has not.

import { binary, sameBytes } from './bytes.js';
import { algorithm, certificate, extension, keyId, mayStamp, nameIn, nameOf, secondsOf } from './certificate.js';
import { BOOLEAN, Front, INTEGER, OCTETS, OID, Odd, SEQUENCE, SET, integer, narrow, need, octets, oid, only, placed, sorted, truth, written } from './der.js';
import { TAGMANIFEST, TIMESTAMP } from './names.js';
import { sha256 } from './sha256.js';
import { digestNamed, digestOf, holds } from './signature.js';

const LARGEST = 64 * 2 ** 10;
const MOST_CERTIFICATES = 16;
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
// How a signature names its certificate: by SHA-1 (RFC 2634 §5.4), by another digest (RFC 5035).
const CERTIFICATE_V1 = '1.2.840.113549.1.9.16.2.12';
const CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const GENERALIZED_TIME = 0x18;
const [FIRST, SECOND, DIRECTORY] = [placed(0), placed(1), placed(4)];

/** Looks at a dossier's time stamp, where it has one: gives `openStamp`'s answer, or a finding. */
export async function timestamp(small, fault) {
    if (!small.has(TIMESTAMP) || !small.has(TAGMANIFEST)) return undefined;
    const stamp = await openStamp(small.get(TIMESTAMP), await sha256(small.get(TAGMANIFEST)));
    if (!stamp) fault('timestamp', TIMESTAMP);
    return stamp;
}

/**
 * `{ time, authority, holds }`: `YYYY-MM-DDThh:mm:ssZ`, who claims it where that is said and sure, and true, or undefined where this browser
 * cannot check the signature. Undefined where it is no token over this digest, or does not hold.
 */
export async function openStamp(token, digest) {
    try {
        return await opened(token, digest);
    } catch (error) {
        if (error instanceof Odd) return undefined;
        throw error;
    }
}

async function opened(token, digest) {
    need(token.length <= LARGEST);
    narrow(token);
    const { algorithms, content, certificates, signer } = signedData(token);
    const claim = claimed(content);
    need(claim.digest && sameBytes(claim.digest, digest));

    const named = digestNamed(signer.digest);
    need(named && algorithms.length === 1 && digestNamed(algorithms[0]) === named);
    const typed = value(signer, CONTENT_TYPE);
    need(typed && oid(typed) === TST_INFO);
    const said = value(signer, MESSAGE_DIGEST);
    const own = await digestOf(named, content);
    need(said && (!own || sameBytes(octets(said), own)));
    const { made, sure } = await theSigners(certificates, signer);
    need(made && mayStamp(made, claim.seconds));
    const stamp = { time: claim.time, authority: sure ? nameIn(made) : undefined };
    const held = await holds(made.key, signer.algorithm, named, written(SET, ...sorted(signer.attributes.map(({ whole }) => whole))), signer.signature);
    need(held !== false);
    return { ...stamp, holds: held };
}

/** The parts of a token; nothing vouches for revocation lists and unsigned attributes, and a token has none. */
function signedData(token) {
    const info = new Front(only(token, SEQUENCE));
    need(oid(info.take(OID)) === SIGNED_DATA);
    const data = new Front(only(info.take(FIRST).content, SEQUENCE));
    info.end();
    need(sameBytes(integer(data.take()), [3]));
    const algorithms = new Front(data.take(SET), SET).parts;
    const inner = new Front(data.take(SEQUENCE));
    need(oid(inner.take(OID)) === TST_INFO);
    const content = octets(only(inner.take(FIRST).content, OCTETS));
    inner.end();
    const certificates = new Front(data.take(FIRST), FIRST).parts;
    const signers = new Front(data.take(SET), SET).parts;
    data.end();
    need(certificates.length <= MOST_CERTIFICATES && signers.length === 1);
    sorted(certificates.map(({ whole }) => whole));
    const read = certificates.map(certificate);
    need(read.every(({ isOneForm }) => isOneForm));
    return { algorithms: algorithms.map(algorithm), content, certificates: read, signer: signerInfo(signers[0]) };
}

function signerInfo(part) {
    const front = new Front(part);
    const version = integer(front.take());
    const id = front.take();
    const digest = algorithm(front.take(SEQUENCE));
    const attributes = new Front(front.take(FIRST), FIRST).parts.map(attribute);
    sorted(attributes.map(({ whole }) => whole));
    const info = { version, id, digest, attributes, algorithm: algorithm(front.take(SEQUENCE)), signature: octets(front.take()) };
    front.end();
    return info;
}

/** `{ oid, values, whole }`, written in the one form of DER. */
function attribute(part) {
    const front = new Front(part);
    const [kind, values] = [front.take(OID), new Front(front.take(SET), SET).parts];
    front.end();
    return { oid: oid(kind), values, whole: written(SEQUENCE, kind.whole, written(SET, ...sorted(values.map(({ whole }) => whole)))) };
}

/** The one value of an attribute that stands there once; undefined where there is none. */
function value({ attributes }, kind) {
    const found = attributes.filter((each) => each.oid === kind);
    if (found.length === 0) return undefined;
    need(found.length === 1 && found[0].values.length === 1);
    return found[0].values[0];
}

/** What is signed, a `TSTInfo`: `{ digest, seconds, time }`; the digest undefined where it is of another kind than ours. */
function claimed(content) {
    const front = new Front(only(content, SEQUENCE));
    need(sameBytes(integer(front.take()), [1]));
    oid(front.take(OID));
    const imprint = new Front(front.take(SEQUENCE));
    const kind = algorithm(imprint.take(SEQUENCE));
    const digest = octets(imprint.take());
    imprint.end();
    integer(front.take(INTEGER));
    const found = /^([0-9]{14})(?:\.[0-9]*[1-9])?Z$/.exec(binary(front.take(GENERALIZED_TIME).content));
    const seconds = found ? secondsOf(found[1]) : undefined;
    need(seconds !== undefined);
    // Accuracy, ordering, nonce, a name, extensions: each at most once, in this order.
    front.may(SEQUENCE);
    const ordering = front.may(BOOLEAN);
    if (ordering) truth(ordering);
    const nonce = front.may(INTEGER);
    if (nonce) integer(nonce);
    front.may(FIRST);
    const more = front.may(SECOND);
    front.end();
    need(!more || new Front({ tag: SEQUENCE, content: more.content }).parts.map(extension).every(({ critical }) => !critical));
    const time = found[1].replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z');
    return { digest: digestNamed(kind) === 'SHA-256' ? digest : undefined, seconds, time };
}

/** The certificate that the signature names, in each way that it names one; not `sure` where this browser lacks a digest for that. */
async function theSigners(certificates, signer) {
    const kinds = [CERTIFICATE_V1, CERTIFICATE_V2].filter((kind) => signer.attributes.some((each) => each.oid === kind));
    need(kinds.length > 0);
    const names = kinds.map((kind) => certificateNamed(value(signer, kind), kind === CERTIFICATE_V2));
    for (const one of certificates) {
        const all = await Promise.all(names.map((name) => isNamed(one, name)));
        if (all.every((is) => is !== false) && identifies(signer, one)) return { made: one, sure: all.every(Boolean) };
    }
    return { made: undefined };
}

/** `{ digest, hash, issued }`: the first certificate that the attribute names is the signer's. */
function certificateNamed(part, second) {
    const [first] = new Front(new Front(part).take(SEQUENCE)).parts;
    const id = new Front(first);
    const kind = second ? id.may(SEQUENCE) : undefined;
    const digest = kind ? digestNamed(algorithm(kind)) : second ? 'SHA-256' : 'SHA-1';
    need(digest);
    const hash = octets(id.take());
    const issued = id.parts.length ? new Front(id.take()).parts : undefined;
    id.end();
    need(!issued || issued.length === 2);
    return { digest, hash, issued };
}

/** True, false, or undefined where this browser lacks the digest. */
async function isNamed({ whole, issuer, serial }, { digest, hash, issued }) {
    const own = await digestOf(digest, whole);
    if (own && !sameBytes(own, hash)) return false;
    if (issued) {
        const names = new Front(issued[0]).parts;
        if (names.length !== 1 || names[0].tag !== DIRECTORY || !sameBytes(names[0].content, issuer.whole) || !sameBytes(issued[1].content, serial)) return false;
    }
    return own ? true : undefined;
}

/** Does the signer's identifier name the same certificate? The version says which of two ways it does (RFC 5652 §5.3). */
function identifies({ version, id }, one) {
    if (id.tag === placed(0, false)) {
        const own = keyId(one);
        return sameBytes(version, [3]) && own !== undefined && sameBytes(own, id.content);
    }
    const front = new Front(id);
    const issuer = nameOf(front.take(SEQUENCE));
    const serial = integer(front.take());
    front.end();
    return sameBytes(version, [1]) && issuer.order === one.issuer.order && sameBytes(serial, one.serial);
}
