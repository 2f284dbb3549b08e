// The checkpoint: size and root as a C2SP signed note (tlog-checkpoint), by a key other than the seal's (docs/dossier-format.md §7).
//
// In: the note, the verifier key, labels and statement. Out: findings. Never: a note that is not, to the last byte, the one
// that would be written.

import { base64, encoded, inOneLine, joined, sameBytes, unbase64, utf8 } from './bytes.js';
import { hex, sha256 } from './sha256.js';
import { verifies } from './ed25519.js';
import { countIn, inLabels } from './labels.js';
import { CHECKPOINT } from './names.js';

const ED25519 = Uint8Array.of(1);

async function keyId(origin, key) {
    return (await sha256(joined(encoded(`${origin}\n`), ED25519, key))).subarray(0, 4);
}

/** `{ origin, key }` of `<origin>+<8 hex>+<base64>`, the key id compared; else undefined. */
export async function readVerifierKey(vkey) {
    const [origin, , ...rest] = vkey.split('+');
    const bytes = unbase64(rest.join('+'));
    if (!bytes || bytes.length !== 33 || origin === '' || origin !== inOneLine(origin) || origin.includes(' ')) return undefined;
    const key = bytes.subarray(1);
    const again = `${origin}+${hex(await keyId(origin, key))}+${base64(joined(ED25519, key))}`;
    return again === vkey ? { origin, key } : undefined;
}

/**
 * The checkpoint of a note that `vkey` wrote: `{ origin, size, root, fits }`, or `{ code }`. `fits` is undefined where this
 * browser cannot tell.
 */
export async function openCheckpoint(note, vkey) {
    const verifier = await readVerifierKey(vkey);
    if (!verifier) return { code: 'checkpoint-key' };
    const text = utf8(note);
    const [origin, sizeText, rootText, , sealed] = text?.split('\n') ?? [];
    const size = countIn(sizeText);
    const root = unbase64(rootText ?? '');
    const line = unbase64(/ ([^ ]*)$/.exec(sealed ?? '')?.[1] ?? '');
    if (size === undefined || root?.length !== 32 || !(line?.length >= 64)) return { code: 'checkpoint-form' };
    if (origin !== verifier.origin) return { code: 'checkpoint-broken' };
    const body = `${origin}\n${sizeText}\n${rootText}\n`;
    const signature = line.subarray(-64);
    const again = `${body}\n\u2014 ${origin} ${base64(joined(await keyId(origin, verifier.key), signature))}\n`;
    if (again !== text) return { code: 'checkpoint-form' };
    const fits = await verifies(verifier.key, signature, encoded(body));
    return fits === false ? { code: 'checkpoint-broken' } : { origin, size, root, fits };
}

/** Checks the checkpoint against its key, the seal's name and the statement. */
export async function checkpoint(small, labels, statement, sealKey, fault) {
    const vkey = labels.get('Note-Verifier-Key');
    if (!small.has(CHECKPOINT) || vkey === undefined) return;
    const bytes = unbase64(vkey.split('+').slice(2).join('+'));
    if (bytes && sealKey && sameBytes(bytes.subarray(1), sealKey)) fault('checkpoint-key', inLabels('Note-Verifier-Key'));
    const read = await openCheckpoint(small.get(CHECKPOINT), vkey);
    if (read.code) {
        fault(read.code, read.code === 'checkpoint-key' ? inLabels('Note-Verifier-Key') : CHECKPOINT);
        return;
    }
    const same = (holds, what) => holds || fault('checkpoint-differs', `${CHECKPOINT}, ${what}`);
    const [name, id] = [labels.get('Seal-Name'), labels.get('External-Identifier')];
    if (name !== undefined && id !== undefined) same(read.origin === `${name}/handover/${id}`, 'origin');
    if (!statement) return;
    same(read.size === statement.register.size, 'size');
    same(base64(read.root) === statement.register.root, 'root');
}
