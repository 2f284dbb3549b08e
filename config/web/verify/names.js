// The names of a dossier's files, and how large each may be (docs/dossier-format.md §2).
//
// In: a path. Out: what it is. Never: a name that another module writes a second time.

export const MANIFEST = 'manifest-sha256.txt';
export const TAGMANIFEST = 'tagmanifest-sha256.txt';
export const SEAL = `${TAGMANIFEST}.sig`;
export const TIMESTAMP = `${TAGMANIFEST}.tsr`;
export const STATEMENT = 'data/dossier.json';
export const BAG_INFO = 'bag-info.txt';
export const SIGNERS = 'allowed_signers';
export const BAGIT = 'bagit.txt';
export const CHECKPOINT = 'proof/register.checkpoint';
export const COVER = 'data/cover.pdf';
export const COUNTS = 'data/counts.csv';
export const LIST = 'data/signatures.csv';
export const DATAPACKAGE = 'data/datapackage.json';
export const HOW_TO_VERIFY = 'data/HOW-TO-VERIFY.txt';

/** What the tag manifest lists, in the order of bytes. */
export const TAGGED = [SIGNERS, BAG_INFO, BAGIT, MANIFEST, CHECKPOINT];
export const ALWAYS = [BAGIT, BAG_INFO, MANIFEST, TAGMANIFEST, SEAL, SIGNERS, STATEMENT, COVER, COUNTS, HOW_TO_VERIFY, CHECKPOINT];
export const WITH_ROWS = [LIST, DATAPACKAGE];

export const TAG_LIMIT = 2 ** 20;
export const MANIFEST_LIMIT = 16 * 2 ** 20;

const VOLUME = /^data\/signatures-([0-9]{4})\.pdf$/;
const COSEAL = /^tagmanifest-sha256\.txt\.([a-z0-9-]{1,32})\.sig$/;
const FOREIGN = /^manifest-[^/]*\.txt$/s;

const ID = /^[a-z2-7]{16}$/;

/** 16 characters of `a-z2-7`. */
export function isId(text) {
    return ID.test(text);
}

/** The number of a volume's name, where it is one. */
export function volumeOf(path) {
    const found = VOLUME.exec(path);
    return found ? Number(found[1]) : undefined;
}

/** The label of a partner's seal, where it is one. */
export function cosealOf(path) {
    return COSEAL.exec(path)?.[1];
}

/** A payload manifest of another algorithm, as other bags have. */
export function isForeignManifest(path) {
    return path !== MANIFEST && FOREIGN.test(path);
}

/** How large a file that is read whole may be; undefined for all others. */
export function limitOf(path) {
    if ([MANIFEST, TAGMANIFEST, STATEMENT, COUNTS].includes(path) || isForeignManifest(path)) return MANIFEST_LIMIT;
    const tag = [BAGIT, BAG_INFO, SIGNERS, CHECKPOINT, SEAL, TIMESTAMP, DATAPACKAGE, HOW_TO_VERIFY];
    return tag.includes(path) || cosealOf(path) !== undefined ? TAG_LIMIT : undefined;
}
