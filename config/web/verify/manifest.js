// The bag: bagit.txt, both manifests, exactly the files of the format (docs/dossier-format.md §2, RFC 8493).
//
// In: bytes of small files, sizes by path. Out: findings, and what each manifest lists. Never: a file passed over because
// nothing lists it.

import { isPath, named } from './zip.js';

export const MANIFEST = 'manifest-sha256.txt';
export const TAGMANIFEST = 'tagmanifest-sha256.txt';
export const SEAL = `${TAGMANIFEST}.sig`;
export const TIMESTAMP = `${TAGMANIFEST}.tsr`;
export const STATEMENT = 'data/dossier.json';
export const BAG_INFO = 'bag-info.txt';
export const SIGNERS = 'allowed_signers';
const BAGIT = 'bagit.txt';
const BAGIT_TXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
const CHECKPOINT = 'proof/register.checkpoint';
const TAGGED = [SIGNERS, BAG_INFO, BAGIT, MANIFEST, CHECKPOINT];
const ALWAYS = [BAGIT, BAG_INFO, MANIFEST, TAGMANIFEST, SEAL, SIGNERS, STATEMENT, 'data/cover.pdf', 'data/counts.csv', 'data/HOW-TO-VERIFY.txt', CHECKPOINT];
const WITH_ROWS = ['data/signatures.csv', 'data/datapackage.json'];
const TAG_LIMIT = 2 ** 20;
const MANIFEST_LIMIT = 16 * 2 ** 20;

const VOLUME = /^data\/signatures-([0-9]{4})\.pdf$/;
const COSEAL = /^tagmanifest-sha256\.txt\.([a-z0-9-]{1,32})\.sig$/;
const LINE = /^([0-9a-f]{64}) {2}([^ *].*)$/su;
const DECIMALS = /^[0-9]+$/;

export function isCoseal(path) {
    return COSEAL.test(path);
}

/** Text of UTF-8, or undefined; a byte order mark is kept, so that it is seen. */
export function utf8(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        return undefined;
    }
}

/** How large a file that is read whole may be; undefined for all others. */
export function limitOf(path) {
    if ([MANIFEST, TAGMANIFEST, STATEMENT, 'data/counts.csv'].includes(path)) return MANIFEST_LIMIT;
    const tag = [BAGIT, BAG_INFO, SIGNERS, CHECKPOINT, SEAL, TIMESTAMP, 'data/datapackage.json', 'data/HOW-TO-VERIFY.txt'];
    return tag.includes(path) || isCoseal(path) ? TAG_LIMIT : undefined;
}

/** The names: all that must be there, none beyond. `statement` is the parsed statement, where it could be. */
export function files(sizes, statement, fault) {
    for (const path of ALWAYS) {
        // `bagit.txt` has its own finding.
        if (path !== BAGIT && !sizes.has(path)) fault('file-missing', path);
    }
    const rows = statement?.policy?.rows;
    const volumes = [];
    for (const path of sizes.keys()) {
        const volume = VOLUME.exec(path);
        if (volume) volumes.push(Number(volume[1]));
        if (volume || WITH_ROWS.includes(path)) {
            if (rows === false) fault('file-without-rows', path);
        } else if (!ALWAYS.includes(path) && path !== TIMESTAMP && !isCoseal(path)) {
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
    let text = utf8(bytes);
    if (text === undefined) {
        fault('manifest-form', file);
        return listed;
    }
    if (text.startsWith('\ufeff')) {
        fault('manifest-form', `${file}:1`);
        text = text.slice(1);
    }
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    else fault('manifest-form', `${file}:${lines.length}`);
    let last;
    lines.forEach((line, n) => {
        const where = `${file}:${n + 1}`;
        const found = LINE.exec(line);
        if (!found || line.includes('\r')) fault('manifest-form', where);
        if (!found) return;
        const [, digest, path] = found;
        if (!isPath(path)) fault('manifest-path', where);
        const small = path.toLowerCase();
        if (folded.has(small)) fault('manifest-twice', where);
        // Plain paths are ASCII: the order of code units is the order of bytes.
        else if (last !== undefined && last > path) fault('manifest-order', where);
        folded.add(small);
        last = path;
        if (!listed.has(path)) listed.set(path, digest);
    });
    return listed;
}

/** `bagit.txt` and both manifests: their form, and that they list what is there and nothing else. */
export function manifests(sizes, small, fault) {
    const bagit = small.get(BAGIT);
    if (!bagit || utf8(bagit) !== BAGIT_TXT) fault('bagit-txt', BAGIT);
    const read = (path) => (small.has(path) ? parseManifest(small.get(path), path, fault) : new Map());
    const payload = read(MANIFEST);
    const tags = read(TAGMANIFEST);
    if (small.has(TAGMANIFEST) && [...tags.keys()].sort().join('\n') !== TAGGED.join('\n')) fault('tagmanifest-files', TAGMANIFEST);
    for (const path of sizes.keys()) {
        if (path.startsWith('data/') && !payload.has(path)) fault('manifest-unlisted', named(path));
    }
    for (const path of payload.keys()) {
        if (!sizes.has(path) || !path.startsWith('data/')) fault('manifest-absent', named(path));
    }
    return { payload, tags };
}

/** Digests of all files against both manifests. */
export function digests(listed, found, fault) {
    const tags = [...listed.tags].filter(([path]) => TAGGED.includes(path));
    for (const [path, digest] of [...listed.payload, ...tags]) {
        if (found.has(path) && found.get(path) !== digest) fault('digest', named(path));
    }
}

/** `Label: value` lines; what is no such line is passed over, the integrity hash covers it. */
export function labels(bytes) {
    const lines = (bytes && utf8(bytes))?.split('\n') ?? [];
    const pairs = lines.map((line) => line.split(/: (.*)/s, 2)).filter((pair) => pair.length === 2);
    return new Map(pairs.reverse());
}

/** The size of the payload: as `Payload-Oxum` says? Gives the bytes under `data/`. */
export function payloadOxum(sizes, said, fault) {
    const payload = [...sizes].filter(([path]) => path.startsWith('data/'));
    const bytes = payload.reduce((sum, [, size]) => sum + size, 0);
    if (said !== undefined && said !== `${bytes}.${payload.length}`) fault('payload-oxum', BAG_INFO);
    return bytes;
}

/** The MS-DOS date of `YYYY-MM-DD`. */
export function dosDate(day) {
    const [year, month, date] = (day ?? '').split('-').map((part) => (DECIMALS.test(part) ? Number(part) : NaN));
    return (((year - 1980) << 9) | (month << 5) | date) >>> 0;
}
