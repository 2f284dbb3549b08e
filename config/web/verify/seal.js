// The seal: an SSH signature (SSHSIG version 1, Ed25519, SHA-512) over a manifest (docs/dossier-format.md §2).
//
// In: the armour, what it should cover, `allowed_signers`. Out: the key that sealed, and findings. Never: two armours of
// one seal: what is read must be, to the last byte, what would be written.

import { ascii, base64, encoded, joined, lp, sameBytes, u32, unbase64, utf8 } from './bytes.js';
import { sha512, verifies } from './ed25519.js';
import { inLabels } from './labels.js';
import { SEAL, SIGNERS, TAGMANIFEST, cosealOf } from './names.js';
import { sha256 } from './sha256.js';

export const DOSSIER_SEAL = 'handover-dossier';
export const RESPONSE_SEAL = 'handover-response';
const KEY_TYPE = 'ssh-ed25519';
const SIGNER = /^([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?) namespaces="handover-dossier,handover-response,handover-notice" ssh-ed25519 ([A-Za-z0-9+/]+={0,2})\n$/;
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;
const OPENSSH = /(?:^| )ssh-ed25519 ([A-Za-z0-9+/]+={0,2})(?: [^\r\n]*)?\r?\n?$/;

function keyBlob(key) {
    return joined(lp(ascii(KEY_TYPE)), lp(key));
}

/** The key in the base64 of OpenSSH, where it is one. */
function keyIn(text) {
    const blob = unbase64(text);
    return blob?.length === 51 && sameBytes(keyBlob(blob.subarray(19)), blob) ? blob.subarray(19) : undefined;
}

function armour(key, namespace, signature) {
    const inner = joined(lp(ascii(KEY_TYPE)), lp(signature));
    const blob = joined(ascii('SSHSIG'), u32(1), lp(keyBlob(key)), lp(namespace), lp(ascii('')), lp(ascii('sha512')), lp(inner));
    const lines = base64(blob).match(/.{1,70}/g).map((line) => `${line}\n`);
    return `-----BEGIN SSH SIGNATURE-----\n${lines.join('')}-----END SSH SIGNATURE-----\n`;
}

/** `SHA256:…`, base64 without padding, as OpenSSH prints it. */
export async function fingerprint(key) {
    return `SHA256:${base64(await sha256(keyBlob(key))).replace(/=+$/, '')}`;
}

/** The fingerprint in what a person typed or pasted: itself, a line of OpenSSH or of `allowed_signers`; else undefined. */
export async function sealPin(typed) {
    const text = typed.trim();
    if (FINGERPRINT.test(text)) return text;
    const key = keyIn(OPENSSH.exec(text)?.[1] ?? '');
    return key && fingerprint(key);
}

/** Name and key of an `allowed_signers` of exactly its one form. */
export function signer(bytes) {
    const found = SIGNER.exec(utf8(bytes) ?? '');
    const key = found && keyIn(found[2]);
    return key ? { name: found[1], key } : undefined;
}

/**
 * Which key sealed. `{ code }` where none did; `{ key, fits: undefined }` where this browser cannot tell.
 */
export async function openSeal(bytes, covered, wanted) {
    const text = utf8(bytes) ?? '';
    const blob = unbase64(text.split('\n').slice(1, -2).join(''));
    if (!blob || blob.length < 150) return { code: 'seal-form' };
    const key = blob.subarray(33, 65);
    const length = new DataView(blob.buffer).getUint32(65);
    const namespace = blob.subarray(69, Math.min(69 + length, blob.length));
    const signature = blob.subarray(-64);
    if (utf8(namespace) === undefined || armour(key, namespace, signature) !== text) return { code: 'seal-form' };
    if (utf8(namespace) !== wanted) return { code: 'seal-namespace' };
    const digest = await sha512(covered);
    if (!digest) return { key, fits: undefined };
    const message = joined(ascii('SSHSIG'), lp(encoded(wanted)), lp(ascii('')), lp(ascii('sha512')), lp(digest));
    const fits = await verifies(key, signature, message);
    return fits === false ? { code: 'seal-broken' } : { key, fits };
}

/**
 * Main seal and partners' seals. Gives `{ key, name, fingerprint, fits }` of the main seal where a key made it
 * or may have made it; `partners`: fingerprints by label.
 */
export async function seals(small, labels, fault) {
    const listed = small.has(SIGNERS) ? signer(small.get(SIGNERS)) : undefined;
    if (small.has(SIGNERS) && !listed) fault('allowed-signers', SIGNERS);
    if (listed) {
        const repeated = { 'Seal-Name': listed.name, 'Seal-Fingerprint': await fingerprint(listed.key) };
        for (const [label, value] of Object.entries(repeated)) {
            if (labels.has(label) && labels.get(label) !== value) fault('label-differs', inLabels(label));
        }
    }
    const covered = small.get(TAGMANIFEST);
    if (!covered) return undefined;
    const partners = await partnersSeals(small, covered, fault);
    if (!small.has(SEAL)) return undefined;
    const opened = await openSeal(small.get(SEAL), covered, DOSSIER_SEAL);
    if (opened.code) fault(opened.code, SEAL);
    if (!opened.key) return undefined;
    if (listed && !sameBytes(opened.key, listed.key)) fault('seal-key', SEAL);
    return { key: opened.key, fits: opened.fits, name: listed?.name, fingerprint: await fingerprint(opened.key), partners };
}

async function partnersSeals(small, covered, fault) {
    const partners = [];
    for (const [path, bytes] of small) {
        const label = cosealOf(path);
        if (label === undefined) continue;
        const { code, key, fits } = await openSeal(bytes, covered, DOSSIER_SEAL);
        if (code) fault('coseal-broken', path);
        else partners.push({ label, fingerprint: await fingerprint(key), fits });
    }
    return partners;
}
