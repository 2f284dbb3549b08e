// Files that repeat or describe others: `counts.csv`, `HOW-TO-VERIFY.txt`, `datapackage.json`, the ends of a PDF.
//
// In: bytes and the statement. Out: findings. Never: a tolerant reading.

import { binary, encoded, sameBytes, utf8 } from './bytes.js';
import { readJson } from './canonical.js';
import { escapedCell } from './cell.js';
import { COUNTS, DATAPACKAGE, HOW_TO_VERIFY, LIST } from './names.js';

/** `counts.csv` repeats the statement's tables (docs/dossier-format.md §2). */
export function countsCsv(bytes, { counts }, fault) {
    const countries = counts.by_country.map(({ country, count }) => ['country', country, count]);
    const periods = counts.by_period.map(({ period, count }) => ['period', period, count]);
    const quoted = (cell) => `"${String(cell).replaceAll('"', '""')}"`;
    const lines = countries.concat(periods).map(([table, label, count]) => [table, escapedCell(label), count]);
    const text = [['table', 'label', 'count'], ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
    if (!sameBytes(encoded(text), bytes)) fault('counts-csv', COUNTS);
}

/** UTF-8 with a byte order mark and CR LF, so that any editor shows it. */
export function howToVerify(bytes, fault) {
    const text = utf8(bytes);
    const holds = text?.startsWith('\ufeff') && text.endsWith('\r\n') && !/[\r\n\ufeff]/.test(text.slice(1).replaceAll('\r\n', ''));
    if (!holds) fault('how-to-verify', HOW_TO_VERIFY);
}

/** `datapackage.json` is canonical JSON and speaks of the list that is there. `list` has its size and digest, where known. */
export function dataPackage(bytes, statement, list, fault) {
    const read = readJson(bytes);
    const within = (value, name) => (value instanceof Map ? value.get(name) : undefined);
    const resources = within(read?.value, 'resources');
    const resource = Array.isArray(resources) ? resources[0] : undefined;
    const same = (member, value) => within(resource, member) === undefined || value === undefined || within(resource, member) === value;
    const columns = statement?.list?.columns;
    const fields = within(within(resource, 'schema'), 'fields');
    const named = Array.isArray(fields) ? fields.map((field) => within(field, 'name')) : undefined;
    const holds = read?.canonical && resources?.length === 1 && within(resource, 'path') === LIST.slice('data/'.length)
        && same('bytes', list.size) && same('hash', list.digest && `sha256:${list.digest}`)
        && (!columns || (named?.length === columns.length && columns.every((name, n) => named[n] === name)));
    if (!holds) fault('datapackage', DATAPACKAGE);
}

/** The first and the last bytes of a file that passes by. */
export class Ends {
    constructor() {
        this.first = '';
        this.last = '';
    }

    part(bytes) {
        this.first = (this.first + binary(bytes.subarray(0, 8))).slice(0, 8);
        this.last = (this.last + binary(bytes.subarray(Math.max(0, bytes.length - 8)))).slice(-8);
    }

    areOfAPdf() {
        return this.first.startsWith('%PDF-') && /%%EOF\r?\n?$/.test(this.last);
    }
}
