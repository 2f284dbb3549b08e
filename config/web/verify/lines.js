// Lines of a text that comes in parts: each is handed on where it stands, only one that two parts share is copied.
//
// In: bytes in parts of any size. Out: each line with its line feed, as bytes and places. Never: a line longer than any list has.

import { joined } from './bytes.js';

/** Longer lines are none that a cleaned list has; memory is bounded by it. */
const LONGEST_LINE = 2 ** 20;

export class Lines {
    /** `each(bytes, from, to)` is called for each line; `count` is its number, from 1. */
    constructor(each) {
        this.each = each;
        this.count = 0;
        this.broken = false;
        this.carry = new Uint8Array(0);
    }

    part(bytes) {
        if (this.broken) return;
        let from = 0;
        if (this.carry.length > 0) {
            const end = bytes.indexOf(10);
            from = end < 0 ? bytes.length : end + 1;
            const line = joined(this.carry, bytes.subarray(0, from));
            if (end < 0) {
                this.keep(line);
                return;
            }
            this.carry = new Uint8Array(0);
            this.line(line, 0, line.length);
        }
        for (let end = bytes.indexOf(10, from); end >= 0; end = bytes.indexOf(10, from)) {
            this.line(bytes, from, end + 1);
            from = end + 1;
        }
        // The parts' memory may be used again: what is left of one is copied.
        this.keep(bytes.slice(from));
    }

    line(bytes, from, to) {
        this.count += 1;
        this.each(bytes, from, to);
    }

    keep(rest) {
        this.carry = rest;
        if (rest.length <= LONGEST_LINE) return;
        this.count += 1;
        this.broken = true;
        this.cut = true;
    }

    /** All bytes were given: false where the last line was not ended, or one was too long. */
    finish() {
        if (this.cut || this.carry.length === 0) return !this.cut;
        this.count += 1;
        this.broken = true;
        return false;
    }
}
