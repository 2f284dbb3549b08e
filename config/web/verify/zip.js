// The strict reader of the zip around a dossier: what it says twice must agree, and nothing stands between its members
// (docs/dossier-format.md §2; PKWARE APPNOTE 6.3).
//
// In: a Blob, read by slices. Out: members that are safe to unpack, and every fault with the codes of docs/findings.md.
// Never: more memory than the directory, a number believed that another record contradicts.

import { binary, lowered } from './bytes.js';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const END_SIZE = 22;
const MARK = 0xffffffff;
const MOST_MEMBERS = 20000;
const LARGEST_DIRECTORY = 16 * 2 ** 20;

const PLAIN_PATH = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/** `[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*` without a part `.` or `..`. */
export function isPath(path) {
    return PLAIN_PATH.test(path) && !path.split('/').some((part) => part === '.' || part === '..');
}

/** A path as a finding names it: only where it is plain and short. */
export function named(path) {
    return isPath(path) && path.length <= 120 ? path : '';
}

export async function readBytes(blob, from, to) {
    return new Uint8Array(await blob.slice(from, to).arrayBuffer());
}

/** Little-endian numbers, one after another. */
class Fields {
    constructor(bytes) {
        this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        this.bytes = bytes;
        this.at = 0;
    }

    has(length) {
        return this.at + length <= this.bytes.length;
    }

    take(length) {
        this.at += length;
        return this.bytes.subarray(this.at - length, this.at);
    }

    u16() {
        this.at += 2;
        return this.view.getUint16(this.at - 2, true);
    }

    u32() {
        this.at += 4;
        return this.view.getUint32(this.at - 4, true);
    }

    // Beyond 2^53 it is not exact, and beyond every file.
    u64() {
        this.at += 8;
        return Number(this.view.getBigUint64(this.at - 8, true));
    }
}

/**
 * Reads the directory and every local header.
 * Gives `{ members: [{ name, deflated, crc, size, packedSize, time, date, begins }], faults: [{ code, where }] }`;
 * `where` is a plain name, `#<number>` for a member without one, or empty.
 */
export async function readDirectory(blob) {
    const faults = [];
    const fault = (code, where = '') => faults.push({ code, where });
    const members = [];
    const nothing = { members, faults };
    const end = await findEnd(blob, fault);
    if (!end) return nothing;
    const start = end.at - end.size;
    const base = start - end.offset;
    if (end.count > MOST_MEMBERS || end.size > LARGEST_DIRECTORY || start < 0 || end.offset > end.at || base < 0) {
        fault('zip-directory');
        return nothing;
    }
    // Where something was put before the zip, its members are still read, so that their own faults are told too.
    if (base > 0) fault('zip-before-first');
    const fields = new Fields(await readBytes(blob, start, end.at));
    const names = new Set();
    const spans = [];
    for (let number = 1; number <= end.count; number += 1) {
        const entry = centralHeader(fields);
        if (!entry) {
            fault('zip-directory');
            return nothing;
        }
        const where = entry.plain && entry.name.length <= 120 ? entry.name : `#${number}`;
        entry.codes.forEach((code) => fault(code, where));
        const folded = lowered(entry.name);
        if (names.has(folded)) fault('zip-name-twice', where);
        names.add(folded);
        const local = await localHeader(blob, entry, base, start);
        local.codes.forEach((code) => fault(code, where));
        if (local.begins === undefined) continue;
        const span = { from: base + entry.offset, to: local.begins + entry.packedSize, where };
        spans.push(span);
        const unreadable = ['zip-name', 'zip-encrypted', 'zip-method', 'zip-kind', 'zip-size'];
        if (!entry.codes.some((code) => unreadable.includes(code))) {
            const { name, method, crc, size, packedSize, time, date } = entry;
            span.member = { name, deflated: method === 8, crc, size, packedSize, time, date, begins: local.begins };
            members.push(span.member);
        }
    }
    if (fields.at !== fields.bytes.length) fault('zip-directory');
    // A member in the room of another is not unpacked: else few bytes could be read any number of times.
    const overlapping = layout(spans, base, start, fault);
    return { members: members.filter((member) => !overlapping.has(member)), faults };
}

async function findEnd(blob, fault) {
    const length = Math.min(blob.size, END_SIZE + 0xffff);
    const begins = blob.size - length;
    const tail = await readBytes(blob, begins, blob.size);
    const view = new DataView(tail.buffer);
    let at = length - END_SIZE;
    const ends = () => view.getUint32(at, true) === END && at + END_SIZE + view.getUint16(at + 20, true) <= length;
    while (at >= 0 && !ends()) at -= 1;
    if (at < 0) {
        fault('zip-end');
        return undefined;
    }
    const comment = view.getUint16(at + 20, true);
    if (comment > 0) fault('zip-comment');
    if (at + END_SIZE + comment < length) fault('zip-after-end');
    const fields = new Fields(tail.subarray(at + 4, at + 20));
    const [disk, directoryDisk, countHere, count] = [fields.u16(), fields.u16(), fields.u16(), fields.u16()];
    const narrow = { at: begins + at, count, size: fields.u32(), offset: fields.u32() };
    if (disk !== 0 || directoryDisk !== 0 || countHere !== count) fault('zip-directory');
    const marked = count === 0xffff || narrow.size === MARK || narrow.offset === MARK;
    const wide = await findEnd64(blob, narrow.at);
    if (!wide) {
        if (!marked) return narrow;
        fault('zip-zip64');
        return undefined;
    }
    const agrees = (said, meant, mark) => said === Math.min(meant, mark);
    const all = agrees(count, wide.count, 0xffff) && agrees(narrow.size, wide.size, MARK) && agrees(narrow.offset, wide.offset, MARK);
    if (!marked || !wide.located || !all) fault('zip-zip64');
    return wide;
}

/** zip64's end record, where a locator stands right before the end record and it right before the locator. */
async function findEnd64(blob, end) {
    const at = end - 76;
    if (at < 0) return undefined;
    const fields = new Fields(await readBytes(blob, at, end));
    const [signature, length, , , disk, directoryDisk] = [fields.u32(), fields.u64(), fields.u16(), fields.u16(), fields.u32(), fields.u32()];
    const [countHere, count, size, offset] = [fields.u64(), fields.u64(), fields.u64(), fields.u64()];
    const [locator, locatorDisk, said, disks] = [fields.u32(), fields.u32(), fields.u64(), fields.u32()];
    const one = signature === END64 && length === 44 && disk === 0 && directoryDisk === 0 && countHere === count;
    if (locator !== LOCATOR64 || !one) return undefined;
    return { at, count, size, offset, located: locatorDisk === 0 && disks === 1 && said === offset + size };
}

function centralHeader(fields) {
    if (!fields.has(46) || fields.u32() !== CENTRAL) return undefined;
    const [madeBy, , flags, method] = [fields.u16(), fields.u16(), fields.u16(), fields.u16()];
    const [time, date, crc] = [fields.u16(), fields.u16(), fields.u32()];
    const entry = { flags, method, time, date, crc, packedSize: fields.u32(), size: fields.u32(), codes: [] };
    const [nameLength, extraLength, commentLength] = [fields.u16(), fields.u16(), fields.u16()];
    const [disk, , external] = [fields.u16(), fields.u16(), fields.u32()];
    entry.offset = fields.u32();
    if (!fields.has(nameLength + extraLength + commentLength)) return undefined;
    entry.rawName = fields.take(nameLength);
    entry.name = binary(entry.rawName);
    entry.plain = isPath(entry.name);
    const extra = fields.take(extraLength);
    fields.take(commentLength);
    const wide = ['size', 'packedSize', 'offset'].filter((member) => entry[member] === MARK);
    const code = zip64Extra(extra, entry, wide);
    if (code) entry.codes.push(code);
    // The upper half is a Unix mode where the maker was Unix; the lower one has MS-DOS's mark of a folder.
    const kind = (external >>> 16) & 0o170000;
    const file = (external & 0x10) === 0 && (madeBy >> 8 !== 3 || kind === 0 || kind === 0o100000);
    // Bits 1 and 2 say how hard a deflater tried, bit 11 that a name is UTF-8, as ASCII is.
    const wrong = {
        'zip-encrypted': (flags & 0x2041) !== 0,
        'zip-flags': (flags & ~0x2041 & ~0x0806) !== 0,
        'zip-method': method !== 0 && method !== 8,
        'zip-size': method === 0 && entry.size !== entry.packedSize,
        'zip-comment': commentLength > 0,
        'zip-directory': disk !== 0,
        'zip-name': !entry.plain,
        'zip-kind': !file,
    };
    entry.codes.push(...Object.keys(wrong).filter((name) => wrong[name]));
    return entry;
}

/** Fills the numbers that zip64's field must hold: all of them, in order, and nothing else beside it. */
function zip64Extra(extra, into, wide) {
    if (extra.length === 0) return wide.length > 0 ? 'zip-zip64' : undefined;
    const fields = new Fields(extra);
    if (extra.length < 4 || fields.u16() !== 1 || fields.u16() !== extra.length - 4) return 'zip-extra-field';
    if (extra.length !== 4 + 8 * wide.length || wide.length === 0) return 'zip-zip64';
    for (const member of wide) into[member] = fields.u64();
    return wide.every((member) => into[member] >= MARK) ? undefined : 'zip-zip64';
}

/** `begins` is absent where the member does not lie inside the zip, or has no header there. */
async function localHeader(blob, entry, base, directory) {
    const at = base + entry.offset;
    if (at + 30 > directory) return { codes: ['zip-overlap'] };
    const fixed = new Fields(await readBytes(blob, at, at + 30));
    const [signature, , flags, method] = [fixed.u32(), fixed.u16(), fixed.u16(), fixed.u16()];
    const [time, date, crc] = [fixed.u16(), fixed.u16(), fixed.u32()];
    const local = { packedSize: fixed.u32(), size: fixed.u32() };
    const [nameLength, extraLength] = [fixed.u16(), fixed.u16()];
    const begins = at + 30 + nameLength + extraLength;
    if (begins > directory) return { codes: ['zip-overlap'] };
    if (signature !== LOCAL) return { codes: ['zip-headers-differ'] };
    // What reaches beyond says nothing that could be compared.
    if (begins + entry.packedSize > directory) return { codes: ['zip-overlap'] };
    const rest = await readBytes(blob, at + 30, begins);
    const [name, extra] = [rest.subarray(0, nameLength), rest.subarray(nameLength)];
    const codes = [];
    // Both sizes are wide here where one needs it (APPNOTE 4.5.3).
    if (local.size === MARK && local.packedSize === MARK && extra.length === 20) {
        const code = zip64Extra(extra, local, ['size', 'packedSize']);
        const needed = entry.size >= MARK || entry.packedSize >= MARK;
        if (code && (code !== 'zip-zip64' || !needed)) codes.push(code);
    } else if (extra.length > 0) {
        codes.push('zip-extra-field');
    } else if (local.size === MARK || local.packedSize === MARK) {
        codes.push('zip-zip64');
    }
    const numbers = flags === entry.flags && method === entry.method && time === entry.time && date === entry.date && crc === entry.crc;
    const sizes = local.size === entry.size && local.packedSize === entry.packedSize;
    const sameName = name.length === entry.rawName.length && name.every((byte, n) => byte === entry.rawName[n]);
    // The directory is believed where the two differ, so that the member's bytes are still compared with the manifest.
    if (!numbers || !sizes || !sameName) codes.push('zip-headers-differ');
    return { codes, begins };
}

/** Members fill the file from its first byte to the directory, without a gap. Gives those that begin in another's room. */
function layout(spans, base, start, fault) {
    spans.sort((one, other) => one.from - other.from || one.to - other.to);
    const overlapping = new Set();
    let at = base;
    spans.forEach(({ from, to, where, member }, n) => {
        if (from < at) {
            fault('zip-overlap', where);
            overlapping.add(member);
        }
        else if (from > at) fault(n === 0 ? 'zip-before-first' : 'zip-between', n === 0 ? '' : where);
        at = Math.max(at, to);
    });
    if (at !== start) fault('zip-between');
    return overlapping;
}
