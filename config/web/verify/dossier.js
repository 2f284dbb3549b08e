// The story: a file → is the dossier in it all that its format says (docs/dossier-format.md §10), and who sealed it?
//
// In: a Blob, what the caller knows from paper. Out: a report. Never: the dossier in memory, a question to anyone, "whole"
// with a finding, "verified" without a pin that held.

import { binary, unbase64 } from './bytes.js';
import { checkpoint } from './checkpoint.js';
import { dosDate } from './day.js';
import { hasEd25519 } from './ed25519.js';
import { figures } from './figures.js';
import { Findings } from './findings.js';
import { agreement, challengeLabels, countIn, readLabels } from './labels.js';
import { compareDigests, files, manifests, payloadOxum } from './manifest.js';
import { BAG_INFO, CHECKPOINT, COUNTS, DATAPACKAGE, HOW_TO_VERIFY, LIST, MANIFEST, SEAL, STATEMENT, TAGMANIFEST, isId } from './names.js';
import { blobDigest, payloadDigests } from './payload.js';
import { seals } from './seal.js';
import { hex, sha256 } from './sha256.js';
import { readSmall } from './small.js';
import { readStatement } from './statement.js';
import { countsCsv, dataPackage, howToVerify } from './tables.js';
import { timestamp } from './timestamp.js';
import { inOneFolder, looksLike, verdictBeside } from './wrapping.js';
import { named, readDirectory } from './zip.js';

const LARGEST_PAYLOAD = 8 * 2 ** 30;
const FOLDER = /^dossier-([a-z2-7]{16})$/;

/**
 * Examines a dossier. `pins`: `{ hash }`, 64 hex digits of the integrity hash or of the zip, and `{ seal }`, a fingerprint
 * `SHA256:…`, each where the caller has it on paper. `progress(done, total)` counts bytes, unpacked and of the zip itself.
 *
 * Gives `{ verdict, looksLike, findings: [{ code, where }], integrity, zip, pinned, seal, stamped, noEd25519, statement, challenge, sealed }`.
 * `verdict`: `verified` (whole, and a pin held), `whole`, `unsealed-here` (whole, but this browser cannot check seals),
 * `changed`, `repacked`, `no-dossier`, `no-zip`, `newer`. `pinned`: of `integrity_hash`, `zip_sha256`, `seal`.
 * `stamped`: `{ time, authority, holds }` of a time stamp beside the seal (timestamp.js).
 * `statement` is what a reader is shown, and `challenge` `{ maxRows, fields, commitment }`, both of a whole dossier; `sealed` is
 * what a response is held against.
 * Throws where the file cannot be read.
 */
export async function examine(blob, pins = {}, progress = () => {}) {
    const findings = new Findings();
    const fault = findings.add;
    const noEd25519 = !(await hasEd25519());
    const directory = await readDirectory(blob);
    directory.faults.forEach(({ code, where }) => fault(code, where));
    if (findings.has('zip-end')) return { verdict: 'no-zip', looksLike: await looksLike(blob), findings: findings.list, pinned: [], noEd25519 };
    const { folder, members } = inOneFolder(directory.members, fault);
    const sizes = new Map([...members].map(([path, member]) => [path, member.size]));
    const small = await readSmall(blob, members, fault);

    const labels = readLabels(small.get(BAG_INFO), fault);
    if ((labels.get('Handover-Format') ?? '1') !== '1') return { verdict: 'newer', findings: [], pinned: [], noEd25519 };
    const statement = small.has(STATEMENT) ? readStatement(small.get(STATEMENT), fault) : undefined;
    const folderId = FOLDER.exec(folder)?.[1];
    if (folderId === undefined && sizes.size > 0) fault('folder-name');
    files(sizes, statement, fault);
    const listed = manifests(sizes, small, fault);
    const payload = payloadOxum(sizes, labels.get('Payload-Oxum'), fault);
    const seal = await seals(small, labels, fault);
    const stamped = await timestamp(small, fault);
    await checkpoint(small, labels, statement, seal?.key, fault);
    challengeLabels(labels, statement, fault);
    if (statement) {
        figures(statement, fault);
        agreement(labels, statement, folderId, fault);
        times(members, statement, fault);
        if (small.has(COUNTS)) countsCsv(small.get(COUNTS), statement, fault);
    }
    if (small.has(HOW_TO_VERIFY)) howToVerify(small.get(HOW_TO_VERIFY), fault);
    const passed = adder(payload + blob.size, progress);
    if (payload <= LARGEST_PAYLOAD) {
        const digests = await payloadDigests(blob, members, small, statement, fault, passed);
        compareDigests(listed, digests, fault);
        const list = { size: sizes.get(LIST), digest: digests.get(LIST) };
        if (small.has(DATAPACKAGE)) dataPackage(small.get(DATAPACKAGE), statement, list, fault);
    } else {
        fault('too-large', 'data');
    }

    const integrity = small.has(TAGMANIFEST) ? hex(await sha256(small.get(TAGMANIFEST))) : undefined;
    const zip = payload <= LARGEST_PAYLOAD ? await blobDigest(blob, passed) : undefined;
    const pinned = compareWithPaper(pins, { integrity, zip, seal }, fault);
    const foreign = !sizes.has(MANIFEST) && !sizes.has(TAGMANIFEST);
    const report = { verdict: verdictBeside(findings, foreign, noEd25519, pinned), findings: findings.list, integrity, zip, pinned, noEd25519 };
    if (seal) report.seal = { name: seal.name, fingerprint: seal.fingerprint, fits: seal.fits, partners: seal.partners };
    if (stamped) report.stamped = stamped;
    if (statement) report.sealed = sealedFacts(blob, members, small, labels, statement, seal);
    if (findings.empty) report.statement = shown(statement);
    if (findings.empty) report.challenge = { maxRows: report.sealed.maxRows, fields: report.sealed.mayOpen, commitment: report.sealed.commitment };
    return report;
}

/** Adds up bytes as they pass. */
function adder(total, progress) {
    let done = 0;
    return (length) => {
        done = Math.min(done + length, total);
        progress(done, total);
    };
}

/** Every member is of the bagging date, at 00:00. */
function times(members, statement, fault) {
    const date = dosDate(statement.created);
    for (const [path, member] of members) if (member.time !== 0 || member.date !== date) fault('zip-time', named(path));
}

function compareWithPaper(pins, { integrity, zip, seal }, fault) {
    const pinned = [];
    if (pins.hash && pins.hash === integrity) pinned.push('integrity_hash');
    else if (pins.hash && pins.hash === zip) pinned.push('zip_sha256');
    else if (pins.hash) fault('pin-hash');
    // A seal that this browser cannot check holds no pin, and another key than the pinned one is another key all the same.
    if (pins.seal && seal?.fingerprint !== pins.seal) fault('pin-seal', SEAL);
    else if (pins.seal && seal.fits === true) pinned.push('seal');
    return pinned;
}

/** What a response is held against: facts, and where the list is. */
function sealedFacts(blob, members, small, labels, statement, seal) {
    const { register, list, created, id } = statement;
    return {
        id: isId(id) ? id : undefined,
        created,
        size: register.size,
        root: unbase64(register.root),
        fields: register.fields,
        columns: list?.columns,
        sealKey: seal?.key,
        checkpoint: small.has(CHECKPOINT) ? binary(small.get(CHECKPOINT)) : undefined,
        maxRows: countIn(labels.get('Challenge-Max-Rows')),
        commitment: labels.get('Challenge-Commitment'),
        mayOpen: labels.get('Challenge-Fields')?.split(',') ?? [],
        blob,
        list: members.get(LIST),
    };
}

/** What a reader is shown of the statement. Nothing long. */
function shown({ id, petition, organiser, recipient, created, register, policy, ledger }) {
    return {
        id,
        title: petition.title.slice(0, 300),
        language: petition.language,
        organiser: organiser.name.slice(0, 300),
        recipient: recipient.name.slice(0, 300),
        created,
        policy: policy.name.slice(0, 100),
        signatures: register.size,
        ledger: { rows_read: ledger.rows_read, accepted: ledger.accepted, duplicates: ledger.duplicates, set_aside: Object.fromEntries(ledger.set_aside) },
    };
}
