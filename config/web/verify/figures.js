// The statement's numbers: do they add up, are they in order, is none under k (docs/dossier-format.md §4)?
//
// In: a statement. Out: findings. Never: a repair; a sum beyond what numbers here are exact for.

import { isBefore, unbase64, unhex } from './bytes.js';
import { isId } from './names.js';
import { inStatement } from './statement.js';

/** ISO 3166-1 alpha-2, officially assigned, and XK, which exports use for Kosovo: first letter, then each second one. */
const COUNTRY_CODES = new Set(
    `ADEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU IDELMNOQRST JEMOP
    KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ
    UAGMSYZ VACEGINU WFS XK YET ZAMW`.split(/\s+/).flatMap(([first, ...rest]) => rest.map((second) => first + second)),
);
export const FIELD_NAMES = ['given_name', 'family_name', 'full_name', 'email', 'phone', 'street', 'city', 'region', 'postcode', 'country', 'birth_date', 'document_number', 'signed_at'];
export const COLUMN_NAMES = ['entry', 'pseudonym', 'given_name', 'family_name', 'full_name', 'initials', 'city', 'region', 'postcode', 'country', 'age_band', 'signed'];
const REASONS = ['no-identity', 'not-a-petition-row', 'unconfirmed', 'malformed', 'test', 'invalid-address', 'weeded'];
const IDENTITIES = ['email', 'phone', 'person', 'row'];
const PERIOD = /^(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?$/;
const KEBAB = /^[a-z0-9-]+$/;

/** Are all of them of `known`, in its order, each once? */
export function inOrder(names, known) {
    const places = names.map((name) => known.indexOf(name));
    return places.every((place, n) => place >= 0 && (n === 0 || places[n - 1] < place));
}

function sumOf(numbers) {
    return [...numbers].reduce((sum, number) => sum + BigInt(number), 0n);
}

/** Everything that the statement must say of itself. */
export function figures(statement, fault) {
    const need = (holds, code, member) => holds || fault(code, inStatement(member));
    values(statement, need);
    policyRules(statement, need);
    ledgerRules(statement, need);
    tableRules(statement, need);
    const { list } = statement;
    if (!list) return;
    need(list.columns[0] === 'entry' && inOrder(list.columns, COLUMN_NAMES), 'list-header', 'list.columns');
    need(list.volumes >= 1 && list.volumes <= 9999, 'list-volumes', 'list.volumes');
}

function values({ id, format, petition, recipient, replaces, register, exports }, need) {
    const language = /^[a-z]{2}$/;
    need(isId(id), 'id-form', 'id');
    const holds = {
        format: format === 'handover-dossier/1',
        'petition.language': language.test(petition.language),
        'petition.titles': [...(petition.titles?.keys() ?? [])].every((code) => language.test(code)),
        'recipient.country': recipient.country === undefined || /^[A-Z]{2}$/.test(recipient.country),
        replaces: replaces === undefined || unhex(replaces, 32) !== undefined,
        'register.root': unbase64(register.root)?.length === 32,
        exports: exports.every(({ commitment }) => unhex(commitment, 32) !== undefined),
    };
    for (const [member, good] of Object.entries(holds)) need(good, 'statement-value', member);
}

function policyRules({ policy, counts, list, register }, need) {
    const count = !policy.rows && policy.k >= 20 && counts.unit === 'rows';
    need(policy.name !== 'count' || count, 'policy-count', 'policy');
    need((list !== undefined) === policy.rows, 'list-stated', 'list');
    const shown = register.fields.at(-1) === 'shown';
    const fields = shown ? register.fields.slice(0, -1) : register.fields;
    need(register.fields.length > 0 && inOrder(fields, FIELD_NAMES) && shown === policy.rows, 'register-fields', 'register.fields');
}

function ledgerRules({ ledger, exports, register, policy, list }, need) {
    const { rows_read: rows, accepted, duplicates, duplicates_other_name: otherName } = ledger;
    const isSmall = (number) => number >= 1 && number < policy.k;
    need(sumOf([accepted, duplicates, ...ledger.set_aside.values()]) === BigInt(rows), 'ledger-sum', 'ledger');
    need(sumOf(exports.map((file) => file.rows)) === BigInt(rows), 'ledger-exports', 'exports');
    const identified = sumOf(ledger.identified_by.values()) === BigInt(accepted);
    need(identified && register.size === accepted, 'ledger-accepted', 'ledger.accepted');
    need(register.size >= 1, 'ledger-empty', 'register.size');
    if (otherName !== undefined) {
        need(otherName <= duplicates, 'ledger-duplicates', 'ledger.duplicates_other_name');
        need(!isSmall(otherName), 'ledger-small', 'ledger.duplicates_other_name');
    }
    const tally = (name, known, mayBeZero, mayBeSmall, most) => {
        const member = `ledger.${name}`;
        const [names, numbers] = [[...ledger[name].keys()], [...ledger[name].values()]];
        const isKnown = (label) => KEBAB.test(label) && (!known || label.startsWith('x-') || known.includes(label));
        need(names.every(isKnown), 'ledger-name', member);
        need(mayBeZero || numbers.every((number) => number > 0), 'ledger-zero', member);
        need(mayBeSmall || !numbers.some(isSmall), 'ledger-small', member);
        need(numbers.every((number) => number <= most), 'ledger-remarks', member);
    };
    tally('set_aside', REASONS, false, true, Infinity);
    tally('identified_by', IDENTITIES, true, true, Infinity);
    // A remark is made once for each row, of what a cell took once for each cell.
    tally('flagged', undefined, false, false, rows);
    tally('cleaned', undefined, false, false, register.size * (list?.columns ?? register.fields).length);
}

function tableRules({ counts, ledger, policy }, need) {
    const total = sumOf(counts.unit === 'rows' ? [ledger.accepted, ledger.duplicates] : [ledger.accepted]);
    const table = (name, label, isLabel) => {
        const member = `counts.${name}`;
        const cells = counts[name];
        const labels = cells.map((cell) => cell[label]);
        if (labels.at(-1) === 'other') labels.pop();
        need(sumOf(cells.map((cell) => cell.count)) === total, 'counts-sum', member);
        need(labels.every((each, n) => n === 0 || isBefore(labels[n - 1], each)), 'counts-order', member);
        need(labels.every(isLabel), 'counts-label', member);
        const alone = cells.length === 1 && labels.length === 0;
        need(alone || cells.every((cell) => cell.count >= Math.max(policy.k, 1)), 'counts-small', member);
    };
    table('by_country', 'country', (each) => COUNTRY_CODES.has(each));
    table('by_period', 'period', (each) => PERIOD.test(each));
}
