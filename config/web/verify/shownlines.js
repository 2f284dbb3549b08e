// What the list shows of single entries, as `shown` was committed (docs/dossier-format.md §7).
//
// In: the list in its zip, numbers of entries. Out: a JCS text for each. Never: more of the list in memory than these lines.

import { unescapedCell } from './cell.js';
import { Line } from './line.js';
import { Lines } from './lines.js';
import { unpack } from './unpack.js';

/** A Map from entry to the JCS array of its line's cells; lines that cannot be read are left out. */
export async function shownLines(blob, member, entries, progress = () => {}) {
    const found = new Map();
    const wanted = new Set(entries);
    const line = new Line();
    const lines = new Lines((bytes, from, to) => {
        const entry = lines.count - 1;
        if (!wanted.has(entry) || !line.read(bytes, from, to)) return;
        const cells = Array.from({ length: line.count }, (_, n) => unescapedCell(line.cell(n).replaceAll('""', '"')));
        found.set(entry, JSON.stringify(cells));
    });
    let done = 0;
    await unpack(blob, member, (part) => {
        lines.part(part);
        done += part.length;
        progress(done, member.size);
    });
    return found;
}
