// The challenge: which entries dice and nonce draw together (docs/dossier-format.md §8.4).
//
// In: integrity hash, nonce, dice, sizes. Out: the seed, the entries in drawn order. Never: an entry chosen by anything that
// the organiser or the official alone decides.

import { ascii, joined, lp, unhex } from './bytes.js';
import { Sha256, hex } from './sha256.js';

/** 20 to 128 ASCII digits. */
export function areDice(text) {
    return /^[0-9]{20,128}$/.test(text);
}

function digestOfParts(...parts) {
    return hex(new Sha256().update(joined(...parts)).digest());
}

/** What was sealed before the dice fell, in hex; undefined where the nonce is none. */
export function commitmentOf(nonceHex) {
    const nonce = unhex(nonceHex, 32);
    return nonce && digestOfParts(ascii('handover-nonce/v1\0'), nonce);
}

/** The seed as a decimal text; undefined where hash or nonce are not 64 hex digits, or the dice none. */
export function seedOf(integrityHex, nonceHex, dice) {
    const [integrity, nonce] = [unhex(integrityHex, 32), unhex(nonceHex, 32)];
    if (!integrity || !nonce || !areDice(dice)) return undefined;
    return BigInt(`0x${digestOfParts(ascii('handover-challenge/v1\0'), integrity, nonce, lp(ascii(dice)))}`).toString();
}

/** `n` different entries of 1 to `size` in the order in which they are drawn (Rivest's sampler); all of them where n is larger. */
export function sample(seed, size, n) {
    const drawn = new Set();
    const wanted = Math.min(n, size);
    for (let turn = 1; drawn.size < wanted; turn += 1) {
        drawn.add(Number(BigInt(`0x${digestOfParts(ascii(`${seed},${turn}`))}`) % BigInt(size)) + 1);
    }
    return [...drawn];
}

/** `{ seed, entries }`, or undefined where there is no seed. */
export function draw(integrityHex, nonceHex, dice, size, n) {
    const seed = seedOf(integrityHex, nonceHex, dice);
    return seed && { seed, entries: sample(seed, size, n) };
}
