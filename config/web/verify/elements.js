// What the page is made of: elements, a heading with its shape, a hash in groups, values as they are.
//
// In: texts. Out: elements. Never: markup from a text, a character of a file that is not seen or turns its neighbours round.

import { say } from './texts.js';

const SHAPES = { good: '✓', bad: '✕', doubt: '?' };
// Two of them join letters, as several scripts need it.
const UNSEEN = /((?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}])/u;

export function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...children);
    return made;
}

export function paragraph(key, values = {}) {
    return element('p', {}, say(key, values));
}

export function quiet(key, values = {}) {
    return element('p', { class: 'quiet' }, say(key, values));
}

export function heading(mood, key) {
    const title = element('h2', { class: `verdict ${mood}`, tabindex: '-1' }, element('span', { class: 'shape', 'aria-hidden': 'true' }, SHAPES[mood]));
    title.append(element('span', {}, say(key)));
    return title;
}

export function list(title, keys, values = {}) {
    return keys.length ? [element('h3', {}, say(title)), element('ul', {}, ...keys.map((key) => element('li', {}, say(key, values))))] : [];
}

/** A value out of a file: isolated from what stands beside it, what cannot be seen written out. */
export function value(text, attributes = {}) {
    const parts = String(text).split(UNSEEN).filter(Boolean);
    const shown = (part) => (UNSEEN.test(part) ? element('span', { class: 'unprinted' }, `U+${part.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`) : part);
    return element('bdi', attributes, ...parts.map(shown));
}

/** Pairs of a name, a message's key or a word, and what it is; those that are nothing are left out. */
export function facts(pairs) {
    const shown = pairs.filter(([, fact]) => fact !== undefined && fact !== '');
    return shown.length ? [element('dl', {}, ...shown.flatMap(([key, fact]) => [element('dt', {}, say(key)), element('dd', {}, fact instanceof Node ? fact : value(fact))]))] : [];
}

/** Sixteen groups of four and a button that copies them; its address where the page comes from a service. */
export function hashBlock(hash, label, cited) {
    const groups = hash.match(/.{4}/g).flatMap((group) => [element('span', {}, group), ' ']);
    const shown = element('code', { class: 'hash', translate: 'no' }, ...groups);
    const block = [element('h3', {}, say(label)), shown, copyRow(hash, shown, 'verify-copy')];
    if (!cited) return block;
    const address = `${location.origin}/verify/${hash}`;
    return [...block, element('p', { class: 'quiet' }, `${say('verify-address')} `, element('a', { href: `/verify/${hash}`, class: 'place' }, address))];
}

/** A button that copies a text. */
export function copyRow(text, shown, label) {
    const copy = element('button', { type: 'button', class: 'second' }, say(label));
    const copied = element('span', { class: 'quiet', role: 'status' });
    copy.addEventListener('click', async () => {
        try {
            await navigator.clipboard.writeText(text);
        } catch {
            // Without TLS there is no clipboard: it is marked, ready to be copied by hand.
            getSelection().selectAllChildren(shown);
            copied.textContent = say('verify-copy-by-hand');
            return;
        }
        copied.textContent = say('verify-copied');
    });
    return element('p', { class: 'row' }, copy, copied);
}
