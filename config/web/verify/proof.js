// A proof of one entry: a C2SP tlog-proof whose `extra` opens some fields of the record (docs/dossier-format.md §7, §8.6).
//
// In: the bytes of a `.tlog-proof`, what the dossier sealed. Out: opened fields, and codes. Never: a form but the one; a
// value believed that does not lead to the sealed root.

import { binary, encoded, joined, sameBytes, u64, unbase64, unhex, utf8 } from './bytes.js';
import { readJson } from './canonical.js';
import { Sha256 } from './sha256.js';

const HEAD = /^c2sp\.org\/tlog-proof@v1\nextra ([A-Za-z0-9+/=]*)\nindex (0|[1-9][0-9]{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,64})\n/;

function hashOf(...parts) {
    return new Sha256().update(joined(...parts)).digest();
}

/** The root that a leaf leads to along a path, nearest sibling first (RFC 9162 §2.1.3.2); undefined where the path has another length. */
export function rootOf(index, size, leaf, path) {
    let [at, last, root] = [index, size - 1, leaf];
    for (const sibling of path) {
        if (last === 0) return undefined;
        if (at % 2 === 1 || at === last) {
            root = hashOf(Uint8Array.of(1), sibling, root);
            while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
        } else {
            root = hashOf(Uint8Array.of(1), root, sibling);
        }
        [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    }
    return last === 0 ? root : undefined;
}

/** `{ extra, index, path, checkpoint }`, or undefined where the form is not the one. */
export function readProof(bytes) {
    if (utf8(bytes) === undefined) return undefined;
    const text = binary(bytes);
    const [head, extraText, index, hashes] = HEAD.exec(text) ?? [];
    const extra = head === undefined ? undefined : unbase64(extraText);
    const path = hashes?.split('\n').slice(0, -1).map(unbase64);
    if (!extra || utf8(extra) === undefined || path.some((hash) => !hash)) return undefined;
    return { extra, index: Number(index), path, checkpoint: text.slice(head.length) };
}

/** The parts of `{"fields":[…],"v":1}`, each `{ digest }` or `{ digest, value }`; undefined where it is not the one form of `count`. */
export function readOpening(extra, count) {
    const read = readJson(extra);
    const fields = read?.canonical && read.value instanceof Map && read.value.size === 2 && read.value.get('v') === 1 && read.value.get('fields');
    if (!Array.isArray(fields) || fields.length !== count) return undefined;
    const parts = fields.map(readPart);
    return parts.every(Boolean) ? parts : undefined;
}

function readPart(field) {
    if (typeof field === 'string') {
        const digest = unhex(field, 32);
        return digest && { digest };
    }
    if (!Array.isArray(field) || field.length !== 2 || typeof field[1] !== 'string') return undefined;
    const salt = unhex(field[0], 16);
    return salt && { digest: hashOf(Uint8Array.of(2), salt, encoded(field[1])), value: field[1] };
}

/** The leaf of the record at `index` that these parts make. */
export function leafOf(index, parts) {
    return hashOf(Uint8Array.of(0), u64(index), ...parts.map(({ digest }) => digest));
}

/**
 * Opens an entry against what was sealed: `{ codes, values }`. `wanted` are the fields that it must open, all others hidden;
 * `shownLine` is the text that `shown` must have, where the dossier has a list.
 */
export function openEntry(bytes, entry, sealed, wanted, shownLine) {
    const proof = readProof(bytes);
    if (!proof) return { codes: ['proof-form'], values: new Map() };
    const codes = [];
    if (proof.index !== entry - 1) codes.push('proof-index');
    if (proof.checkpoint !== sealed.checkpoint) codes.push('proof-checkpoint');
    const parts = readOpening(proof.extra, sealed.fields.length);
    if (!parts) return { codes: [...codes, 'proof-extra'], values: new Map() };
    const values = new Map();
    sealed.fields.forEach((name, n) => {
        if (parts[n].value !== undefined) values.set(name, parts[n].value);
    });
    if (sealed.fields.some((name) => values.has(name) !== wanted.includes(name))) codes.push('proof-fields');
    const root = rootOf(entry - 1, sealed.size, leafOf(entry - 1, parts), proof.path);
    if (!root || !sealed.root || !sameBytes(root, sealed.root)) codes.push('proof-root');
    if (values.has('shown') && values.get('shown') !== shownLine) codes.push('proof-shown');
    return { codes, values };
}

/** Only for the name of a file: `entries/<entry>.tlog-proof`, from 1, without leading noughts. */
export function entryOfProof(path) {
    const found = /^entries\/([1-9][0-9]{0,14})\.tlog-proof$/.exec(path);
    return found ? Number(found[1]) : undefined;
}
