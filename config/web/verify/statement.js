// `data/dossier.json`, the statement: its text, its members, each of its kind (docs/dossier-format.md §4).
//
// In: bytes. Out: the statement as plain objects, and findings. Never: a statement whose members are not all there.

import { readJson } from './canonical.js';
import { STATEMENT } from './names.js';
import { Shape, departures } from './shape.js';

const STATEMENT_SHAPE = (({ text, day, number, flag, listOf, named: tally, members }) => members({
    format: text,
    id: text,
    created: day,
    software: text,
    petition: members({ title: text, text, language: text, 'url?': text, 'opened?': day, 'closed?': day, 'titles?': tally(text) }),
    organiser: members({ name: text, 'contact?': text }),
    recipient: members({ name: text, 'office?': text, 'country?': text }),
    handover: members({ 'consent?': text }),
    policy: members({ name: text, k: number, rows: flag }),
    ledger: members({
        rows_read: number,
        accepted: number,
        duplicates: number,
        'duplicates_other_name?': number,
        set_aside: tally(number),
        identified_by: tally(number),
        flagged: tally(number),
        cleaned: tally(number),
    }),
    exports: listOf(members({ rows: number, commitment: text })),
    register: members({ size: number, root: text, fields: listOf(text) }),
    counts: members({
        unit: text,
        by_country: listOf(members({ country: text, count: number })),
        by_period: listOf(members({ period: text, count: number })),
    }),
    'list?': members({ columns: listOf(text), volumes: number }),
    'replaces?': text,
}))(Shape);

/** Where something stands in the statement. */
export function inStatement(member) {
    return member === '' ? STATEMENT : `${STATEMENT}, ${member}`;
}

/**
 * Reads the bytes; all faults are told. What has its shape is a statement; an unknown member, and one that may be absent and
 * is empty, do not hide what the others say.
 */
export function readStatement(bytes, fault) {
    const read = readJson(bytes);
    if (!read) {
        fault('statement-json', STATEMENT);
        return undefined;
    }
    if (!read.canonical) fault('statement-jcs', STATEMENT);
    const found = departures(read.value, STATEMENT_SHAPE);
    found.forEach(({ kind, path }) => fault(`statement-${kind}`, inStatement(path)));
    if (!found.every(isReadableWith)) return undefined;
    const statement = plain(read.value);
    const values = ['rows', 'signatures'].includes(statement.counts.unit) && (statement.list?.volumes ?? 0) < 2 ** 32;
    if (values) return statement;
    if (found.length === 0) fault('statement-value', STATEMENT);
    return undefined;
}

const CLOSED = ['petition', 'organiser', 'recipient', 'counts'];
const MAY_BE_EMPTY = ['petition.url', 'petition.opened', 'petition.closed', 'petition.titles', 'organiser.contact', 'recipient.office', 'recipient.country', 'handover.consent', 'ledger.duplicates_other_name', 'list', 'replaces'];

function isReadableWith({ kind, path, value, wanted }) {
    if (kind === 'unknown') return !CLOSED.some((closed) => path === closed || path.startsWith(`${closed}.`));
    // A number that is too large is one; a member that may be absent is so where it is empty.
    if (kind !== 'type') return false;
    const isEmpty = value === null && MAY_BE_EMPTY.includes(path);
    return isEmpty || (wanted === 'number' && typeof value === 'number');
}

/** Maps as objects; what is empty is left out. The tallies stay Maps: any name may stand in them. */
function plain(value) {
    const object = (map) => Object.fromEntries([...map].filter(([, member]) => member !== null));
    const top = object(value);
    for (const name of ['petition', 'organiser', 'recipient', 'handover', 'policy', 'ledger', 'register', 'counts', 'list']) {
        if (top[name]) top[name] = object(top[name]);
    }
    top.exports = top.exports.map(object);
    top.counts.by_country = top.counts.by_country.map(object);
    top.counts.by_period = top.counts.by_period.map(object);
    return top;
}
