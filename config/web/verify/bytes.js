// Bytes and their texts: UTF-8, hex, base64, length prefixes, the order of bytes.
//
// In: bytes or a text. Out: the other. Never: a text that reads two ways: each reader here takes one form only.

/** White space and control characters: a run of them is one space in a label (docs/dossier-format.md §3). */
const SPACES = /[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** White space as the format has it (White_Space of Unicode). */
const WHITE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

export function ascii(text) {
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function joined(...parts) {
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        out.set(part, at);
        at += part.length;
    }
    return out;
}

export function u32(number) {
    const out = new Uint8Array(4);
    new DataView(out.buffer).setUint32(0, number);
    return out;
}

export function u64(number) {
    const out = new Uint8Array(8);
    new DataView(out.buffer).setBigUint64(0, BigInt(number));
    return out;
}

/** Length, then bytes. */
export function lp(bytes) {
    return joined(u32(bytes.length), bytes);
}

export function sameBytes(one, other) {
    return one.length === other.length && one.every((byte, n) => byte === other[n]);
}

/** Text of UTF-8, or undefined; a byte order mark is kept, so that it is seen. */
export function utf8(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        return undefined;
    }
}

export function encoded(text) {
    return new TextEncoder().encode(text);
}

/** One character for each byte. */
export function binary(bytes) {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode.apply(null, bytes.subarray(at, at + 8192));
    return text;
}

export function base64(bytes) {
    return btoa(binary(bytes));
}

/** Bytes of base64 in its one canonical form, else undefined. */
export function unbase64(text) {
    try {
        const bytes = ascii(atob(text));
        return base64(bytes) === text ? bytes : undefined;
    } catch {
        return undefined;
    }
}

/** Bytes of so many hex digits in lower case, else undefined. */
export function unhex(text, length) {
    if (typeof text !== 'string' || text.length !== 2 * length || !/^[0-9a-f]*$/.test(text)) return undefined;
    return Uint8Array.from({ length }, (_, n) => parseInt(text.slice(2 * n, 2 * n + 2), 16));
}

/** Is one before another in the order of their bytes in UTF-8? UTF-16, in which texts are kept here, has another order. */
export function isBefore(one, other) {
    for (let at = 0; at < one.length && at < other.length; at += 1) {
        if (one.charCodeAt(at) !== other.charCodeAt(at)) {
            const low = (unit) => unit >= 0xdc00 && unit <= 0xdfff;
            // Within a pair the first halves were the same: compare the whole characters.
            const from = low(one.charCodeAt(at)) && low(other.charCodeAt(at)) ? at - 1 : at;
            return one.codePointAt(from) < other.codePointAt(from);
        }
    }
    return one.length < other.length;
}

/** A value as a label has it: every run of white space or control characters is one space, none at the ends. */
export function inOneLine(value) {
    return value.split(SPACES).filter((part) => part !== '').join(' ');
}

/** Is there anything but white space? */
export function isBlank(text) {
    return trimmed(text) === '';
}

/** Without white space at its ends. By steps: an expression that looks for an end tries each place of a long run. */
export function trimmed(text) {
    let [from, to] = [0, text.length];
    while (from < to && WHITE.test(text[from])) from += 1;
    while (to > from && WHITE.test(text[to - 1])) to -= 1;
    return text.slice(from, to);
}

/** Letters of ASCII in lower case, all others as they are. */
export function lowered(text) {
    return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
