// The page's words: a data block that the server writes from config/texts/verify-<language>.ftl.
//
// In: a key, values. Out: the sentence in the page's language. Never: markup.

const texts = JSON.parse(document.getElementById('texts').textContent);
export const language = document.documentElement.lang || 'en';
const plural = new Intl.PluralRules(language);

/** A message by its key, each `{ $name }` replaced. */
export function say(key, values = {}) {
    const text = texts[key] ?? key;
    return text.replace(/\{ ?\$([a-z-]+) ?\}/g, (whole, name) => values[name] ?? whole);
}

export function has(key) {
    return key in texts;
}

/** `<key>-one` or `<key>-other`, as the language counts. */
export function counted(key, count, values = {}) {
    const form = `${key}-${plural.select(count)}`;
    return say(has(form) ? form : `${key}-other`, { n: number(count), ...values });
}

export function number(count) {
    return new Intl.NumberFormat(language).format(count);
}

/** Bytes in megabytes, a decimal while there are few. */
export function megabytes(bytes) {
    const size = bytes / 1e6;
    return new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: size < 10 ? 1 : 0 }).format(size);
}

/** A day, of `YYYY-MM-DD…`; what is none stands as it is. */
export function day(text) {
    const found = /^\d{4}-\d{2}-\d{2}/.exec(text);
    const date = new Date(found ? `${found[0]}T00:00:00Z` : NaN);
    return Number.isNaN(date.valueOf()) ? text : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
