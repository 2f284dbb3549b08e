// The strict reader of the zip around a dossier: what it says twice must agree, and nothing stands between its members
// (docs/dossier-format.md §2; PKWARE APPNOTE 6.3).
//
// In: a Blob, read by slices. Out: members that are safe to unpack, and every fault with the codes of docs/findings.md.
// Never: more memory than the directory and a part, more bytes of a member than it declares.

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const END_SIZE = 22;
const MARK = 0xffffffff;
const MOST_MEMBERS = 20000;
const LARGEST_DIRECTORY = 16 * 2 ** 20;
const PART = 2 ** 20;
// One part of a bomb may swell a thousandfold before the stream is held back.
const PACKED_PART = 2 ** 16;

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
        const folded = entry.name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
        const twice = names.has(folded);
        if (twice) fault('zip-name-twice', where);
        names.add(folded);
        const local = await localHeader(blob, entry, base, start);
        local.codes.forEach((code) => fault(code, where));
        if (local.begins === undefined) continue;
        spans.push({ from: base + entry.offset, to: local.begins + entry.packedSize, where });
        const unreadable = ['zip-name', 'zip-encrypted', 'zip-method', 'zip-kind', 'zip-size'];
        if (!twice && !entry.codes.some((code) => unreadable.includes(code))) {
            const { name, method, crc, size, packedSize, time, date } = entry;
            members.push({ name, deflated: method === 8, crc, size, packedSize, time, date, begins: local.begins });
        }
    }
    if (fields.at !== fields.bytes.length) fault('zip-directory');
    layout(spans, base, start, fault);
    return { members, faults };
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
    entry.name = String.fromCharCode(...entry.rawName.subarray(0, 1024));
    entry.plain = nameLength <= 1024 && isPath(entry.name);
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
    if (begins + entry.packedSize > directory) return { codes: [...codes, 'zip-overlap'] };
    return { codes, begins };
}

/** Members fill the file from its first byte to the directory, without a gap. */
function layout(spans, base, start, fault) {
    spans.sort((one, other) => one.from - other.from || one.to - other.to);
    let at = base;
    spans.forEach(({ from, to, where }, n) => {
        if (from < at) fault('zip-overlap', where);
        else if (from > at) fault(n === 0 ? 'zip-before-first' : 'zip-between', n === 0 ? '' : where);
        at = Math.max(at, to);
    });
    if (at !== start) fault('zip-between');
}

const CRC_TABLES = (() => {
    const tables = Array.from({ length: 8 }, () => new Int32Array(256));
    for (let n = 0; n < 256; n += 1) {
        let crc = n;
        for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
        tables[0][n] = crc;
    }
    for (let n = 0; n < 256; n += 1) {
        for (let k = 1; k < 8; k += 1) tables[k][n] = (tables[k - 1][n] >>> 8) ^ tables[0][tables[k - 1][n] & 0xff];
    }
    return tables;
})();

/** CRC-32 of ISO 3309, eight bytes a step; begins with 0 and is fed its last value. */
export function crc32(before, bytes) {
    const [t0, t1, t2, t3, t4, t5, t6, t7] = CRC_TABLES;
    let crc = ~before;
    let n = 0;
    for (; n + 8 <= bytes.length; n += 8) {
        crc ^= bytes[n] | (bytes[n + 1] << 8) | (bytes[n + 2] << 16) | (bytes[n + 3] << 24);
        crc = t7[crc & 0xff] ^ t6[(crc >>> 8) & 0xff] ^ t5[(crc >>> 16) & 0xff] ^ t4[crc >>> 24]
            ^ t3[bytes[n + 4]] ^ t2[bytes[n + 5]] ^ t1[bytes[n + 6]] ^ t0[bytes[n + 7]];
    }
    for (; n < bytes.length; n += 1) crc = t0[(crc ^ bytes[n]) & 0xff] ^ (crc >>> 8);
    return ~crc >>> 0;
}

/**
 * Unpacks a member: exactly its declared size, its checksum compared; `sink` sees the bytes in order, part by part.
 * Gives a code where it is broken; throws where the file cannot be read.
 */
export async function unpack(blob, member, sink) {
    let crc = 0;
    let made = 0;
    const take = async (part) => {
        made += part.length;
        if (made > member.size) return false;
        crc = crc32(crc, part);
        await sink(part);
        return true;
    };
    const whole = member.deflated ? await inflate(blob, member, take) : await copy(blob, member, take);
    if (!whole || made !== member.size) return 'zip-deflate';
    return crc === member.crc ? undefined : 'zip-crc';
}

async function copy(blob, member, take) {
    const end = member.begins + member.packedSize;
    for (let at = member.begins; at < end; at += PART) {
        if (!(await take(await readBytes(blob, at, Math.min(at + PART, end))))) return false;
    }
    return true;
}

/** True where the stream ends with its last packed byte: DecompressionStream refuses both less and more. */
async function inflate(blob, member, take) {
    const stream = new DecompressionStream('deflate-raw');
    const writer = stream.writable.getWriter();
    const reader = stream.readable.getReader();
    let unreadable;
    const feed = async () => {
        const end = member.begins + member.packedSize;
        for (let at = member.begins; at < end; at += PART) {
            let part;
            try {
                part = await readBytes(blob, at, Math.min(at + PART, end));
            } catch (error) {
                unreadable = error;
                throw error;
            }
            for (let n = 0; n < part.length; n += PACKED_PART) await writer.write(part.subarray(n, n + PACKED_PART));
        }
        await writer.close();
    };
    const fed = feed().then(() => true, (error) => {
        writer.abort(error).catch(() => {});
        return false;
    });
    let whole = true;
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) break;
            if (!(await take(value))) {
                whole = false;
                await reader.cancel();
                break;
            }
        }
    } catch {
        whole = false;
    }
    // A cancelled stream takes nothing more: who feeds it must not wait for ever.
    if (!whole) writer.abort().catch(() => {});
    const ended = await fed;
    if (unreadable) throw unreadable;
    return whole && ended;
}
