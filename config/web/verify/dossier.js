// The story: a file → is every byte of the dossier in it as its manifests list them?
//
// In: a Blob. Out: a report. Never: the dossier in memory, a question to anyone, "whole" with a finding.

import * as bag from './manifest.js';
import { seals } from './seal.js';
import { AT_ONCE, Sha256, hex, sha256 } from './sha256.js';
import { unpack } from './unpack.js';
import { named, readBytes, readDirectory } from './zip.js';

const LARGEST_PAYLOAD = 8 * 2 ** 30;
const SMALL_TOGETHER = 64 * 2 ** 20;
const MOST_OF_ONE_CODE = 100;
const FOLDER = /^dossier-([a-z2-7]{16})$/;
// Findings about the wrapping alone, as other programs wrap the same files.
const WRAPPING = ['zip-flags', 'zip-extra-field', 'zip-zip64', 'zip-kind', 'zip-time'];

// A zip with these cannot be read as a whole: that it seems to lack files says nothing.
const BROKEN = ['zip-directory', 'zip-overlap', 'zip-before-first', 'zip-zip64'];

/**
 * Examines a dossier. `progress(done, total)` counts unpacked bytes.
 * Gives `{ verdict: 'whole' | 'changed' | 'repacked' | 'no-dossier' | 'no-zip' | 'newer', looksLike, findings: [{ code, where }],
 * integrity, seal, statement }`; throws where the file cannot be read.
 */
export async function examine(blob, progress) {
    const findings = [];
    const told = new Map();
    const fault = (code, where = '') => {
        told.set(code, (told.get(code) ?? 0) + 1);
        if (told.get(code) <= MOST_OF_ONE_CODE) findings.push({ code, where });
    };
    const directory = await readDirectory(blob);
    directory.faults.forEach(({ code, where }) => fault(code, where));
    if (told.has('zip-end')) return { verdict: 'no-zip', looksLike: await looksLike(blob), findings };
    const { folder, members } = inOneFolder(directory.members, fault);
    const sizes = new Map([...members].map(([path, member]) => [path, member.size]));
    const small = await readSmall(blob, members, fault);

    const labels = bag.labels(small.get(bag.BAG_INFO));
    if ((labels.get('Handover-Format') ?? '1') !== '1') return { verdict: 'newer', findings: [] };
    const statement = parse(small.get(bag.STATEMENT));
    if (small.has(bag.STATEMENT) && !statement) fault('statement-json', bag.STATEMENT);
    const id = FOLDER.exec(folder)?.[1];
    if (!id && sizes.size > 0) fault('folder-name');
    else if (id && [labels.get('External-Identifier') ?? id, statement?.id ?? id].some((other) => other !== id)) fault('id-differs');
    bag.files(sizes, statement, fault);
    const listed = bag.manifests(sizes, small, fault);
    const payload = bag.payloadOxum(sizes, labels.get('Payload-Oxum'), fault);
    const date = bag.dosDate(labels.get('Bagging-Date'));
    for (const [path, member] of members) {
        if (labels.has('Bagging-Date') && (member.time !== 0 || member.date !== date)) fault('zip-time', named(path));
    }
    const seal = await seals(small, fault);
    // What is plainly no dossier is not read to its end; what is too large is not read at all.
    const foreign = !sizes.has(bag.MANIFEST) && !sizes.has(bag.TAGMANIFEST);
    if (payload > LARGEST_PAYLOAD) fault('too-large');
    else if (!foreign) bag.digests(listed, await digests(blob, members, small, fault, progress), fault);

    const integrity = small.has(bag.TAGMANIFEST) ? hex(await sha256(small.get(bag.TAGMANIFEST))) : undefined;
    const verdict = told.size === 0 ? 'whole' : foreign && !BROKEN.some((code) => told.has(code)) ? 'no-dossier' : isRepacked(findings, told) ? 'repacked' : 'changed';
    return { verdict, findings, integrity, seal, statement: verdict === 'whole' ? shown(statement) : undefined };
}

/** Every file is as listed, but someone unpacked the dossier and packed it again. */
function isRepacked(findings, told) {
    const folders = new Set(findings.filter(({ code }) => code === 'zip-kind').map(({ where }) => where));
    // A name is the wrapper's fault only where it is a folder's; sizes that follow the member stand between members.
    const streamed = told.has('zip-flags') ? ['zip-headers-differ', 'zip-between'] : [];
    return findings.every(({ code, where }) => (code === 'zip-name' ? folders.has(where) : [...WRAPPING, ...streamed].includes(code)));
}

function inOneFolder(found, fault) {
    const members = new Map();
    let folder;
    for (const member of found) {
        const slash = member.name.indexOf('/');
        const top = slash < 0 ? member.name : member.name.slice(0, slash);
        folder ??= top;
        if (top !== folder || slash < 0) fault('zip-folders', named(member.name));
        else members.set(member.name.slice(slash + 1), member);
    }
    return { folder: folder ?? '', members };
}

/** Every small file that the format knows; what every dossier has goes first, so that others cannot use up its room. */
async function readSmall(blob, members, fault) {
    const small = new Map();
    const paths = [...members.keys()].filter((path) => bag.limitOf(path) !== undefined);
    paths.sort((one, other) => bag.isCoseal(one) - bag.isCoseal(other));
    let left = SMALL_TOGETHER;
    let coseals = 0;
    for (const path of paths) {
        const member = members.get(path);
        if (member.size > bag.limitOf(path)) {
            fault('file-too-large', path);
        } else if (bag.isCoseal(path) && (coseals += 1) > 32) {
            if (coseals === 33) fault('coseals-many');
        } else if (member.size > left) {
            fault('files-too-large', path);
        } else {
            left -= member.size;
            small.set(path, await gathered(blob, member, fault, path, () => {}));
        }
    }
    return small;
}

/** A member's bytes, as many as could be unpacked; never more than it declares. */
async function gathered(blob, member, fault, path, passed) {
    const bytes = new Uint8Array(member.size);
    let at = 0;
    const code = await unpack(blob, member, (part) => {
        bytes.set(part, at);
        at += part.length;
        passed(part.length);
    });
    if (code) fault(code, path);
    return bytes.subarray(0, at);
}

/** Digests by path of every file. */
async function digests(blob, members, small, fault, progress) {
    const found = new Map();
    const total = [...members.values()].reduce((sum, member) => sum + member.size, 0);
    let done = 0;
    const passed = (length) => {
        done += length;
        progress(done, total);
    };
    for (const [path, member] of members) {
        const kept = small.get(path);
        if (kept) {
            found.set(path, hex(await sha256(kept)));
            passed(kept.length);
        } else if (bag.limitOf(path) !== undefined) {
            // Told before: too large.
        } else if (member.size <= AT_ONCE) {
            found.set(path, hex(await sha256(await gathered(blob, member, fault, path, passed))));
        } else {
            const digest = new Sha256();
            const code = await unpack(blob, member, (part) => {
                digest.update(part);
                passed(part.length);
            });
            if (code) fault(code, path);
            found.set(path, hex(digest.digest()));
        }
    }
    return found;
}

function parse(bytes) {
    try {
        const value = JSON.parse(bag.utf8(bytes));
        return typeof value === 'object' && value !== null ? value : undefined;
    } catch {
        return undefined;
    }
}

/** What a reader is shown of the statement: texts as texts, numbers as numbers, nothing long. */
function shown(statement) {
    const text = (value) => (typeof value === 'string' ? value.slice(0, 300) : '');
    const size = statement.register?.size;
    return {
        id: text(statement.id),
        title: text(statement.petition?.title),
        language: text(statement.petition?.language).slice(0, 20),
        organiser: text(statement.organiser?.name),
        recipient: text(statement.recipient?.name),
        created: text(statement.created),
        signatures: Number.isSafeInteger(size) ? size : undefined,
    };
}

/** What someone may have dropped instead of a dossier. */
async function looksLike(blob) {
    if (blob.size === 0) return 'empty';
    const head = String.fromCharCode(...(await readBytes(blob, 0, Math.min(blob.size, 64))));
    if (head.startsWith('%PDF')) return 'pdf';
    if (head.startsWith('age-encryption.org/')) return 'age';
    return head.startsWith('PK\x03\x04') ? 'cut' : 'other';
}
