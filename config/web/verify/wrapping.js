// What is around a dossier's files, and what that makes of the verdict.
//
// In: members of a zip, findings. Out: files by path, a verdict. Never: a wrapper's fault taken for a file's.

import { named, readBytes } from './zip.js';

// Findings about the wrapping alone, as other programs wrap the same files.
const WRAPPING = ['zip-flags', 'zip-extra-field', 'zip-zip64', 'zip-kind', 'zip-time'];

// A zip with these cannot be read as a whole: that it seems to lack files says nothing.
const BROKEN = ['zip-directory', 'zip-overlap', 'zip-before-first', 'zip-zip64'];

/** Members by their path in the one top folder. `around` stands before the name of one that is elsewhere. */
export function inOneFolder(found, fault, around = '') {
    const members = new Map();
    let folder;
    for (const member of found) {
        const slash = member.name.indexOf('/');
        const top = slash < 0 ? member.name : member.name.slice(0, slash);
        folder ??= top;
        if (top !== folder || slash < 0) fault('zip-folders', around + named(member.name));
        else members.set(member.name.slice(slash + 1), member);
    }
    return { folder: folder ?? '', members };
}

/** The verdict on a zip that could be read as one. */
export function verdictBeside(findings, foreign, noEd25519, pinned) {
    if (findings.empty) {
        if (noEd25519) return 'unsealed-here';
        return pinned.length > 0 ? 'verified' : 'whole';
    }
    if (foreign && !BROKEN.some(findings.has, findings)) return 'no-dossier';
    return isRepacked(findings) ? 'repacked' : 'changed';
}

/** Every file is as listed, but someone unpacked the dossier and packed it again. */
function isRepacked(findings) {
    const folders = new Set(findings.list.filter(({ code }) => code === 'zip-kind').map(({ where }) => where));
    // A name is the wrapper's fault only where it is a folder's; sizes that follow the member stand between members.
    const streamed = findings.has('zip-flags') ? ['zip-headers-differ', 'zip-between'] : [];
    return findings.list.every(({ code, where }) => (code === 'zip-name' ? folders.has(where) : [...WRAPPING, ...streamed].includes(code)));
}

/** What someone may have dropped instead of a dossier. */
export async function looksLike(blob) {
    if (blob.size === 0) return 'empty';
    const head = String.fromCharCode(...(await readBytes(blob, 0, Math.min(blob.size, 64))));
    if (head.startsWith('%PDF')) return 'pdf';
    if (head.startsWith('age-encryption.org/')) return 'age';
    return head.startsWith('PK\x03\x04') ? 'cut' : 'other';
}
