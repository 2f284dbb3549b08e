// What the page answers, in words: a heading, what it means, what it does not, the hash, the findings.
//
// In: a report, what the service said. Out: elements. Never: markup from a text, a claim beyond what was checked.

import { counted, day, has, number, say } from './texts.js';

export function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...children);
    return made;
}

const MOST_PLACES = 8;
const SHAPES = { good: '✓', bad: '✕', doubt: '?' };

function heading(mood, key) {
    const title = element('h2', { class: `verdict ${mood}`, tabindex: '-1' }, element('span', { class: 'shape', 'aria-hidden': 'true' }, SHAPES[mood]));
    title.append(element('span', {}, say(key)));
    return title;
}

function list(title, keys, values) {
    return [element('h3', {}, say(title)), element('ul', {}, ...keys.map((key) => element('li', {}, say(key, values))))];
}

/** Sixteen groups of four, its copy button, its address. */
function hashBlock(hash, label) {
    const groups = hash.match(/.{4}/g).flatMap((group) => [element('span', {}, group), ' ']);
    const shown = element('code', { class: 'hash', translate: 'no' }, ...groups);
    const copy = element('button', { type: 'button', class: 'second' }, say('verify-copy'));
    const copied = element('span', { class: 'quiet', role: 'status' });
    copy.addEventListener('click', async () => {
        try {
            await navigator.clipboard.writeText(hash);
        } catch {
            // Without TLS there is no clipboard: the digits are marked, ready to be copied by hand.
            getSelection().selectAllChildren(shown);
            copied.textContent = say('verify-copy-by-hand');
            return;
        }
        copied.textContent = say('verify-copied');
    });
    const address = `${location.origin}/verify/${hash}`;
    return [
        element('h3', {}, say(label)),
        shown,
        element('p', { class: 'row' }, copy, copied),
        element('p', { class: 'quiet' }, `${say('verify-address')} `, element('a', { href: `/verify/${hash}`, class: 'place' }, address)),
    ];
}

function facts(pairs) {
    const shown = pairs.filter(([, value]) => value);
    return shown.length ? [element('dl', {}, ...shown.flatMap(([key, value]) => [element('dt', {}, say(key)), element('dd', {}, element('bdi', {}, value))]))] : [];
}

function aboutDossier({ statement, seal }) {
    const signatures = statement.signatures === undefined ? '' : number(statement.signatures);
    return [
        element('h3', {}, say('verify-says')),
        ...facts([
            ['verify-petition', statement.title],
            ['verify-organiser', statement.organiser],
            ['verify-recipient', statement.recipient],
            ['verify-signatures', signatures],
            ['verify-dated', day(statement.created)],
            ['verify-number', statement.id],
            ['verify-seal', seal?.fingerprint],
        ]),
        ...(seal && seal.fits === undefined ? [element('p', { class: 'quiet' }, say('verify-seal-not-checked', { name: seal.name }))] : []),
    ];
}

/** Every byte is as listed; `said` is the service's answer. */
export function ofWhole(report, said) {
    const hash = hashBlock(report.integrity, 'verify-integrity');
    if (said.failed) {
        return [heading('doubt', 'verify-not-asked'), element('p', {}, say(`verify-failed-${said.failed}`)), ...list('verify-means', ['verify-whole-means', 'verify-whole-compare'], {}), ...hash, ...aboutDossier(report)];
    }
    if (!said.known) {
        return [
            heading('doubt', 'verify-unknown'),
            element('p', {}, say('verify-unknown-sentence')),
            ...list('verify-may-be', ['verify-unknown-elsewhere', 'verify-unknown-unreleased', 'verify-unknown-forged'], {}),
            ...list('verify-do', ['verify-unknown-paper', 'verify-unknown-ask'], {}),
            ...hash,
            ...aboutDossier(report),
        ];
    }
    const values = { date: day(said.releasedAt), withdrawn: day(said.withdrawnAt ?? '') };
    const sentence = counted('verify-same-sentence', said.signatures, values);
    if (said.withdrawnAt !== undefined) {
        return [heading('bad', 'verify-withdrawn'), element('p', {}, sentence), element('p', {}, say('verify-withdrawn-sentence', values)), ...hash, ...aboutDossier(report)];
    }
    return [
        heading('good', 'verify-same'),
        element('p', {}, sentence),
        ...list('verify-means', ['verify-same-means'], values),
        ...list('verify-means-not', ['verify-not-persons', 'verify-not-page'], values),
        ...hash,
        ...aboutDossier(report),
    ];
}

/** A hash alone was asked about: never more than that. */
export function ofHash(hash, said) {
    if (said.failed) return [heading('doubt', 'verify-hash-not-asked'), element('p', {}, say(`verify-failed-${said.failed}`)), ...hashBlock(hash, 'verify-hash-asked')];
    if (!said.known) {
        return [
            heading('doubt', 'verify-hash-unknown'),
            element('p', {}, say('verify-hash-unknown-sentence')),
            ...list('verify-may-be', ['verify-hash-unknown-zipped', 'verify-hash-unknown-printed', 'verify-hash-unknown-elsewhere'], {}),
            ...hashBlock(hash, 'verify-hash-asked'),
        ];
    }
    const values = { date: day(said.releasedAt), withdrawn: day(said.withdrawnAt ?? '') };
    const parts = [element('p', {}, counted(said.byZip ? 'verify-hash-zip-sentence' : 'verify-hash-sentence', said.signatures, values))];
    if (said.withdrawnAt !== undefined) parts.push(element('p', {}, say('verify-withdrawn-sentence', values)));
    return [
        said.withdrawnAt === undefined ? heading('good', 'verify-hash-known') : heading('bad', 'verify-hash-withdrawn'),
        ...parts,
        ...list('verify-means-not', ['verify-hash-not-file'], values),
        ...hashBlock(hash, 'verify-hash-asked'),
        ...(said.byZip ? hashBlock(said.integrity, 'verify-integrity') : []),
    ];
}

/** Something is wrong with the file; nobody was asked. */
export function ofRefused({ verdict, looksLike, findings }) {
    const parts = [heading('bad', `verify-${verdict}`), element('p', {}, say(looksLike ? `verify-looks-${looksLike}` : `verify-${verdict}-sentence`))];
    if (verdict === 'no-zip' || verdict === 'newer') return parts;
    const items = [...grouped(findings)].map(([code, all]) => {
        const text = say(has(`finding-${code}`) ? `finding-${code}` : 'finding-other');
        const places = [...new Set(all.map(({ where }) => where).filter(Boolean))].map(place);
        const shown = places.slice(0, MOST_PLACES).flatMap((where, n) => [n ? ', ' : '', element('bdi', { class: 'place' }, where)]);
        const more = places.length > MOST_PLACES ? [' ', counted('verify-more', places.length - MOST_PLACES)] : [];
        return element('li', {}, text, ' ', element('code', {}, `(${code})`), ...(shown.length ? [element('br'), ...shown, ...more] : []));
    });
    parts.push(element('h3', {}, say('verify-findings')), element('ul', { class: 'findings' }, ...items));
    return [...parts, element('p', { class: 'quiet' }, say('verify-not-sent'))];
}

function grouped(findings) {
    const groups = new Map();
    for (const finding of findings) groups.set(finding.code, [...(groups.get(finding.code) ?? []), finding]);
    return groups;
}

/** `#7`, `file:12` or a path, in words. */
function place(where) {
    if (where.startsWith('#')) return say('verify-member', { n: where.slice(1) });
    const line = /^(.*):(\d+)$/.exec(where);
    return line ? say('verify-line', { file: line[1], n: line[2] }) : where;
}

export function ofTrouble(key) {
    return [heading('doubt', key), element('p', {}, say(`${key}-sentence`))];
}
