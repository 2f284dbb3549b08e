// The one question: did this service seal this hash?
//
// In: 64 hex digits. Out: what the service says of them. Never: anything of the file but its hash, an answer believed that
// speaks of another hash.

const DIGITS = /^[0-9a-f]{64}$/;

/**
 * Gives `{ known: true, integrity, byZip, releasedAt, signatures, withdrawnAt }`, `{ known: false }` or
 * `{ failed: 'offline' | 'busy' | 'trouble' }`.
 */
export async function ask(hash) {
    let response;
    try {
        const signal = AbortSignal.timeout(20000);
        response = await fetch(`/api/v1/seals/${hash}`, { credentials: 'omit', cache: 'no-store', headers: { Accept: 'application/json' }, signal });
    } catch {
        return { failed: 'offline' };
    }
    const kind = response.headers.get('Content-Type') ?? '';
    // A 404 that is no answer of ours, as a proxy's, says nothing of the dossier.
    if (response.status === 404 && kind.startsWith('application/problem+json')) return { known: false };
    if (response.status === 429) return { failed: 'busy' };
    if (response.status !== 200 || !kind.startsWith('application/json')) return { failed: 'trouble' };
    const said = await response.json().catch(() => undefined);
    const { integrity_hash: integrity, zip_sha256: zip, released_at: releasedAt, signatures, withdrawn } = said ?? {};
    const ours = DIGITS.test(integrity) && (integrity === hash || zip === hash);
    const dated = typeof releasedAt === 'string' && Number.isSafeInteger(signatures) && signatures > 0;
    if (!ours || !dated || (withdrawn && typeof withdrawn.at !== 'string')) return { failed: 'trouble' };
    return { known: true, integrity, byZip: integrity !== hash, releasedAt, signatures, withdrawnAt: withdrawn?.at };
}
