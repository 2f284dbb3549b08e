// The time stamp, as far as its form goes (RFC 3161): whether its signature holds, and whose it is, is asked elsewhere.
//
// In: a token, the digest that it should be over. Out: yes or no. Never: a word on who stamped, or when.

import { binary } from './bytes.js';

const LARGEST = 64 * 2 ** 10;
// Object identifiers in DER: signed-data (RFC 5652 §5.1) and the content of a time stamp (RFC 3161 §2.4.2).
const SIGNED = '\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02';
const TST_INFO = '\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04';
// A message imprint with SHA-256 up to the digest, its parameters NULL or left out (RFC 3161 §2.4.1, RFC 5754 §2).
const SHA_256 = '\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01';
const IMPRINTS = [`\x30\x31\x30\x0d${SHA_256}\x05\x00\x04\x20`, `\x30\x2f\x30\x0b${SHA_256}\x04\x20`];

/** One DER sequence from the first byte to the last: signed data of a time stamp, and in it the digest as its imprint. */
export function stamps(token, digest) {
    if (token[0] !== 0x30 || token.length < 2 || token.length > LARGEST) return false;
    const wide = token[1] > 0x7f ? token[1] & 0x7f : 0;
    if (token[1] === 0x80 || wide > 4 || token.length < 2 + wide) return false;
    const octets = token.subarray(2, 2 + wide);
    const length = wide ? octets.reduce((sum, octet) => sum * 256 + octet, 0) : token[1];
    // DER writes a length in as few bytes as it takes.
    if (wide && (octets[0] === 0 || length < 0x80)) return false;
    const content = binary(token.subarray(2 + wide));
    if (content.length !== length || !content.startsWith(SIGNED) || !content.includes(TST_INFO)) return false;
    return IMPRINTS.some((imprint) => content.includes(imprint + binary(digest)));
}
