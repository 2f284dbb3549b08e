// The official's receipt as a form: the dice, how many entries, which fields; and what such a sample can show.
//
// In: what the dossier's challenge allows, what is typed. Out: the receipt, once it is complete. Never: anything taken from a
// response.

import { bound, sizeOf } from './bound.js';
import { element, facts, paragraph, quiet } from './elements.js';
import { diceIn } from './pasted.js';
import { counted, has, number, percent, say } from './texts.js';

const DICE = /^[0-9]{20,128}$/;
const KINDS = ['number', 'percent', 'california', 'bound'];
const AMOUNT = { number: /^[1-9][0-9]{0,9}$/, percent: /^[0-9]{1,2}(?:[.,][0-9]{1,4})?$/, bound: /^[0-9]{1,2}(?:[.,][0-9]{1,4})?$/ };

/** A receipt on which nothing is written yet. `allowed` is `{ size, maxRows, fields }` of the dossier. */
export function blank(allowed) {
    return { dice: '', kind: 'number', amount: '', fields: new Set(allowed.fields) };
}

export function fieldName(field) {
    const key = `field-${field.replaceAll('_', '-')}`;
    return has(key) ? say(key) : field;
}

/** How many entries the words ask for; undefined while they ask for nothing. */
function entriesOf(typed, { size }) {
    const amount = typed.amount.trim().replace(/[\s\u00a0\u202f]/g, '');
    if (AMOUNT[typed.kind] && !AMOUNT[typed.kind].test(amount)) return undefined;
    const words = { number: amount, percent: `${amount.replace(',', '.')}%`, california: 'california', bound: `${amount.replace(',', '.')}%` };
    return sizeOf(size, words[typed.kind], typed.kind === 'bound');
}

/** What is written, read strictly: `{ receipt }`, or `{ wrong: { dice, size } }` of messages' keys. */
export function read(typed, allowed) {
    const dice = diceIn(typed.dice);
    const wrong = {};
    if (!DICE.test(dice)) wrong.dice = /^[0-9]*$/.test(dice) ? (dice.length > 128 ? 'verify-dice-long' : 'verify-dice-short') : 'verify-dice-wrong';
    const entries = entriesOf(typed, allowed);
    const most = Math.min(allowed.size, allowed.maxRows);
    if (entries === undefined) wrong.size = 'verify-size-wrong';
    else if (entries < 1 || entries > most) wrong.size = 'verify-size-beyond';
    if (wrong.dice || wrong.size) return { wrong, entries };
    return { receipt: { dice, size: entries, fields: allowed.fields.filter((field) => typed.fields.has(field)) }, wrong, entries };
}

/** The form; `changed` is called after each keystroke. */
export function receiptForm(typed, allowed, changed) {
    const most = Math.min(allowed.size, allowed.maxRows);
    const says = element('div', { id: 'receipt-says', 'aria-live': 'polite' });
    const diceSaid = element('p', { id: 'dice-said', class: 'said' });
    const sizeSaid = element('p', { id: 'size-said', class: 'said' });
    const dice = element('textarea', { id: 'dice', rows: '2', inputmode: 'numeric', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'dice-note dice-said' });
    dice.value = typed.dice;
    const amount = element('input', { type: 'text', id: 'amount', inputmode: 'decimal', autocomplete: 'off', maxlength: '16', 'aria-describedby': 'size-said', 'aria-label': say('verify-size-amount') });
    amount.value = typed.amount;
    const update = () => {
        amount.hidden = typed.kind === 'california';
        const { receipt, wrong, entries } = read(typed, allowed);
        diceSaid.textContent = typed.dice.trim() === '' ? '' : counted(wrong.dice ?? 'verify-dice-count', diceIn(typed.dice).length);
        diceSaid.classList.toggle('wrong', ['verify-dice-long', 'verify-dice-wrong'].includes(wrong.dice));
        const asked = typed.kind === 'california' || typed.amount.trim() !== '';
        sizeSaid.textContent = asked && wrong.size ? say(wrong.size, { most: number(most), entries: number(entries ?? 0) }) : '';
        sizeSaid.classList.toggle('wrong', sizeSaid.textContent !== '');
        says.replaceChildren(...shows(wrong.size ? undefined : entries, allowed, most), ...(receipt ? written(receipt, allowed) : []));
        changed();
    };
    const form = element('div', { id: 'receipt-form' },
        element('p', {}, element('label', { for: 'dice' }, say('verify-dice'))),
        element('p', { class: 'row' }, dice),
        diceSaid,
        element('p', { id: 'dice-note', class: 'quiet' }, say('verify-dice-note')),
        element('fieldset', {}, element('legend', {}, say('verify-size')), ...KINDS.map((kind) => choice('radio', 'kind', kind, say(`verify-size-${kind}`), typed.kind === kind, () => {
            typed.kind = kind;
            update();
        })), element('p', { class: 'row' }, amount), sizeSaid),
        element('fieldset', {}, element('legend', {}, say('verify-fields')), ...allowed.fields.map((field) => choice('checkbox', 'fields', field, fieldName(field), typed.fields.has(field), (checked) => {
            typed.fields[checked ? 'add' : 'delete'](field);
            update();
        })), quiet('verify-fields-note')),
        says,
    );
    dice.addEventListener('input', () => {
        typed.dice = dice.value;
        update();
    });
    amount.addEventListener('input', () => {
        typed.amount = amount.value;
        update();
    });
    update();
    return [paragraph('verify-challenge-lead', { most: number(most), size: number(allowed.size) }), steps(), form];
}

function steps() {
    return element('ol', { class: 'how' }, ...['dice', 'paper', 'respond', 'look'].map((step) => element('li', {}, say(`verify-challenge-${step}`))));
}

function choice(type, name, id, label, checked, changed) {
    const input = element('input', { type, name, id: `${name}-${id}`, value: id });
    input.checked = checked;
    input.addEventListener('change', () => changed(input.checked));
    return element('p', { class: 'choice' }, input, element('label', { for: input.id }, label));
}

/** What a sample of this size shows if every entry of it is good. */
function shows(entries, { size }, most) {
    const n = entries ?? most;
    const most95 = bound(size, n, 0);
    return [paragraph(entries === undefined ? 'verify-shows-most' : 'verify-shows', { n: number(n), size: number(size), bound: number(most95), share: percent(most95, size) })];
}

/** What is to be written on paper before the organiser reveals anything. */
function written(receipt, { integrity }) {
    const code = (text) => element('code', { translate: 'no' }, text.match(/.{1,5}/g).join(' '));
    return [
        element('h3', {}, say('verify-receipt')),
        paragraph('verify-receipt-sentence'),
        ...facts([
            ['verify-dice', code(receipt.dice)],
            ['verify-size', number(receipt.size)],
            ['verify-fields', receipt.fields.map(fieldName).join(', ') || say('verify-fields-none')],
            ['verify-integrity', element('code', { translate: 'no' }, integrity.match(/.{4}/g).join(' '))],
        ]),
    ];
}
