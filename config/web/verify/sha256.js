// SHA-256 (FIPS 180-4): the browser's own for what fits in memory, ours for what passes part by part.
//
// In: bytes. Out: hex digits. Never: a file gathered in memory only to be digested.

/** Up to this size bytes are gathered for `crypto.subtle`, which is faster but takes them only all at once. */
export const AT_ONCE = 32 * 2 ** 20;

const [K, START] = (() => {
    const primes = [];
    for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
    // The first 32 bits of the fraction of a root.
    const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
    return [Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))), Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))];
})();

export class Sha256 {
    constructor() {
        this.state = Int32Array.from(START);
        this.words = new Int32Array(64);
        this.block = new Uint8Array(64);
        this.filled = 0;
        this.length = 0;
    }

    update(bytes) {
        let at = 0;
        this.length += bytes.length;
        if (this.filled > 0) {
            at = Math.min(64 - this.filled, bytes.length);
            this.block.set(bytes.subarray(0, at), this.filled);
            this.filled += at;
            if (this.filled < 64) return this;
            this.compress(this.block, 0);
            this.filled = 0;
        }
        for (; at + 64 <= bytes.length; at += 64) this.compress(bytes, at);
        this.block.set(bytes.subarray(at), 0);
        this.filled = bytes.length - at;
        return this;
    }

    digest() {
        const bits = this.length * 8;
        const padding = new Uint8Array(((this.filled < 56 ? 56 : 120) - this.filled) + 8);
        padding[0] = 0x80;
        const view = new DataView(padding.buffer);
        view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
        view.setUint32(padding.length - 4, bits >>> 0);
        this.update(padding);
        const out = new Uint8Array(32);
        const words = new DataView(out.buffer);
        this.state.forEach((word, n) => words.setInt32(4 * n, word));
        return out;
    }

    compress(bytes, at) {
        const w = this.words;
        const state = this.state;
        for (let t = 0; t < 16; t += 1, at += 4) {
            w[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
        }
        for (let t = 16; t < 64; t += 1) {
            const x = w[t - 15];
            const y = w[t - 2];
            const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
            const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
            w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0;
        }
        let a = state[0];
        let b = state[1];
        let c = state[2];
        let d = state[3];
        let e = state[4];
        let f = state[5];
        let g = state[6];
        let h = state[7];
        for (let t = 0; t < 64; t += 1) {
            const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
            const one = (h + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
            const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
            const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
            h = g;
            g = f;
            f = e;
            e = (d + one) | 0;
            d = c;
            c = b;
            b = a;
            a = (one + two) | 0;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}

export function hex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The digest of bytes at hand. Browsers have `crypto.subtle` only where the page came over TLS or from this machine. */
export async function sha256(bytes) {
    const subtle = globalThis.crypto?.subtle;
    return subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : new Sha256().update(bytes).digest();
}
