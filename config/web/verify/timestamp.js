// The time stamp, as far as its form goes (RFC 3161): who gave it is asked elsewhere.
//
// In: a token, the digest that it should be over. Out: yes or no. Never: a word on who stamped, or when.

import { binary, joined } from './bytes.js';

/** One DER sequence from the first byte to the last, and in it the digest as a message imprint has it (RFC 3161 §2.4.1). */
export function stamps(token, digest) {
    if (token[0] !== 0x30 || token.length < 2) return false;
    const wide = token[1] > 0x7f ? token[1] & 0x7f : 0;
    if (token[1] === 0x80 || wide > 4 || token.length < 2 + wide) return false;
    const octets = token.subarray(2, 2 + wide);
    const length = wide ? octets.reduce((sum, octet) => sum * 256 + octet, 0) : token[1];
    // DER writes a length in as few bytes as it takes.
    if (wide && (octets[0] === 0 || length < 0x80)) return false;
    const content = token.subarray(2 + wide);
    return content.length === length && binary(content).includes(binary(joined(Uint8Array.of(0x04, 0x20), digest)));
}
