// One line of the list: where its cells stand, and what no cleaned line holds (docs/dossier-format.md §5).
//
// In: bytes of a line. Out: places in it, yes or no. Never: a copy, but of a line that is not ASCII.

import { utf8 } from './bytes.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const MOST_CELLS = 12;
// U+0000–001F, U+007F–009F, U+2028, U+2029, and the bidirectional and zero-width controls that no script's spelling needs.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/;
const HIDDEN_FORMULA = /; *[=+\-@]/;

/** Where the cells of a line stand, without their quotes; memory that each line uses again. */
export class Line {
    constructor() {
        this.from = new Int32Array(MOST_CELLS);
        this.to = new Int32Array(MOST_CELLS);
        this.count = 0;
        this.isAscii = true;
        this.hasSemicolon = false;
        this.hasControl = false;
        this.text = undefined;
    }

    /**
     * Reads `bytes[from..to]`, a line with its line feed. False where it has not the one form: UTF-8, every cell in quotes,
     * quotes within doubled, commas between, CR LF at its end.
     */
    read(bytes, from, to) {
        const end = to - 2;
        if (end < from || bytes[end] !== 0x0d) return false;
        this.bytes = bytes;
        this.begin = from;
        this.end = end;
        this.count = 0;
        this.text = undefined;
        if (!this.split(bytes, from, end)) return false;
        return this.isAscii || this.decode() !== undefined;
    }

    split(bytes, from, end) {
        let high = 0;
        let semicolon = false;
        let control = false;
        let at = from;
        for (;;) {
            if (at >= end || bytes[at] !== QUOTE || this.count === MOST_CELLS) return false;
            at += 1;
            this.from[this.count] = at;
            for (;;) {
                if (at >= end) return false;
                const byte = bytes[at];
                if (byte === QUOTE) {
                    if (at + 1 >= end || bytes[at + 1] !== QUOTE) break;
                    at += 2;
                    continue;
                }
                high |= byte;
                if (byte < 0x20 || byte === 0x7f) control = true;
                else if (byte === SEMICOLON) semicolon = true;
                at += 1;
            }
            this.to[this.count] = at;
            this.count += 1;
            at += 1;
            if (at === end) break;
            if (bytes[at] !== COMMA) return false;
            at += 1;
        }
        this.isAscii = high < 0x80;
        this.hasSemicolon = semicolon;
        this.hasControl = control;
        return true;
    }

    /** The line's text, or undefined where it is not UTF-8. */
    decode() {
        this.text ??= utf8(this.bytes.subarray(this.begin, this.end));
        return this.text;
    }

    /** A cell as it is written, its doubled quotes doubled. */
    cell(n) {
        return utf8(this.bytes.subarray(this.from[n], this.to[n]));
    }

    hasHidden() {
        return this.hasControl || (!this.isAscii && HIDDEN.test(this.decode()));
    }

    /** `;`, any spaces, and a sign that begins a formula: an import by semicolon would see a cell there. */
    hasHiddenFormula() {
        return this.hasSemicolon && HIDDEN_FORMULA.test(this.decode());
    }

    /** Does a cell begin and end with an ASCII letter or digit, or is it empty? Then there is nothing to trim or escape. */
    isSimple(n) {
        const [from, to] = [this.from[n], this.to[n]];
        return from === to || (isAlphanumeric(this.bytes[from]) && isAlphanumeric(this.bytes[to - 1]));
    }

    /** Are the bytes of a cell exactly this number's digits? */
    isNumber(n, number) {
        let rest = number;
        let at = this.to[n];
        while (rest > 0) {
            at -= 1;
            if (at < this.from[n] || this.bytes[at] !== 0x30 + (rest % 10)) return false;
            rest = Math.floor(rest / 10);
        }
        return at === this.from[n];
    }
}

function isAlphanumeric(byte) {
    return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}
