// DER as time stamps and certificates are written in it (X.690 §8, §10, §11).
//
// In: bytes that others wrote. Out: parts, each with its tag. Never: a length or a number that reads two ways. What is not
// as it must be throws `Odd`, which whoever asked for the whole catches.

import { ascii, binary, joined } from './bytes.js';
import { hex } from './sha256.js';

export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BITS = 0x03;
export const OCTETS = 0x04;
export const NULL = 0x05;
export const OID = 0x06;
export const SEQUENCE = 0x30;
export const SET = 0x31;

// Of the universal class; others begin with a class of their own.
const UNIVERSAL = new Set([1, 2, 3, 4, 5, 6, 9, 10, 12, 18, 19, 20, 21, 22, 23, 24, 26, 30, SEQUENCE, SET]);
const MOST_PARTS = 64;
const DEEPEST = 32;

/** Bytes that are not what they must be. */
export class Odd extends Error {}

export function need(holds) {
    if (!holds) throw new Odd();
}

/** The tag of a part that only its place gives a meaning: its number, and whether it has parts. */
export function placed(number, constructed = true) {
    return 0x80 | (constructed ? 0x20 : 0) | number;
}

function partAt(bytes, at) {
    const tag = bytes[at];
    need((tag < 0x40 ? UNIVERSAL.has(tag) : (tag & 0x1f) !== 0x1f) && at + 1 < bytes.length);
    const first = bytes[at + 1];
    const wide = first > 0x7f ? first & 0x7f : 0;
    const from = at + 2 + wide;
    need(first !== 0x80 && wide <= 4 && from <= bytes.length);
    const length = wide ? bytes.subarray(at + 2, from).reduce((sum, octet) => sum * 256 + octet, 0) : first;
    // In as few octets as it takes.
    need((!wide || (length > 0x7f && bytes[at + 2] !== 0)) && from + length <= bytes.length);
    return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) };
}

/** Parts one after another, from the first byte to the last: `{ tag, content, whole }` each. */
export function partsOf(bytes) {
    const parts = [];
    for (let at = 0; at < bytes.length; at += parts.at(-1).whole.length) parts.push(partAt(bytes, at));
    return parts;
}

/** The one part that these bytes are. */
export function only(bytes, tag) {
    const parts = partsOf(bytes);
    need(parts.length === 1 && parts[0].tag === tag);
    return parts[0];
}

/** No part has more parts than it can need, and none lies deeper. */
export function narrow(bytes, deep = DEEPEST) {
    const parts = partsOf(bytes);
    need(parts.length <= MOST_PARTS);
    for (const part of parts.filter(({ tag }) => tag & 0x20)) {
        need(deep > 0);
        narrow(part.content, deep - 1);
    }
}

/** The parts of a part, taken from the front. */
export class Front {
    constructor(part, tag = SEQUENCE) {
        need(part?.tag === tag);
        this.parts = partsOf(part.content);
    }

    take(tag) {
        const part = this.parts.shift();
        need(part && (tag === undefined || part.tag === tag));
        return part;
    }

    /** The next part where it has this tag; else undefined, and it stays. */
    may(tag) {
        return this.parts[0]?.tag === tag ? this.parts.shift() : undefined;
    }

    end() {
        need(this.parts.length === 0);
    }
}

/** The content of an INTEGER: two's complement, as short as it can be. */
export function integer({ tag, content }) {
    need(tag === INTEGER && content.length > 0);
    const idle = content.length > 1 && (content[0] === 0 ? content[1] < 0x80 : content[0] === 0xff && content[1] > 0x7f);
    need(!idle);
    return content;
}

/** The content of a positive INTEGER, without the octet that only says so. */
export function positive(part) {
    const content = integer(part);
    need(content[0] < 0x80);
    return content[0] === 0 ? content.subarray(1) : content;
}

export function truth({ tag, content }) {
    need(tag === BOOLEAN && content.length === 1 && (content[0] === 0 || content[0] === 0xff));
    return content[0] === 0xff;
}

export function octets({ tag, content }) {
    need(tag === OCTETS);
    return content;
}

/** `{ unused, bytes }` of a BIT STRING. */
export function bits({ tag, content }) {
    const [unused] = content;
    need(tag === BITS && unused < 8 && (unused === 0 || content.length > 1));
    return { unused, bytes: content.subarray(1) };
}

/** An object identifier with dots between its numbers; in hex where it is written otherwise than it must be, which is never one that is known. */
export function oid({ tag, content }) {
    need(tag === OID && content.length >= 3 && content.length <= 39 && content[0] < 120 && content.at(-1) < 0x80);
    const numbers = [Math.floor(content[0] / 40), content[0] % 40];
    let [number, length, usual] = [0, 0, true];
    for (const octet of content.subarray(1)) {
        if (length === 0 && octet === 0x80) usual = false;
        number = number * 128 + (octet & 0x7f);
        length += 1;
        // Larger than any that is given out: four octets of seven bits, and a fifth of four.
        need(length < 5 || (length === 5 && octet < 0x10));
        if (octet > 0x7f) continue;
        if (number >= 2 ** 32) usual = false;
        numbers.push(number);
        [number, length] = [0, 0];
    }
    return usual ? numbers.join('.') : hex(content);
}

/** A part written anew, of at most 64 KiB. */
export function written(tag, ...content) {
    const bytes = joined(...content);
    const { length } = bytes;
    const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
    return joined(Uint8Array.of(tag, ...head), bytes);
}

/** Members of a set in the order that DER gives them (§11.6); none stands twice. */
export function sorted(members) {
    const texts = members.map((bytes) => binary(bytes)).sort();
    need(texts.every((text, n) => n === 0 || text !== texts[n - 1]));
    return texts.map(ascii);
}
