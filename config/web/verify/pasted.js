// What people paste or type from paper: a hash, a fingerprint, dice.
//
// In: a text in any shape. Out: what it holds in its one form, or undefined. Never: a guess.

// 64 digits, however they are grouped, with no more of them before or after.
const GROUPED = /(?<![0-9a-z]|\b[0-9a-f]{4,}\s+)(?:[0-9a-f]\s*){63}[0-9a-f](?![0-9a-z]|\s+[0-9a-f]{4,}\b)/i;
// 43 characters of base 64; the last carries four bits, so that it is one of sixteen.
const SEAL = /^(?:SHA256:)?([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048])=?$/;

/** The hash in a text as people paste it: in groups, over lines, in capitals, with a name or an address around it. */
export function hashIn(text) {
    return GROUPED.exec(text)?.[0].replace(/\s+/g, '').toLowerCase();
}

/** A key's fingerprint as OpenSSH writes it; capitals and small letters are not the same. */
export function sealIn(text) {
    const found = SEAL.exec(text.replace(/\s+/g, '').replace(/^sha256:/i, 'SHA256:'));
    return found ? `SHA256:${found[1]}` : undefined;
}

/** Digits of dice, white space passed over; anything else stays and is a fault. */
export function diceIn(text) {
    return text.replace(/\s+/g, '');
}
