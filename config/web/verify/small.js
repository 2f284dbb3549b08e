// The files that are read whole: tags, statement, tables. Each has a size that its kind cannot exceed, and all together.
//
// In: a zip's members. Out: their bytes by path. Never: a file larger than its kind can be, a part of a file taken for it.

import { isBefore, utf8 } from './bytes.js';
import { MANIFEST, cosealOf, isForeignManifest, limitOf } from './names.js';
import { unpack } from './unpack.js';

const SMALL_TOGETHER = 64 * 2 ** 20;
const MOST_COSEALS = 32;

/** A member's bytes; `whole` is false where it did not unpack to its declared size. */
export async function gathered(blob, member, fault, where, passed = () => {}) {
    const bytes = new Uint8Array(member.size);
    let at = 0;
    const code = await unpack(blob, member, (part) => {
        bytes.set(part, at);
        at += part.length;
        passed(part.length);
    });
    if (code) fault(code, where);
    return { bytes, whole: code !== 'zip-deflate' };
}

/** A Map of bytes by path, with `listedElsewhere`: what manifests of other algorithms list, where there is none of ours. */
export async function readSmall(blob, members, fault) {
    const small = new Map();
    small.listedElsewhere = new Set();
    const isMore = (path) => isForeignManifest(path) || cosealOf(path) !== undefined;
    // What every dossier has goes first: others cannot use up its room.
    const paths = [...members.keys()].filter((path) => limitOf(path) !== undefined);
    paths.sort((one, other) => isMore(one) - isMore(other) || (isBefore(one, other) ? -1 : 1));
    let left = SMALL_TOGETHER;
    let coseals = 0;
    for (const path of paths) {
        const member = members.get(path);
        const foreign = isForeignManifest(path);
        if (foreign && members.has(MANIFEST)) continue;
        if (member.size > limitOf(path)) {
            fault('file-too-large', path);
        } else if (cosealOf(path) !== undefined && (coseals += 1) > MOST_COSEALS) {
            // Told once: each beyond is the same fault.
            if (coseals === MOST_COSEALS + 1) fault('coseals-many');
        } else if (member.size > left) {
            fault('files-too-large', path);
        } else {
            left -= member.size;
            const { bytes, whole } = await gathered(blob, member, fault, path);
            if (whole && foreign) listedIn(bytes).forEach((listed) => small.listedElsewhere.add(listed));
            else if (whole) small.set(path, bytes);
        }
    }
    return small;
}

/** Paths of a manifest whose digests we do not know. */
function listedIn(bytes) {
    const lines = (utf8(bytes) ?? '').split(/\r?\n/).filter((line) => line.includes(' '));
    return lines.map((line) => line.slice(line.indexOf(' ') + 1).replace(/^[ *]+/, ''));
}
