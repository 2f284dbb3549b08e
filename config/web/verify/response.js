// The story backwards: a response and the dossier that it answers → are these the drawn entries, does each open, and what
// follows of all (docs/dossier-format.md §8)?
//
// In: a Blob or the files of a folder, the dossier's report, the official's receipt. Out: a report. Never: dice, size or
// fields taken from the response where the receipt has them; "confirmed" without a receipt.

import { compareAnswer, compareWithheld, readAnswer, ANSWER } from './answer.js';
import { bound } from './bound.js';
import { sameBytes } from './bytes.js';
import { dosDate } from './day.js';
import { Findings } from './findings.js';
import { parseManifest } from './manifest.js';
import { MANIFEST, MANIFEST_LIMIT } from './names.js';
import { entryOfProof, openEntry } from './proof.js';
import { RESPONSE_SEAL, openSeal } from './seal.js';
import { Sha256, hex, sha256 } from './sha256.js';
import { shownLines } from './shownlines.js';
import { gathered } from './small.js';
import { unpack } from './unpack.js';
import { inOneFolder } from './wrapping.js';
import { named, readDirectory } from './zip.js';

const SHEET = 'sample-sheet.pdf';
const ANSWER_SEAL = `${MANIFEST}.sig`;
const NEEDED = [ANSWER, SHEET, MANIFEST, ANSWER_SEAL];
const AROUND = 'response/';
// A record of a vault is at most 16 MiB, and its text in a proof less than three times as long.
const PROOF_LIMIT = 48 * 2 ** 20;
const TOGETHER = 512 * 2 ** 20;

/**
 * Examines a response: a zip, or an array of Files with their `webkitRelativePath`. `dossier` is the report of `examine`;
 * `receipt` `{ dice, size, fields }`, what the official wrote down, or undefined; `looked` how many opened entries the official
 * found false.
 *
 * Gives `{ verdict, findings, entries: [{ entry, fields: { name: value }, shown: [cell] | undefined, ok, codes }], withheld, bad,
 * bound, size, N, seed, dice, asked }`, entries in drawn order. `verdict`: `confirmed`, `holds` (not compared with paper),
 * `dice-not-confirmed`, `not-confirmed`. `bad` counts entries that do not open, those withheld, and `looked`.
 */
export async function examineResponse(input, dossier, receipt = undefined, looked = 0, progress = () => {}) {
    const findings = new Findings();
    dossier.findings.forEach(({ code, where }) => findings.add(code, where));
    const { sealed } = dossier;
    const empty = { entries: [], withheld: [], bad: looked, bound: undefined, size: receipt?.size ?? 0, N: sealed?.size ?? 0 };
    const { folder, members, blob } = await membersOf(input, findings.add);
    if (!members || !sealed) return { verdict: 'not-confirmed', findings: findings.list, ...empty };
    if (folder !== `response-${sealed.id}`) findings.add('response-folder', AROUND);
    const kept = await readFiles(blob, members, sealed, findings.add);
    await checkWrapping(blob, members, kept, sealed, findings.add);
    const found = await opened(kept, dossier, receipt ?? {}, findings.add, progress);
    const size = found?.size ?? empty.size;
    const counted = found ? found.entries.filter(({ ok }) => !ok).length + looked : looked;
    const confirmed = receipt && ['dice', 'size', 'fields'].every((name) => receipt[name] !== undefined);
    return {
        verdict: verdictOfResponse(findings, confirmed, dossier),
        findings: findings.list,
        ...empty,
        ...found,
        size,
        bad: counted,
        bound: found && size >= 1 && counted <= size ? bound(sealed.size, size, counted) : undefined,
    };
}

function verdictOfResponse(findings, confirmed, dossier) {
    if (!findings.empty) return 'not-confirmed';
    if (!confirmed) return 'dice-not-confirmed';
    // The seal alone is not enough: whoever has its key can seal another dossier once the dice are known.
    return dossier.pinned.some((pin) => pin !== 'seal') && !dossier.noEd25519 ? 'confirmed' : 'holds';
}

async function membersOf(input, fault) {
    if (Array.isArray(input)) {
        const found = input.map((file) => ({ name: file.webkitRelativePath, size: file.size, file }));
        return inOneFolder(found, fault, AROUND);
    }
    const directory = await readDirectory(input);
    const inside = (where) => AROUND + where.replace(/^response-[a-z2-7]{16}\//, '');
    directory.faults.forEach(({ code, where }) => fault(code, inside(where)));
    if (directory.faults.some(({ code }) => code === 'zip-end')) return {};
    return { blob: input, ...inOneFolder(directory.members, fault, AROUND) };
}

/** Every file that is read whole: all but the sheet. */
async function readFiles(blob, members, sealed, fault) {
    const kept = new Map();
    for (const path of NEEDED) if (!members.has(path)) fault('response-file', AROUND + path);
    let left = TOGETHER;
    for (const [path, member] of [...members].sort(([one], [other]) => (one < other ? -1 : 1))) {
        const where = AROUND + named(path);
        const isProof = entryOfProof(path) !== undefined;
        if (!NEEDED.includes(path) && !isProof) fault('response-file', where);
        if (member.date !== undefined && (member.time !== 0 || member.date !== dosDate(sealed.created))) fault('zip-time', where);
        if (path === SHEET || !(NEEDED.includes(path) || isProof)) continue;
        if (member.size > Math.min(left, isProof ? PROOF_LIMIT : MANIFEST_LIMIT)) {
            fault('file-too-large', where);
            continue;
        }
        left -= member.size;
        const { bytes, whole } = await gathered(blob, member, fault, where);
        if (whole) kept.set(path, bytes);
    }
    return kept;
}

/** Manifest, digests and seal. */
async function checkWrapping(blob, members, kept, sealed, fault) {
    const manifest = kept.get(MANIFEST);
    if (!manifest) return;
    const listed = parseManifest(manifest, AROUND + MANIFEST, fault);
    const isListable = (path) => path !== MANIFEST && path !== ANSWER_SEAL;
    for (const path of members.keys()) if (isListable(path) && !listed.has(path)) fault('manifest-unlisted', AROUND + named(path));
    for (const [path, digest] of listed) {
        const member = members.get(path);
        if (!member || !isListable(path)) fault('manifest-absent', AROUND + named(path));
        else if ((await digestOfMember(blob, path, member, kept, fault)) !== digest) fault('digest', AROUND + named(path));
    }
    if (!kept.has(ANSWER_SEAL)) return;
    const { code, key } = await openSeal(kept.get(ANSWER_SEAL), manifest, RESPONSE_SEAL);
    if (code) fault('response-seal', AROUND + ANSWER_SEAL);
    else if (!sealed.sealKey || !sameBytes(key, sealed.sealKey)) fault('response-seal-key', AROUND + ANSWER_SEAL);
}

async function digestOfMember(blob, path, member, kept, fault) {
    if (kept.has(path)) return hex(await sha256(kept.get(path)));
    const digest = new Sha256();
    const code = await unpack(blob, member, (part) => void digest.update(part));
    if (code) fault(code, AROUND + named(path));
    return hex(digest.digest());
}

/** The drawn entries, each opened or not. */
async function opened(kept, dossier, receipt, fault, progress) {
    const answer = kept.has(ANSWER) ? readAnswer(kept.get(ANSWER)) : undefined;
    if (!answer) {
        if (kept.has(ANSWER)) fault('response-json', AROUND + ANSWER);
        return undefined;
    }
    const { sealed } = dossier;
    const proofs = new Map([...kept].map(([path, bytes]) => [entryOfProof(path), bytes]).filter(([entry]) => entry !== undefined));
    const { drawn, size } = compareAnswer(answer, dossier.integrity, sealed, receipt, fault);
    if (drawn.length === 0) return undefined;
    compareWithheld(answer, proofs, fault);
    const lines = sealed.list ? await shownLines(sealed.blob, sealed.list, drawn, progress) : new Map();
    const named = new Set(answer.withheld);
    const withheld = new Set(drawn.filter((entry) => named.has(entry) && !proofs.has(entry)));
    const asked = receipt.fields ?? answer.fields;
    const wanted = sealed.fields.includes('shown') ? [...asked, 'shown'] : asked;
    const place = (entry) => `${AROUND}entries/${entry}.tlog-proof`;
    const entries = drawn.map((entry) => {
        if (withheld.has(entry)) return { entry, fields: {}, shown: undefined, ok: false, codes: [] };
        const bytes = proofs.get(entry);
        const { codes, values } = bytes ? openEntry(bytes, entry, sealed, wanted, lines.get(entry)) : { codes: ['proof-missing'], values: new Map() };
        codes.forEach((code) => fault(code, place(entry)));
        return { entry, ...asRead(values), ok: codes.length === 0, codes };
    });
    const isDrawn = new Set(drawn);
    for (const entry of proofs.keys()) if (!isDrawn.has(entry)) fault('proof-undrawn', place(entry));
    return { entries, withheld: [...withheld], size, seed: answer.seed, dice: answer.dice, asked };
}

/** Values by name, and the cells of `shown` apart. */
function asRead(values) {
    const { shown, ...fields } = Object.fromEntries(values);
    try {
        const cells = shown === undefined ? undefined : JSON.parse(shown);
        return { fields, shown: Array.isArray(cells) ? cells.map(String) : undefined };
    } catch {
        return { fields, shown: undefined };
    }
}
