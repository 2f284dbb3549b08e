// `bag-info.txt`: sixteen labels in one order, each once, never folded, and what they repeat (docs/dossier-format.md §3, §8.1).
//
// In: bytes, the statement, the key that sealed. Out: a Map of labels, and findings. Never: a value of two lines.

import { inOneLine, isBlank, unhex, utf8 } from './bytes.js';
import { FIELD_NAMES, inOrder } from './figures.js';
import { BAG_INFO } from './names.js';

const LABELS = [
    'Source-Organization', 'External-Identifier', 'External-Description', 'Bagging-Date', 'Payload-Oxum', 'Intended-Recipient', 'Handover-Format', 'Handover-Policy',
    'Register-Size', 'Register-Root', 'Challenge-Commitment', 'Challenge-Max-Rows', 'Challenge-Fields', 'Seal-Name', 'Seal-Fingerprint', 'Note-Verifier-Key',
];
const ONLY_WITH_CHALLENGE = ['Challenge-Commitment', 'Challenge-Fields'];
const LABEL_LINE = /^([A-Za-z0-9-]+): (.+)$/s;
const COUNT = /^(?:0|[1-9][0-9]*)$/;

/** Where a label stands. */
export function inLabels(label) {
    return `${BAG_INFO}, ${label}`;
}

/** Reads the file; a line with a fault is left out, unless it only stands in the wrong place. */
export function readLabels(bytes, fault) {
    const labels = new Map();
    if (!bytes) return labels;
    const text = utf8(bytes);
    if (text === undefined || text.startsWith('\ufeff')) {
        fault('label-form', `${BAG_INFO}:1`);
    } else {
        const lines = text.split('\n');
        // What stands after the last line feed is a line that was not ended.
        const open = lines.pop();
        const seen = new Set();
        let last = 0;
        lines.forEach((line, n) => {
            const where = `${BAG_INFO}:${n + 1}`;
            const [, label, value] = LABEL_LINE.exec(line) ?? [];
            if (!label || inOneLine(value) !== value) return fault('label-form', where);
            if (seen.has(label)) return fault('label-twice', where);
            seen.add(label);
            const place = LABELS.indexOf(label);
            if (place < 0 && !label.startsWith('X-')) fault('label-unknown', where);
            else if (place >= 0 && place < last) fault('label-order', where);
            else if (place >= 0) last = place;
            return labels.set(label, value);
        });
        if (open !== '') fault('label-form', `${BAG_INFO}:${lines.length + 1}`);
    }
    for (const label of LABELS) {
        if (!labels.has(label) && !ONLY_WITH_CHALLENGE.includes(label)) fault('label-missing', inLabels(label));
    }
    return labels;
}

/** What stands in several places is the same in all. `folderId` is the id in the folder's name, where it has one. */
export function agreement(labels, statement, folderId, fault) {
    const { organiser, petition, recipient, register, policy } = statement;
    const repeated = {
        'Source-Organization': organiser.name,
        'External-Description': petition.title,
        'Bagging-Date': statement.created,
        'Intended-Recipient': [recipient.name, recipient.office, recipient.country].filter(Boolean).join(', '),
        'Handover-Policy': policy.name,
        'Register-Size': String(register.size),
        'Register-Root': register.root,
    };
    for (const [label, value] of Object.entries(repeated)) {
        if (labels.has(label) && labels.get(label) !== inOneLine(value)) fault('label-differs', inLabels(label));
    }
    const id = labels.get('External-Identifier');
    if (id !== undefined && id !== statement.id) fault('id-differs', inLabels('External-Identifier'));
    if (folderId !== undefined && folderId !== statement.id) fault('id-differs');
}

/** A whole number as it is written, at most 2^64 − 1; else undefined. */
export function countIn(text) {
    return text !== undefined && COUNT.test(text) && BigInt(text) < 2n ** 64n ? Number(text) : undefined;
}

/** The challenge's labels agree with each other and with the register. */
export function challengeLabels(labels, statement, fault) {
    const need = (holds, label) => holds || fault('challenge-labels', inLabels(label));
    if (!labels.has('Challenge-Max-Rows')) return;
    const most = countIn(labels.get('Challenge-Max-Rows'));
    const commitment = labels.get('Challenge-Commitment');
    const fields = labels.get('Challenge-Fields')?.split(',');
    need(most !== undefined, 'Challenge-Max-Rows');
    if (statement) {
        need(most === undefined || most <= statement.register.size, 'Challenge-Max-Rows');
        const consent = statement.handover.consent;
        need((consent !== undefined && !isBlank(consent)) || most === 0, 'Challenge-Max-Rows');
    }
    need((commitment !== undefined) === (most !== 0), 'Challenge-Commitment');
    need((fields !== undefined) === (most !== 0), 'Challenge-Fields');
    need(commitment === undefined || unhex(commitment, 32) !== undefined, 'Challenge-Commitment');
    if (!fields) return;
    const within = !statement || fields.every((name) => statement.register.fields.includes(name));
    need(inOrder(fields, FIELD_NAMES) && within, 'Challenge-Fields');
}
