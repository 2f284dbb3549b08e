// What was found, in words: each code's sentence with its places, and what can be done.
//
// In: findings. Out: elements. Never: a finding passed over for want of words.

import { element, list, value } from './elements.js';
import { counted, has, say } from './texts.js';

const MOST_PLACES = 8;
// Who can help, by the code; the first that fits.
const HELP = [
    ['pin', /^pin-/],
    ['receipt', /^(?:receipt-|response-(?:dice|size|fields|seed|nonce|entries)$)/],
    ['response', /^(?:response-(?:folder|file|json|none)$)/],
    ['other-response', /^response-(?:dossier|seal|seal-key)$/],
    ['proof', /^(?:proof-|response-withheld$)/],
    ['damaged', /^(?:zip-(?:end|deflate|crc|directory|overlap|after-end)|digest|file-missing|file-changed|manifest-absent|payload-oxum)$/],
    ['repacked', /^zip-/],
    ['seal', /^(?:seal-|allowed-signers|coseal|timestamp|checkpoint)/],
];

function helpOf({ code, where }) {
    // What is wrong with the wrapping of a response is not the dossier's.
    if (where.startsWith('response/') && !/^(?:response|receipt|proof)-/.test(code)) return 'response';
    return HELP.find(([, codes]) => codes.test(code))?.[0] ?? 'organiser';
}

/** The list of findings, by code in the order in which they were found, and what to do about them. */
export function explained(findings) {
    const groups = new Map();
    for (const finding of findings) groups.set(finding.code, [...(groups.get(finding.code) ?? []), finding]);
    const items = [...groups].map(([code, all]) => {
        const text = say(has(`finding-${code}`) ? `finding-${code}` : 'finding-other');
        const places = [...new Set(all.map(({ where }) => where).filter(Boolean))].map(place);
        const shown = places.slice(0, MOST_PLACES).flatMap((where, n) => [n ? ', ' : '', value(where, { class: 'place' })]);
        const more = places.length > MOST_PLACES ? [' ', counted('verify-more', places.length - MOST_PLACES)] : [];
        return element('li', {}, text, ' ', element('code', {}, `(${code})`), ...(shown.length ? [element('br'), ...shown, ...more] : []));
    });
    const help = [...new Set(findings.map(helpOf))].map((who) => `verify-help-${who}`);
    return [element('h3', {}, say('verify-findings')), element('ul', { class: 'findings' }, ...items), ...list('verify-do', help)];
}

/** `#7`, `file:12` or a path, in words. */
function place(where) {
    if (where.startsWith('#')) return say('verify-member', { n: where.slice(1) });
    const line = /^(.*):(\d+)$/.exec(where);
    return line ? say('verify-line', { file: line[1], n: line[2] }) : where;
}
