// What the page answers of a response: its verdict, the drawn entries as they opened, the bound as a sentence to quote.
//
// In: the response's report, the receipt, what the official marked. Out: elements. Never: a bound called confirmed without
// the official's own dice; a value as anything but text.

import { bound } from './bound.js';
import { copyRow, element, facts, heading, list, paragraph, quiet, value } from './elements.js';
import { explained } from './explained.js';
import { fieldName } from './form.js';
import { counted, number, percent, say } from './texts.js';

/** The word for all of it; `pinned` where the hash is the one on the receipt. */
export function verdictOf(report, receipt, pinned) {
    if (report.findings.length > 0) return 'not-confirmed';
    if (!receipt) return 'dice-not-confirmed';
    return pinned ? 'confirmed' : 'holds';
}

const LIMITS = ['verify-limit-look', 'verify-limit-twice', 'verify-limit-named'];
// What is wrong with single entries is counted; what is wrong with the response leaves nothing to be counted on.
const OF_ENTRIES = /^proof-(?!undrawn$)/;
const MOODS = { confirmed: 'good', holds: 'doubt', 'dice-not-confirmed': 'doubt', 'not-confirmed': 'bad' };

/** `marked` holds the entries that the official found false; `mark(entry, bad)` changes it. */
export function ofResponse(report, { receipt, pinned, marked, mark }) {
    const verdict = verdictOf(report, receipt, pinned);
    const tally = element('div', { id: 'tally' });
    const retell = () => tally.replaceChildren(...told(report, receipt, pinned, marked));
    retell();
    const rows = (report.entries ?? []).map((entry) => row(entry, report, marked, (bad) => {
        mark(entry.entry, bad);
        retell();
    }));
    const columns = ['verify-entry', 'verify-opened', 'verify-mark'].map((key) => element('th', { scope: 'col' }, say(key)));
    const table = element('table', { 'aria-labelledby': 'entries-title' }, element('thead', {}, element('tr', {}, ...columns)), element('tbody', {}, ...rows));
    const titles = element('h3', { id: 'entries-title' }, say('verify-entries'));
    return [
        heading(MOODS[verdict], `verify-${verdict}`),
        paragraph(`verify-${verdict}-sentence`),
        ...(report.findings.length ? explained(report.findings) : []),
        ...(rows.length ? [tally, titles, quiet('verify-entries-note'), table] : []),
    ];
}

/** An entry, what it opened, and the official's mark: a bad one needs none. */
function row({ entry, fields = {}, shown, ok, codes = [] }, report, marked, changed) {
    const withheld = (report.withheld ?? []).includes(entry);
    const good = ok && !withheld;
    const state = say(withheld ? 'verify-entry-withheld' : ok ? 'verify-entry-opens' : 'verify-entry-fails');
    const check = element('span', { class: 'state' }, element('span', { 'aria-hidden': 'true' }, good ? '✓ ' : '✕ '), state);
    const line = shown ? [[fieldName('shown'), inCells(shown)]] : [];
    const opened = facts([...Object.entries(fields).map(([name, text]) => [fieldName(name), cell(text)]), ...line]);
    const control = element('td', { class: 'mark' });
    const drawn = element('tr', { class: good ? '' : 'bad' },
        element('th', { scope: 'row' }, number(entry), check),
        element('td', {}, ...opened, ...(codes.length ? [element('code', {}, `(${codes.join(', ')})`)] : [])),
        control,
    );
    if (good) control.append(...choices(entry, marked, (bad) => {
        drawn.classList.toggle('marked', bad);
        changed(bad);
    }));
    drawn.classList.toggle('marked', marked.has(entry));
    return drawn;
}

/** A line of the list: its cells apart, each whole where there is room. */
function inCells(cells) {
    return element('span', {}, ...cells.flatMap((text, n) => [n ? ' · ' : '', value(text, { class: 'cell' })]));
}

function cell(text) {
    return text === '' ? element('span', { class: 'quiet' }, say('verify-empty')) : value(text);
}

function choices(entry, marked, changed) {
    return [false, true].map((bad) => {
        const word = say(bad ? 'verify-invalid' : 'verify-valid');
        const input = element('input', { type: 'radio', name: `mark-${entry}`, 'aria-label': say('verify-mark-label', { entry: number(entry), word }) });
        input.checked = marked.has(entry) === bad;
        input.addEventListener('change', () => changed(bad));
        return element('label', {}, input, ` ${word}`);
    });
}

/** How many are bad, and what follows of all. */
function told(report, receipt, pinned, marked) {
    const withheld = (report.withheld ?? []).length;
    const bad = report.bad + marked.size;
    const size = receipt?.size ?? report.size;
    const parts = facts([
        ['verify-drawn', number(size)],
        ['verify-failed', number(report.bad - withheld)],
        ['verify-withheld', number(withheld)],
        ['verify-marked', number(marked.size)],
    ]);
    if (report.bound === undefined || bad > size) return parts;
    const most = bound(report.N, size, bad);
    const values = { drawn: number(size), size: number(report.N), bad: number(bad), bound: number(most), share: percent(most, report.N) };
    const sentence = element('p', {}, counted('verify-bound', bad, values));
    const limits = list('verify-means-not', LIMITS);
    const faults = report.findings.some(({ code }) => !OF_ENTRIES.test(code));
    const unless = !receipt ? 'verify-bound-open' : faults ? 'verify-bound-faults' : pinned ? undefined : 'verify-bound-unpinned';
    if (unless) return [...parts, element('p', {}, say(unless), ' ', sentence.textContent), ...limits];
    const quoted = [sentence.textContent, ...LIMITS.map((limit) => say(limit))].join(' ');
    return [...parts, element('h3', {}, say('verify-bound-title')), element('blockquote', {}, sentence), copyRow(quoted, sentence, 'verify-copy-sentence'), ...limits];
}
