// A cell of the list: what a spreadsheet would take for a formula is escaped, and given back (docs/dossier-format.md §5).
//
// In: a cell. Out: the cell as written, or as it was. Never: two cells written alike.

const TRIGGER = /^[ \u00a0\u00ad\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]*[=+\-@'\uff1d\uff0b\uff0d\uff20]/;

/** Does a spreadsheet see a formula, or an apostrophe that we wrote? */
export function triggers(cell) {
    return TRIGGER.test(cell);
}

export function escapedCell(cell) {
    return triggers(cell) ? `'${cell}` : cell;
}

export function unescapedCell(written) {
    return written.startsWith("'") && triggers(written.slice(1)) ? written.slice(1) : written;
}
