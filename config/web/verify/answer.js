// `response.json`: what the organiser answers to the dice (docs/dossier-format.md §8.5).
//
// In: bytes; dossier and receipt. Out: its members, and findings. Never: a member believed that receipt or dossier decide.

import { readJson } from './canonical.js';
import { areDice, commitmentOf, draw, seedOf } from './challenge.js';
import { FIELD_NAMES, inOrder } from './figures.js';

export const ANSWER = 'response.json';
const FORMAT = 'handover-response/1';
// No response opens more: whoever checks it must read its statement.
const MOST_ENTRIES = 60000;
const isText = (value) => typeof value === 'string';
const isHash = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value);
const isCount = (value) => typeof value === 'number' && Number.isSafeInteger(value);
const areCounts = (value) => Array.isArray(value) && value.every(isCount);
const MEMBERS = {
    dice: isText,
    entries: areCounts,
    fields: (value) => Array.isArray(value) && value.every(isText),
    format: (value) => value === FORMAT,
    id: isText,
    integrity: isHash,
    nonce: isHash,
    seed: isText,
    size: isCount,
    withheld: areCounts,
};

/** The members as an object, or undefined where it is not the canonical JSON of all of them, each of its kind. */
export function readAnswer(bytes) {
    const read = readJson(bytes);
    if (!read?.canonical || !(read.value instanceof Map) || read.value.size !== Object.keys(MEMBERS).length) return undefined;
    const good = Object.entries(MEMBERS).every(([name, holds]) => read.value.has(name) && holds(read.value.get(name)));
    return good ? Object.fromEntries(read.value) : undefined;
}

/**
 * Compares the answer with dossier and receipt. Gives `{ drawn, size }`: the entries that dice and nonce draw, in that order,
 * by the receipt where there is one; no entries where nothing can be drawn.
 */
export function compareAnswer(answer, integrity, sealed, receipt, fault) {
    const need = (holds, code) => {
        if (!holds) fault(code, `response/${ANSWER}`);
        return holds;
    };
    need(answer.id === sealed.id && answer.integrity === integrity, 'response-dossier');
    const size = receipt.size ?? answer.size;
    const none = { drawn: [], size };
    if (!need(sealed.maxRows > 0 && sealed.commitment !== undefined, 'response-none')) return none;
    const most = Math.min(sealed.size, sealed.maxRows, MOST_ENTRIES);
    const opens = need(commitmentOf(answer.nonce) === sealed.commitment, 'response-nonce');
    const thrown = need(areDice(answer.dice), 'response-dice');
    need(answer.size >= 1 && answer.size <= most, 'response-size');
    need(inOrder(answer.fields, FIELD_NAMES) && answer.fields.every((name) => sealed.mayOpen.includes(name)), 'response-fields');
    need(receipt.dice === undefined || receipt.dice === answer.dice, 'receipt-dice');
    need(receipt.size === undefined || receipt.size === answer.size, 'receipt-size');
    need(receipt.fields === undefined || receipt.fields.join() === answer.fields.join(), 'receipt-fields');
    if (opens && thrown) need(answer.seed === seedOf(integrity, answer.nonce, answer.dice), 'response-seed');
    const dice = receipt.dice ?? answer.dice;
    if (!opens || !areDice(dice) || size < 1 || size > most) return none;
    const drawn = draw(integrity, answer.nonce, dice, sealed.size, size)?.entries ?? [];
    need(answer.entries.join() === drawn.join(), 'response-entries');
    return { drawn, size };
}

/** `withheld` ascends, and each of it is one of the entries, without a proof. */
export function compareWithheld(answer, proved, fault) {
    const entries = new Set(answer.entries);
    const good = answer.withheld.every((entry, n) => (n === 0 || answer.withheld[n - 1] < entry) && entries.has(entry) && !proved.has(entry));
    if (!good) fault('response-withheld', `response/${ANSWER}`);
}
