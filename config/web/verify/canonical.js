// JSON in its one canonical form (RFC 8785), read without a guess and written again to compare.
//
// In: bytes. Out: the value and whether the bytes are the one text of it. Never: a number rounded unseen, a half of a pair
// of surrogates, more values or depth than a dossier has.

import { encoded, sameBytes, utf8 } from './bytes.js';

const MOST_VALUES = 2 ** 17;
const DEEPEST = 127;
const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** A number that is not written as a whole number from 0 to 2^64 − 1. */
export class Inexact {
    constructor(value) {
        this.value = value;
    }
}

/** `{ value, canonical }`, or undefined where the bytes are no JSON that one reads. Objects are Maps. */
export function readJson(bytes) {
    const text = utf8(bytes);
    if (text === undefined || !hasFewValues(text)) return undefined;
    try {
        const value = new Reader(text).whole();
        return { value, canonical: sameBytes(encoded(canonicalText(value)), bytes) };
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

/** Each value but the first stands behind one of `[`, `{` and `,`. */
function hasFewValues(text) {
    let values = 1;
    let inText = false;
    for (let at = 0; at < text.length; at += 1) {
        const sign = text[at];
        if (sign === '\\' && inText) at += 1;
        else if (sign === '"') inText = !inText;
        else if (!inText && (sign === '[' || sign === '{' || sign === ',')) values += 1;
    }
    return values <= MOST_VALUES;
}

class Reader {
    constructor(text) {
        this.text = text;
        this.at = 0;
        this.depth = 0;
    }

    whole() {
        const value = this.value();
        this.match(BLANK);
        if (this.at !== this.text.length) throw new SyntaxError();
        return value;
    }

    match(pattern) {
        pattern.lastIndex = this.at;
        const found = pattern.exec(this.text)?.[0];
        if (found === undefined) throw new SyntaxError();
        this.at += found.length;
        return found;
    }

    /** The next sign, behind blanks. */
    sign() {
        this.match(BLANK);
        return this.text[this.at];
    }

    take(signs) {
        if (!this.text.startsWith(signs, this.at)) throw new SyntaxError();
        this.at += signs.length;
    }

    value() {
        switch (this.sign()) {
            case '{':
                return this.within('{', '}', new Map(), (members) => {
                    this.match(BLANK);
                    const name = this.string();
                    this.match(BLANK);
                    this.take(':');
                    members.set(name, this.value());
                });
            case '[':
                return this.within('[', ']', [], (items) => items.push(this.value()));
            case '"':
                return this.string();
            case 't':
                this.take('true');
                return true;
            case 'f':
                this.take('false');
                return false;
            case 'n':
                this.take('null');
                return null;
            default:
                return this.number();
        }
    }

    within(begin, end, into, each) {
        this.take(begin);
        this.depth += 1;
        if (this.depth > DEEPEST) throw new SyntaxError();
        if (this.sign() !== end) {
            each(into);
            while (this.sign() === ',') {
                this.take(',');
                each(into);
            }
        }
        this.take(end);
        this.depth -= 1;
        return into;
    }

    string() {
        this.take('"');
        const from = this.at - 1;
        while (this.at < this.text.length && this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
        this.take('"');
        const value = JSON.parse(this.text.slice(from, this.at));
        // Half a pair of surrogates is no text that UTF-8 could hold.
        if (utf8(encoded(value)) !== value) throw new SyntaxError();
        return value;
    }

    number() {
        const digits = this.match(NUMBER);
        const value = Number(digits);
        if (!Number.isFinite(value)) throw new SyntaxError();
        if (!/^[0-9]+$/.test(digits) || BigInt(digits) >= 2n ** 64n) return new Inexact(value);
        // Of the numbers that are too large one rounds to the largest that is not.
        return value === 2 ** 53 && BigInt(digits) > value ? value + 2 : value;
    }
}

/** The one text of a value. */
export function canonicalText(value) {
    if (value instanceof Map) {
        // Sorted by UTF-16 code units (RFC 8785 §3.2.3), as JavaScript sorts.
        const names = [...value.keys()].sort();
        return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(value.get(name))}`).join(',')}}`;
    }
    if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
    // RFC 8785 writes texts and numbers as ECMAScript does.
    return JSON.stringify(value instanceof Inexact ? value.value : value);
}
