// Certificates of authorities (RFC 5280 §4.1), and whether one is for time stamps (RFC 3161 §2.3).
//
// In: a part of a token. Out: what it says. Never: whether to trust it: that takes a root, and this page has none.

import { binary, trimmed, utf8 } from './bytes.js';
import { BITS, BOOLEAN, Front, INTEGER, OCTETS, OID, SEQUENCE, SET, bits, integer, need, octets, oid, only, placed, sorted, truth } from './der.js';

const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const SUBJECT_KEY = '2.5.29.14';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
// May be critical: its uses, other names of the subject, whether it is an office, its policies.
const KNOWN = new Set(['2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.32', '2.5.29.37']);
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
// UTF8String, PrintableString, IA5String.
const TEXTS = [0x0c, 0x13, 0x16];
const LONGEST_NAME = 100;

/** `{ oid, parameters }`; parameters are a part, or undefined. */
export function algorithm(part) {
    const front = new Front(part);
    const named = { oid: oid(front.take(OID)), parameters: front.parts[0] };
    need(front.parts.length <= 1);
    return named;
}

/** A name as `{ whole, order, isOrdered, parts }`: one text for all ways to write it, whether it is written so, `{ oid, value }` of each part. */
export function nameOf(part) {
    const sets = new Front(part).parts.map((set) => {
        const parts = new Front(set, SET).parts;
        const inOrder = sorted(parts.map(({ whole }) => whole)).map(binary);
        return { parts: parts.map(typeAndValue), text: inOrder.join(''), isOrdered: parts.every(({ whole }, n) => binary(whole) === inOrder[n]) };
    });
    return {
        whole: part.whole,
        order: JSON.stringify(sets.map(({ text }) => text)),
        isOrdered: sets.every(({ isOrdered }) => isOrdered),
        parts: sets.flatMap(({ parts }) => parts),
    };
}

function typeAndValue(part) {
    const front = new Front(part);
    const named = { oid: oid(front.take(OID)), value: front.take() };
    front.end();
    return named;
}

/** Seconds since 1970, or undefined where the calendar has no such time or it was before. */
export function secondsOf(digits) {
    const [year, month, day, hour, minute, second] = [digits.slice(0, 4), ...digits.slice(4).match(/../g)].map(Number);
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    date.setUTCHours(hour, minute, second);
    const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
    return same && year >= 1970 ? date.valueOf() / 1000 : undefined;
}

function instant({ tag, content }) {
    const text = binary(content);
    need((tag === UTC_TIME && /^[0-9]{12}Z$/.test(text)) || (tag === GENERALIZED_TIME && /^[0-9]{14}Z$/.test(text)));
    const digits = text.slice(0, -1);
    // Two digits are of the years 1950 to 2049.
    const seconds = secondsOf(tag === UTC_TIME ? `${digits < '5' ? 20 : 19}${digits}` : digits);
    need(seconds !== undefined);
    return seconds;
}

/** `{ oid, critical, content, isShort }`; `isShort`: nothing is said that need not be. */
export function extension(part) {
    const front = new Front(part);
    const named = oid(front.take(OID));
    const said = front.may(BOOLEAN);
    const critical = said ? truth(said) : false;
    const content = octets(front.take(OCTETS));
    front.end();
    return { oid: named, critical, content, isShort: !said || critical };
}

/**
 * What a certificate says. `isOneForm`: it is written in the one form of DER, so that a digest over its bytes is one over
 * what was read. Throws `Odd`.
 */
export function certificate(part) {
    const front = new Front(part);
    const about = new Front(front.take(SEQUENCE));
    algorithm(front.take(SEQUENCE));
    bits(front.take(BITS));
    front.end();

    const version = about.may(placed(0));
    const said = version ? integer(only(version.content, INTEGER)) : undefined;
    need(!said || (said.length === 1 && said[0] < 3));
    const serial = integer(about.take());
    need(serial.length <= 21);
    algorithm(about.take(SEQUENCE));
    const issuer = nameOf(about.take(SEQUENCE));
    const validity = new Front(about.take(SEQUENCE));
    const [from, to] = [instant(validity.take()), instant(validity.take())];
    validity.end();
    const subject = nameOf(about.take(SEQUENCE));
    const key = new Front(about.take(SEQUENCE));
    const keyAlgorithm = algorithm(key.take(SEQUENCE));
    const keyBits = bits(key.take(BITS));
    key.end();
    for (const number of [1, 2]) {
        const id = about.may(placed(number, false));
        if (id) bits({ tag: BITS, content: id.content });
    }
    const more = about.may(placed(3));
    about.end();
    const extensions = more ? new Front(only(more.content, SEQUENCE)).parts.map(extension) : [];
    return {
        whole: part.whole,
        serial,
        issuer,
        subject,
        from,
        to,
        key: { algorithm: keyAlgorithm, bits: keyBits },
        extensions,
        isOneForm: issuer.isOrdered && subject.isOrdered && said?.[0] !== 0 && extensions.every(({ isShort }) => isShort),
    };
}

/** The one extension of a kind: undefined where there is none; two of a kind are odd. */
function one({ extensions }, kind) {
    const found = extensions.filter((each) => each.oid === kind);
    need(found.length <= 1);
    return found[0];
}

/** Is it for time stamps and for nothing else, at that time? Throws `Odd` where it cannot be read. */
export function mayStamp(certificate, seconds) {
    const purpose = one(certificate, EXTENDED_KEY_USAGE);
    const purposes = purpose ? new Front(only(purpose.content, SEQUENCE)).parts.map(oid) : [];
    const use = one(certificate, KEY_USAGE);
    const valid = certificate.from <= seconds && seconds <= certificate.to;
    const understood = certificate.extensions.every(({ oid: kind, critical }) => !critical || KNOWN.has(kind));
    return purpose?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING && (!use || signs(use)) && valid && understood;
}

/** `digitalSignature` or `nonRepudiation`, the first two bits. */
function signs({ content }) {
    const { unused, bytes } = bits(only(content, BITS));
    const length = bytes.length * 8 - unused;
    need(length <= 16);
    return length > 0 && (bytes[0] & (length > 1 ? 0xc0 : 0x80)) !== 0;
}

/** The identifier of its key, where it says one. */
export function keyId(certificate) {
    const found = certificate.extensions.filter((each) => each.oid === SUBJECT_KEY);
    return found.length === 1 ? octets(only(found[0].content, OCTETS)) : undefined;
}

/** Who it is of: its common name, else its organisation, else undefined. Text from outside. */
export function nameIn({ subject }) {
    const named = (kind) => {
        const part = subject.parts.filter((each) => each.oid === kind).at(-1);
        const text = part && TEXTS.includes(part.value.tag) ? trimmed(utf8(part.value.content) ?? '') : undefined;
        return text ? [...text].slice(0, LONGEST_NAME).join('') : undefined;
    };
    return named(COMMON_NAME) ?? named(ORGANISATION);
}
