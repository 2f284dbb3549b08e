// The seal: an SSH signature (SSHSIG version 1, Ed25519, SHA-512) over the tag manifest (docs/dossier-format.md §2).
//
// In: the armour, what it should cover, `allowed_signers`. Out: the key that sealed, and findings. Never: two armours of
// one seal: what is read must be, to the last byte, what would be written.

import { SEAL, SIGNERS, TAGMANIFEST, TIMESTAMP, isCoseal, utf8 } from './manifest.js';
import { sha256 } from './sha256.js';

const NAMESPACE = 'handover-dossier';
const KEY_TYPE = 'ssh-ed25519';
const SIGNER = /^([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?) namespaces="handover-dossier,handover-response,handover-notice" ssh-ed25519 ([A-Za-z0-9+/]+={0,2})\n$/;

function ascii(text) {
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function joined(...parts) {
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        out.set(part, at);
        at += part.length;
    }
    return out;
}

function u32(number) {
    const out = new Uint8Array(4);
    new DataView(out.buffer).setUint32(0, number);
    return out;
}

/** Length, then bytes. */
function lp(bytes) {
    return joined(u32(bytes.length), bytes);
}

function base64(bytes) {
    return btoa(String.fromCharCode(...bytes));
}

/** Bytes of base64 in its one canonical form, else undefined. */
function unbase64(text) {
    try {
        const bytes = ascii(atob(text));
        return base64(bytes) === text ? bytes : undefined;
    } catch {
        return undefined;
    }
}

function keyBlob(key) {
    return joined(lp(ascii(KEY_TYPE)), lp(key));
}

function armour(key, namespace, signature) {
    const inner = joined(lp(ascii(KEY_TYPE)), lp(signature));
    const blob = joined(ascii('SSHSIG'), u32(1), lp(keyBlob(key)), lp(ascii(namespace)), lp(ascii('')), lp(ascii('sha512')), lp(inner));
    const lines = base64(blob).match(/.{1,70}/g).map((line) => `${line}\n`);
    return `-----BEGIN SSH SIGNATURE-----\n${lines.join('')}-----END SSH SIGNATURE-----\n`;
}

/** `SHA256:…`, base64 without padding, as OpenSSH prints it. */
export async function fingerprint(key) {
    return `SHA256:${base64(await sha256(keyBlob(key))).replace(/=+$/, '')}`;
}

/** Name and key of an `allowed_signers` of exactly its one form. */
export function signer(bytes) {
    const found = SIGNER.exec(utf8(bytes) ?? '');
    const blob = found && unbase64(found[2]);
    if (!blob || blob.length !== 51 || base64(keyBlob(blob.subarray(19))) !== found[2]) return undefined;
    return { name: found[1], key: blob.subarray(19) };
}

/**
 * Which key sealed. `{ code }` where none did; `{ key, fits: undefined }` where this browser cannot tell: it lacks Ed25519,
 * or the page came over plain HTTP.
 */
export async function openSeal(bytes, covered) {
    const text = utf8(bytes) ?? '';
    const body = text.split('\n').slice(1, -2).join('');
    const blob = unbase64(body);
    if (!blob || blob.length < 150) return { code: 'seal-form' };
    const key = blob.subarray(33, 65);
    const length = new DataView(blob.buffer).getUint32(65);
    const namespace = String.fromCharCode(...blob.subarray(69, 69 + Math.min(length, 256)));
    const signature = blob.subarray(-64);
    if (armour(key, namespace, signature) !== text) return { code: 'seal-form' };
    if (namespace !== NAMESPACE) return { code: 'seal-namespace' };
    const fits = await verifies(key, signature, covered);
    return fits === false ? { code: 'seal-broken' } : { key, fits };
}

async function verifies(key, signature, covered) {
    const subtle = globalThis.crypto?.subtle;
    if (!subtle) return undefined;
    const digest = new Uint8Array(await subtle.digest('SHA-512', covered));
    const message = joined(ascii('SSHSIG'), lp(ascii(NAMESPACE)), lp(ascii('')), lp(ascii('sha512')), lp(digest));
    try {
        const imported = await subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
        return await subtle.verify('Ed25519', imported, signature, message);
    } catch (error) {
        // A key that is no point of the curve is the seal's fault, a browser without the algorithm is not.
        return error.name === 'NotSupportedError' ? undefined : false;
    }
}

/** Main seal, partners' seals and time stamp. Gives the main seal's `{ name, fingerprint, fits }` where it is one. */
export async function seals(small, fault) {
    const listed = small.has(SIGNERS) ? signer(small.get(SIGNERS)) : undefined;
    if (small.has(SIGNERS) && !listed) fault('allowed-signers', SIGNERS);
    const covered = small.get(TAGMANIFEST);
    if (!covered) return undefined;
    for (const [path, bytes] of small) {
        if (isCoseal(path) && (await openSeal(bytes, covered)).code) fault('coseal-broken', path);
    }
    if (small.has(TIMESTAMP) && !stamps(small.get(TIMESTAMP), await sha256(covered))) fault('timestamp', TIMESTAMP);
    if (!small.has(SEAL)) return undefined;
    const opened = await openSeal(small.get(SEAL), covered);
    if (opened.code) fault(opened.code, SEAL);
    if (!opened.key || !listed) return undefined;
    if (base64(opened.key) !== base64(listed.key)) fault('seal-key', SEAL);
    return { name: listed.name, fingerprint: await fingerprint(opened.key), fits: opened.fits };
}

/** One DER sequence from the first byte to the last, and in it the digest as a message imprint has it (RFC 3161 §2.4.1). */
export function stamps(token, digest) {
    if (token[0] !== 0x30 || token.length < 2) return false;
    const wide = token[1] > 0x7f ? token[1] & 0x7f : 0;
    if (token[1] === 0x80 || wide > 4 || token.length < 2 + wide) return false;
    const octets = token.subarray(2, 2 + wide);
    const length = wide ? octets.reduce((sum, octet) => sum * 256 + octet, 0) : token[1];
    // DER writes a length in as few bytes as it takes.
    if (wide && (octets[0] === 0 || length < 0x80)) return false;
    const content = token.subarray(2 + wide);
    const imprint = joined(Uint8Array.of(0x04, 0x20), digest);
    const text = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    return content.length === length && text(content).includes(text(imprint));
}
