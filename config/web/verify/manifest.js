// The bag: bagit.txt, both manifests, exactly the files of the format (docs/dossier-format.md §2, RFC 8493).
//
// In: bytes of small files, sizes by path. Out: findings, and what each manifest lists. Never: a file passed over because
// nothing lists it.

import { binary, isBefore, lowered, utf8 } from './bytes.js';
import { ALWAYS, BAGIT, BAG_INFO, MANIFEST, TAGGED, TAGMANIFEST, TIMESTAMP, WITH_ROWS, cosealOf, volumeOf } from './names.js';
import { isPath, named } from './zip.js';

const BAGIT_TXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
const LISTED = /^([0-9a-f]{64}) {2}([^ *].*)$/s;

/** The names: all that must be there, none beyond. */
export function files(sizes, statement, fault) {
    for (const path of ALWAYS) {
        // `bagit.txt` has its own finding.
        if (path !== BAGIT && !sizes.has(path)) fault('file-missing', path);
    }
    const rows = statement?.policy.rows;
    const volumes = [];
    for (const path of sizes.keys()) {
        const volume = volumeOf(path);
        if (volume !== undefined) volumes.push(volume);
        if (volume !== undefined || WITH_ROWS.includes(path)) {
            if (rows === false) fault('file-without-rows', path);
        } else if (!ALWAYS.includes(path) && path !== TIMESTAMP && cosealOf(path) === undefined) {
            fault('file-unknown', named(path));
        }
    }
    if (rows !== true) return;
    for (const path of WITH_ROWS) if (!sizes.has(path)) fault('file-missing', path);
    volumes.sort((one, other) => one - other);
    const stated = statement.list?.volumes;
    const numbered = volumes.length > 0 && volumes.every((volume, n) => volume === n + 1);
    if (!numbered || (stated !== undefined && stated !== volumes.length)) fault('list-volumes', 'data');
}

/** Reads a manifest; gives a Map from path to hex. Of a line with a fault the path still counts where it could be read. */
export function parseManifest(bytes, file, fault) {
    const listed = new Map();
    const folded = new Set();
    let rest = bytes;
    if (binary(rest.subarray(0, 3)) === '\xef\xbb\xbf') {
        fault('manifest-form', `${file}:1`);
        rest = rest.subarray(3);
    }
    let last;
    let number = 0;
    while (rest.length > 0) {
        number += 1;
        const where = `${file}:${number}`;
        const end = rest.indexOf(10);
        if (end < 0) fault('manifest-form', where);
        const line = rest.subarray(0, end < 0 ? rest.length : end);
        rest = rest.subarray(end < 0 ? rest.length : end + 1);
        const found = LISTED.exec(line.some((byte) => byte > 0x7f) ? utf8(line) ?? '' : binary(line));
        if (!found || found[2].includes('\r')) fault('manifest-form', where);
        if (!found) continue;
        const [, digest, path] = found;
        if (!isPath(path)) fault('manifest-path', where);
        const small = lowered(path);
        if (folded.has(small)) fault('manifest-twice', where);
        else if (last !== undefined && isBefore(path, last)) fault('manifest-order', where);
        folded.add(small);
        last = path;
        if (!listed.has(path)) listed.set(path, digest);
    }
    return listed;
}

/** `bagit.txt` and both manifests: their form, and that they list what is there and nothing else. */
export function manifests(sizes, small, fault) {
    if (!small.has(BAGIT) || utf8(small.get(BAGIT)) !== BAGIT_TXT) fault('bagit-txt', BAGIT);
    const read = (path) => (small.has(path) ? parseManifest(small.get(path), path, fault) : new Map());
    const payload = read(MANIFEST);
    const tags = read(TAGMANIFEST);
    if (small.has(TAGMANIFEST) && [...tags.keys()].sort().join('\n') !== TAGGED.join('\n')) fault('tagmanifest-files', TAGMANIFEST);
    for (const path of sizes.keys()) {
        // A bag of other algorithms is no dossier, but it can still be a bag whose manifests list every file.
        if (path.startsWith('data/') && !payload.has(path) && !small.listedElsewhere.has(path)) fault('manifest-unlisted', named(path));
    }
    for (const path of payload.keys()) {
        if (!sizes.has(path) || !path.startsWith('data/')) fault('manifest-absent', named(path) === '' ? MANIFEST : `${MANIFEST}, ${named(path)}`);
    }
    return { payload, tags };
}

/** Digests of all files against both manifests. */
export function compareDigests(listed, found, fault) {
    const tags = [...listed.tags].filter(([path]) => TAGGED.includes(path));
    for (const [path, digest] of [...listed.payload, ...tags]) {
        if (found.has(path) && found.get(path) !== digest) fault('digest', named(path));
    }
}

/** The size of the payload: as `Payload-Oxum` says? Gives the bytes under `data/`. */
export function payloadOxum(sizes, said, fault) {
    const payload = [...sizes].filter(([path]) => path.startsWith('data/'));
    const bytes = payload.reduce((sum, [, size]) => sum + size, 0);
    if (said !== undefined && said !== `${bytes}.${payload.length}`) fault('payload-oxum', BAG_INFO);
    return bytes;
}
