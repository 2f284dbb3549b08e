// A pseudonym: sixteen of Crockford's digits in fours, and a check character (docs/dossier-format.md §6; ISO/IEC 7064 MOD 37,36).
//
// In: bytes. Out: are they one? Never: a digit folded as Crockford's readers do.

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A byte's value among `0-9A-Z`, plus 1; 0 for every other. Only Crockford's digits have the second mark. */
const VALUES = new Uint8Array(256);
const IS_CROCKFORD = new Uint8Array(256);
'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').forEach((digit, n) => {
    VALUES[digit.charCodeAt(0)] = n + 1;
    IS_CROCKFORD[digit.charCodeAt(0)] = CROCKFORD.includes(digit) ? 1 : 0;
});

const HYPHEN = 0x2d;
export const PSEUDONYM_LENGTH = 21;

/** Is `bytes[from..to]` the form of a pseudonym, with the right check character? */
export function isPseudonym(bytes, from, to) {
    if (to - from !== PSEUDONYM_LENGTH) return false;
    let product = 36;
    for (let place = 0; place < 20; place += 1) {
        const byte = bytes[from + place];
        if (place % 5 === 4) {
            if (byte !== HYPHEN) return false;
        } else {
            if (IS_CROCKFORD[byte] === 0) return false;
            product = ((((product + VALUES[byte] - 1) % 36) || 36) * 2) % 37;
        }
    }
    return VALUES[bytes[from + 20]] - 1 === (37 - product) % 36;
}
