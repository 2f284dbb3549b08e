// What stands on paper, typed by who holds it, beside what was computed: equal or different.
//
// In: two fields, a report. Out: 'equal', 'different' or undefined for each. Never: equal where a digit is missing.

import { hashIn, sealIn } from './pasted.js';
import { number, say } from './texts.js';

const part = (id) => document.getElementById(id);
// Of what the fields are compared with, if there is anything yet; complaints only once someone asks.
let beside;
let asked = false;

/** `{ hash, seal }` of a report. */
export function compared(report) {
    const hash = hashIn(part('paper-hash').value);
    const seal = sealIn(part('paper-seal').value);
    const word = (equal) => (equal ? 'equal' : 'different');
    return {
        hash: hash && word(hash === report.integrity || hash === report.zip),
        seal: seal && report.seal && word(seal === report.seal.fingerprint),
    };
}

function tell(name, key, mood, values = {}) {
    const said = part(`paper-${name}-said`);
    said.textContent = key ? say(key, values) : '';
    said.className = `said ${mood}`;
    part(`paper-${name}`).removeAttribute('aria-invalid');
    if (mood === 'wrong') part(`paper-${name}`).setAttribute('aria-invalid', 'true');
}

/** Says it again, of this report or of none. */
export function retellPaper(report) {
    beside = report;
    const typed = { hash: hashIn(part('paper-hash').value), seal: sealIn(part('paper-seal').value) };
    const found = report ? compared(report) : {};
    for (const name of ['hash', 'seal']) {
        const empty = part(`paper-${name}`).value.trim() === '';
        if (empty) tell(name, '', '');
        else if (!typed[name]) tell(name, asked ? `verify-paper-${name}-wrong` : '', asked ? 'wrong' : '');
        else if (!found[name]) tell(name, report ? '' : 'verify-paper-waits', 'quiet');
        else if (found[name] === 'equal') tell(name, `verify-paper-${name}-equal`, 'good');
        else tell(name, `verify-paper-${name}-different`, 'bad', name === 'hash' ? { n: number(unlikeGroups(typed.hash, report.integrity)) } : {});
    }
}

function unlikeGroups(one, other) {
    const groups = (hash) => hash.match(/.{4}/g);
    return groups(one).filter((group, n) => group !== groups(other)[n]).length;
}

/** `changed` is called when an answer may have to be told anew. */
export function listenToPaper(changed) {
    const whole = () => `${hashIn(part('paper-hash').value)} ${sealIn(part('paper-seal').value)}`;
    let before = whole();
    const look = () => {
        retellPaper(beside);
        if (whole() === before) return;
        before = whole();
        changed();
    };
    part('paper-form').addEventListener('input', () => {
        asked = false;
        look();
    });
    part('paper-form').addEventListener('submit', (event) => {
        event.preventDefault();
        asked = true;
        look();
        const said = [part('paper-hash-said').textContent, part('paper-seal-said').textContent].filter(Boolean);
        part('say').textContent = said.join(' ');
    });
}
