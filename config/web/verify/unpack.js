// One member's bytes: as stored or inflated, exactly as many as declared, under the declared checksum.
//
// In: a member that the directory gave out. Out: its bytes, in order, to a sink. Never: more than the member declares, or
// more memory than a part.

import { readBytes } from './zip.js';

/** So many bytes of a file are in memory at once. */
export const PART = 2 ** 20;
// One part of a bomb may swell a thousandfold before the stream is held back.
const PACKED_PART = 2 ** 16;

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
    // A file of a folder is not packed at all.
    if (member.file) return copyFile(member, sink);
    let crc = 0;
    let made = 0;
    const take = async (part) => {
        made += part.length;
        if (made > member.size) return false;
        crc = crc32(crc, part);
        await sink(part);
        return true;
    };
    const whole = member.deflated ? await inflateWhole(blob, member, take) : await copy(blob, member, take);
    if (!whole || made !== member.size) return 'zip-deflate';
    return crc === member.crc ? undefined : 'zip-crc';
}

async function copyFile({ file, size }, sink) {
    for (let at = 0; at < size; at += PART) await sink(await readBytes(file, at, Math.min(at + PART, size)));
    return undefined;
}

async function copy(blob, member, take) {
    const end = member.begins + member.packedSize;
    for (let at = member.begins; at < end; at += PART) {
        if (!(await take(await readBytes(blob, at, Math.min(at + PART, end))))) return false;
    }
    return true;
}

/** Bytes of an empty stream, and one that is none of it. */
const ENDED_EARLY = new Blob([Uint8Array.of(3, 0, 0)]);
let ignoresRest;

/** True where the stream ends with its last packed byte. DecompressionStream must refuse both less and more, but some only less. */
async function inflateWhole(blob, member, take) {
    if (!(await inflate(blob, member, take))) return false;
    ignoresRest ??= inflate(ENDED_EARLY, { begins: 0, packedSize: 3 }, () => true);
    // Then the stream must not have ended one byte before.
    return !(await ignoresRest) || !(await inflate(blob, { ...member, packedSize: member.packedSize - 1 }, () => true));
}

/** False where the browser finds no whole stream in the packed bytes, or `take` wants no more. */
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
