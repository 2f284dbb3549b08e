// The list, line by line as it is unpacked: one form of CSV, numbers, pseudonyms, escape, k (docs/dossier-format.md §5, §6).
//
// In: the bytes of `signatures.csv` in parts of any size. Out: findings. Never: more memory than a line and the different
// combinations of cells.

import { binary, encoded, trimmed } from './bytes.js';
import { triggers, unescapedCell } from './cell.js';
import { COLUMN_NAMES, inOrder } from './figures.js';
import { Line } from './line.js';
import { Lines } from './lines.js';
import { LIST } from './names.js';
import { PSEUDONYM_LENGTH, isPseudonym } from './pseudonym.js';

/** Different combinations may take so many bytes; a list that obeys k needs a small part of it. */
const MOST_COMBINATION_BYTES = 256 * 2 ** 20;
const CELLS = /"(?:[^"]|"")*"/g;

/** A reading in progress. `statement` is what the list is compared with, where it could be read. */
export class ListScan {
    constructor(statement, fault) {
        this.statement = statement;
        this.fault = fault;
        this.lines = new Lines((bytes, from, to) => this.readLine(bytes, from, to));
        this.line = new Line();
        this.columns = [];
        this.counting = statement !== undefined && statement.policy.name !== 'named';
        this.combinations = new Map();
        this.combinationBytes = 0;
        this.pseudonym = new Uint8Array(PSEUDONYM_LENGTH - 2);
    }

    part(bytes) {
        this.lines.part(bytes);
    }

    get where() {
        return `${LIST}:${this.lines.count}`;
    }

    readLine(bytes, from, to) {
        const { line } = this;
        const first = this.lines.count === 1;
        if (!line.read(bytes, from, to)) {
            this.fault('list-line', this.where);
            if (first) {
                this.fault('list-header', this.where);
                this.counting = false;
            }
        } else if (first) {
            this.readHeader();
        } else if (line.count === this.columns.length) {
            this.readEntry();
        } else if (this.columns.length > 0) {
            this.fault('list-line', this.where);
        }
    }

    readHeader() {
        const names = Array.from({ length: this.line.count }, (_, n) => this.line.cell(n));
        this.columns = names.every((name) => COLUMN_NAMES.includes(name)) ? names : names.map(() => 'entry');
        const stated = this.statement?.list?.columns;
        const asStated = !stated || (stated.length === names.length && stated.every((name, n) => name === names[n]));
        if (inOrder(this.columns, COLUMN_NAMES) && names[0] === 'entry' && asStated) return;
        this.fault('list-header', this.where);
        this.counting = false;
    }

    readEntry() {
        const { line, columns } = this;
        if (columns[0] === 'entry' && !line.isNumber(0, this.lines.count - 1)) this.fault('list-entry', this.where);
        const first = columns[1] === 'pseudonym' ? 2 : 1;
        if (first === 2) this.readPseudonym();
        if (line.hasHidden()) this.fault('list-control', this.where);
        for (let n = first; n < line.count; n += 1) if (!line.isSimple(n)) this.readCell(line.cell(n));
        if (line.hasHiddenFormula()) this.fault('list-escape', this.where);
        if (this.counting && first < line.count) this.count(line.bytes.subarray(line.from[first] - 1, line.end));
    }

    readPseudonym() {
        const { bytes, from, to } = this.line;
        if (!isPseudonym(bytes, from[1], to[1])) {
            this.fault('list-pseudonym', this.where);
            return;
        }
        let at = 0;
        while (at < this.pseudonym.length && bytes[from[1] + at] === this.pseudonym[at]) at += 1;
        if (at === this.pseudonym.length || bytes[from[1] + at] < this.pseudonym[at]) this.fault('list-order', this.where);
        this.pseudonym.set(bytes.subarray(from[1], from[1] + this.pseudonym.length));
    }

    readCell(written) {
        // Doubled quotes change neither what a cell triggers nor where white space stands.
        const cell = unescapedCell(written);
        if (cell.length === written.length && triggers(cell)) this.fault('list-escape', this.where);
        if (trimmed(cell) !== cell) this.fault('list-control', this.where);
    }

    count(cells) {
        const combination = binary(cells);
        const counted = this.combinations.get(combination);
        if (counted !== undefined) {
            this.combinations.set(combination, counted + 1);
            return;
        }
        this.combinationBytes += cells.length + 48;
        const { policy, register } = this.statement;
        const most = Math.floor(policy.k === 0 ? register.size : register.size / policy.k) + 1;
        if (this.combinations.size < most && this.combinationBytes <= MOST_COMBINATION_BYTES) {
            this.combinations.set(combination, 1);
            return;
        }
        // So many different combinations cannot each occur k times.
        this.fault('list-small', LIST);
        this.counting = false;
        this.combinations.clear();
    }

    /** All bytes were given. */
    finish() {
        if (!this.lines.finish()) this.fault('list-line', this.where);
        const size = this.statement?.register.size;
        const { broken, count } = this.lines;
        if (broken || count === 0 || (size !== undefined && size !== count - 1)) this.fault('list-length', LIST);
        if (this.counting && !broken) this.checkCombinations();
    }

    checkCombinations() {
        const shown = this.columns.slice(this.columns[1] === 'pseudonym' ? 2 : 1);
        const empty = shown.map(() => '""').join(',');
        const { policy, counts } = this.statement;
        const written = (label) => binary(encoded(label));
        const labels = {
            country: new Set(counts.by_country.map(({ country }) => written(country))),
            signed: new Set(counts.by_period.map(({ period }) => written(period))),
        };
        const wrong = new Set();
        let small = 0;
        for (const [combination, count] of this.combinations) {
            if (count < policy.k && combination !== empty) small += 1;
            const cells = combination.match(CELLS);
            shown.forEach((column, n) => {
                if (labels[column] && cells[n] !== '""' && !labels[column].has(cells[n].slice(1, -1))) wrong.add(column);
            });
        }
        if (small > 0) this.fault('list-small', `${LIST}, ${small} combinations`);
        for (const column of ['country', 'signed']) if (wrong.has(column)) this.fault('list-label', `${LIST}, column ${column}`);
    }
}
