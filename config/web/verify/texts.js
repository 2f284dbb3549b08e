// The page's words: data blocks, one for each language that the page has, written from config/texts/verify-<language>.ftl.
//
// In: a key, values. Out: the sentence in the page's language. Never: markup.

const blocks = [...document.querySelectorAll('script[id^="texts-"]')];
const texts = new Map(blocks.map((block) => [block.id.slice('texts-'.length), JSON.parse(block.textContent)]));
let spoken = texts.has(document.documentElement.lang) ? document.documentElement.lang : [...texts.keys()][0];

/** The languages that the page can change to by itself. */
export function languages() {
    return [...texts.keys()].map((code) => ({ code, name: texts.get(code)['verify-language-name'] }));
}

export function language() {
    return spoken;
}

/** Speaks another language from now on, and says again what stands in the page for good. */
export function speak(code) {
    if (!texts.has(code)) return;
    spoken = code;
    document.documentElement.lang = code;
    for (const part of document.querySelectorAll('[data-say]')) part.textContent = say(part.dataset.say);
    for (const part of document.querySelectorAll('[data-label]')) part.setAttribute('aria-label', say(part.dataset.label));
}

/** A message by its key, each `{ $name }` replaced. */
export function say(key, values = {}) {
    const text = texts.get(spoken)[key] ?? key;
    return text.replace(/\{ ?\$([a-z-]+) ?\}/g, (whole, name) => values[name] ?? whole);
}

export function has(key) {
    return key in texts.get(spoken);
}

/** `<key>-one` or `<key>-other`, as the language counts. */
export function counted(key, count, values = {}) {
    const form = `${key}-${new Intl.PluralRules(spoken).select(count)}`;
    return say(has(form) ? form : `${key}-other`, { n: number(count), ...values });
}

export function number(count) {
    return new Intl.NumberFormat(spoken).format(count);
}

/** A share in hundredths, never shown smaller than it is. */
export function percent(part, whole) {
    const shown = Math.ceil((part / whole) * 10000 - 1e-9) / 10000;
    return new Intl.NumberFormat(spoken, { style: 'percent', maximumFractionDigits: 2 }).format(shown);
}

/** Bytes in megabytes, a decimal while there are few. */
export function megabytes(bytes) {
    const size = bytes / 1e6;
    return new Intl.NumberFormat(spoken, { style: 'unit', unit: 'megabyte', maximumFractionDigits: size < 10 ? 1 : 0 }).format(size);
}

/** A day, of `YYYY-MM-DD…`; what is none stands as it is. */
export function day(text) {
    const found = /^\d{4}-\d{2}-\d{2}/.exec(text);
    const date = new Date(found ? `${found[0]}T00:00:00Z` : NaN);
    return Number.isNaN(date.valueOf()) ? text : new Intl.DateTimeFormat(spoken, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
