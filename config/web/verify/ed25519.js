// Ed25519 by the browser (RFC 8032). Some browsers lack it, and all of them do where the page came over plain HTTP.
//
// In: key, signature, message. Out: yes, no, or "this browser cannot tell". Never: "yes" of a browser that cannot tell.

import { unhex } from './bytes.js';

// RFC 8032 §7.1, test 2.
const KNOWN_KEY = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
const KNOWN_SIGNATURE = '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';

let supported;

/** Can this browser check seals? */
export function hasEd25519() {
    supported ??= asksBrowser(unhex(KNOWN_KEY, 32), unhex(KNOWN_SIGNATURE, 64), Uint8Array.of(0x72)).catch(() => false);
    return supported;
}

async function asksBrowser(key, signature, message) {
    const { subtle } = globalThis.crypto;
    const imported = await subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return subtle.verify('Ed25519', imported, signature, message);
}

/** True, false, or undefined where this browser cannot tell. */
export async function verifies(key, signature, message) {
    if (!(await hasEd25519())) return undefined;
    // A key that is no point of the curve is the seal's fault.
    return asksBrowser(key, signature, message).catch(() => false);
}

/** SHA-512, where there is one; who has Ed25519 has it. */
export async function sha512(bytes) {
    const subtle = globalThis.crypto?.subtle;
    return subtle ? new Uint8Array(await subtle.digest('SHA-512', bytes)) : undefined;
}
