// Every file's digest, and what can be seen of a file while it passes (docs/dossier-format.md §2, §5).
//
// In: a zip's members, what was read whole, the statement. Out: digests by path, findings. Never: more of a large file in
// memory than a part, a word on the content of a file that did not unpack.

import { Findings } from './findings.js';
import { ListScan } from './list.js';
import { COVER, LIST, volumeOf } from './names.js';
import { AT_ONCE, Sha256, hex, sha256 } from './sha256.js';
import { gathered } from './small.js';
import { Ends } from './tables.js';
import { PART, unpack } from './unpack.js';
import { readBytes } from './zip.js';

/** Digests by path of every file under `data/` and of every file that was read whole; `passed` is told of bytes as they pass. */
export async function payloadDigests(blob, members, small, statement, fault, passed) {
    const found = new Map();
    const paths = [...members.keys()].filter((path) => path.startsWith('data/') || small.has(path));
    for (const path of paths) {
        if (small.has(path)) {
            found.set(path, hex(await sha256(small.get(path))));
            passed(small.get(path).length);
        } else {
            const digest = await passedBy(blob, path, members.get(path), statement, fault, passed);
            if (digest) found.set(path, digest);
        }
    }
    return found;
}

/** Reads a file that is not kept. Gives its digest, or undefined where it did not unpack: then a part of it says nothing. */
async function passedBy(blob, path, member, statement, fault, passed) {
    // Kept back until it is known that the whole file was seen; bounded, however many lines are wrong.
    const seen = new Findings();
    const look = watcher(path, statement, seen.add);
    const digest = await memberDigest(blob, path, member, look, fault, passed);
    if (!digest) return undefined;
    look.finish();
    seen.list.forEach(({ code, where }) => fault(code, where));
    return digest;
}

async function memberDigest(blob, path, member, look, fault, passed) {
    if (member.size <= AT_ONCE) {
        const { bytes, whole } = await gathered(blob, member, fault, path, passed);
        if (!whole) return undefined;
        look.part(bytes);
        return hex(await sha256(bytes));
    }
    const digest = new Sha256();
    const code = await unpack(blob, member, (part) => {
        digest.update(part);
        look.part(part);
        passed(part.length);
    });
    if (code) fault(code, path);
    return code === 'zip-deflate' ? undefined : hex(digest.digest());
}

/** What is looked at while a file passes. */
function watcher(path, statement, fault) {
    if (path === LIST) return new ListScan(statement, fault);
    const ends = new Ends();
    const isPdf = path === COVER || volumeOf(path) !== undefined;
    return {
        part: (bytes) => ends.part(bytes),
        finish: () => {
            if (isPdf && !ends.areOfAPdf()) fault('pdf-form', path);
        },
    };
}

/** The digest of a file as it lies there. */
export async function blobDigest(blob, passed) {
    if (blob.size <= AT_ONCE) return hex(await sha256(await readBytes(blob, 0, blob.size)));
    const digest = new Sha256();
    await eachPart(blob, (part) => {
        digest.update(part);
        passed(part.length);
    });
    return hex(digest.digest());
}

/**
 * A file from its first byte to its last. Every part has the memory of the one before, where the browser can do that: else what
 * was read lies about for gigabytes.
 */
async function eachPart(blob, see) {
    const reader = intoOneMemory(blob);
    if (!reader) {
        for (let at = 0; at < blob.size; at += PART) see(await readBytes(blob, at, Math.min(at + PART, blob.size)));
        return;
    }
    let memory = new ArrayBuffer(PART);
    for (;;) {
        const { done, value } = await reader.read(new Uint8Array(memory));
        if (done) return;
        see(value);
        memory = value.buffer;
    }
}

function intoOneMemory(blob) {
    try {
        return blob.stream().getReader({ mode: 'byob' });
    } catch {
        return undefined;
    }
}
