// The vectors of the format before the page's modules.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bound } from '../../config/web/verify/bound.js';
import { base64, encoded, lp, joined, unbase64, unhex } from '../../config/web/verify/bytes.js';
import { escapedCell, unescapedCell } from '../../config/web/verify/cell.js';
import { commitmentOf, draw } from '../../config/web/verify/challenge.js';
import { openCheckpoint, readVerifierKey } from '../../config/web/verify/checkpoint.js';
import { leafOf, openEntry, readOpening, rootOf } from '../../config/web/verify/proof.js';
import { isPseudonym } from '../../config/web/verify/pseudonym.js';
import { DOSSIER_SEAL, fingerprint, openSeal, sealPin } from '../../config/web/verify/seal.js';
import { hex } from '../../config/web/verify/sha256.js';

const vectors = JSON.parse(readFileSync(new URL('../vectors/dossier-format-1.json', import.meta.url)));
const { commitment, challenge, checkpoint, opening, seal } = vectors;

test('rows make their leaves, and paths lead from each to the root', () => {
    commitment.rows.forEach((row, n) => {
        const fields = row.values.map((value, j) => [row.salts[j], value]);
        const parts = readOpening(encoded(JSON.stringify({ fields, v: 1 })), row.values.length);
        assert.deepEqual(parts.map(({ digest }) => hex(digest)), row.digests);
        const leaf = leafOf(row.index, parts);
        assert.equal(hex(leaf), row.leaf);
        const path = commitment.paths[n].map((node) => unhex(node, 32));
        assert.equal(hex(rootOf(row.index, commitment.rows.length, leaf, path)), commitment.root);
        assert.equal(rootOf(row.index, commitment.rows.length, leaf, path.slice(1)), undefined);
        assert.equal(rootOf(row.index, commitment.rows.length, leaf, [...path, leaf]), undefined);
        for (let other = 0; other < commitment.rows.length; other += 1) {
            const root = rootOf(other, commitment.rows.length, leaf, path);
            assert.ok(other === row.index || !root || hex(root) !== commitment.root);
        }
    });
});

test('an entry opens, and no bit of its proof can be changed', () => {
    const sealed = { size: commitment.rows.length, root: unhex(commitment.root, 32), fields: commitment.fields, checkpoint: Buffer.from(checkpoint.note).toString('latin1') };
    const path = commitment.paths[opening.entry - 1].map((node) => base64(unhex(node, 32)));
    const lines = ['c2sp.org/tlog-proof@v1', `extra ${base64(encoded(opening.extra))}`, `index ${opening.entry - 1}`, ...path, '', checkpoint.note];
    const proof = encoded(lines.join('\n'));
    const wanted = opening.opened_fields;
    const { codes, values } = openEntry(proof, opening.entry, sealed, wanted, undefined);
    assert.deepEqual(codes, []);
    assert.deepEqual([...values.keys()], wanted);
    for (let bit = 0; bit < proof.length * 8; bit += 1) {
        const changed = Uint8Array.from(proof);
        changed[bit >> 3] ^= 1 << (bit & 7);
        assert.notDeepEqual(openEntry(changed, opening.entry, sealed, wanted, undefined).codes, [], `bit ${bit}`);
    }
});

test('the seal is by its key, and no byte of it can be changed', async () => {
    const opened = await openSeal(encoded(seal.sshsig), encoded(seal.message), DOSSIER_SEAL);
    assert.equal(hex(opened.key), seal.public);
    assert.equal(opened.fits, true);
    assert.equal(await fingerprint(opened.key), seal.fingerprint);
    for (const typed of [seal.fingerprint, seal.openssh, `${seal.openssh} example.org\n`, `example.org namespaces="x" ${seal.openssh}`]) assert.equal(await sealPin(typed), seal.fingerprint, typed);
    for (const typed of ['', 'SHA256:', seal.fingerprint.slice(0, -1), seal.openssh.slice(0, -4)]) assert.equal(await sealPin(typed), undefined, typed);
    const armour = encoded(seal.sshsig);
    for (let at = 0; at < armour.length; at += 1) {
        const changed = Uint8Array.from(armour);
        changed[at] ^= 1;
        assert.ok((await openSeal(changed, encoded(seal.message), DOSSIER_SEAL)).code, `byte ${at}`);
    }
});

test('the checkpoint is by its key, and no byte of it or of the key can be changed', async () => {
    const note = encoded(checkpoint.note);
    const opened = await openCheckpoint(note, checkpoint.vkey);
    assert.deepEqual([opened.origin, opened.size, hex(opened.root), opened.fits], [`${checkpoint.seal_name}/handover/${checkpoint.id}`, 5, commitment.root, true]);
    for (let at = 0; at < note.length; at += 1) {
        const changed = Uint8Array.from(note);
        changed[at] ^= 1;
        assert.ok((await openCheckpoint(changed, checkpoint.vkey)).code, `byte ${at}`);
        assert.equal((await openCheckpoint(note.subarray(0, at), checkpoint.vkey)).code, 'checkpoint-form');
    }
    for (let at = 0; at < checkpoint.vkey.length; at += 1) {
        const other = checkpoint.vkey[at] === 'A' ? 'B' : 'A';
        assert.equal(await readVerifierKey(checkpoint.vkey.slice(0, at) + other + checkpoint.vkey.slice(at + 1)), undefined, `byte ${at}`);
    }
});

test('dice and nonce draw the entries', () => {
    assert.equal(commitmentOf(challenge.nonce), challenge.commitment);
    const { integrity, nonce, dice, N, n, seed, entries } = challenge;
    assert.deepEqual(draw(integrity, nonce, dice, N, n), { seed, entries });
    for (const wrong of [dice.slice(1), `${dice} `, '٢'.repeat(20), '1'.repeat(129)]) assert.equal(draw(integrity, nonce, wrong, N, n), undefined);
    assert.deepEqual(draw(integrity, nonce, dice, 50, 60).entries.sort((one, other) => one - other), Array.from({ length: 50 }, (_, k) => k + 1));
});

test('the bounds', () => {
    for (const { N, n, bad, B } of vectors.bound_95) assert.equal(bound(N, n, bad), B, `${N}, ${n}, ${bad}`);
});

test('pseudonyms read, and any slip of one character is seen', () => {
    for (const { pseudonym } of vectors.pseudonyms.cases) {
        const bytes = encoded(pseudonym);
        assert.ok(isPseudonym(bytes, 0, bytes.length));
        for (let at = 0; at < bytes.length; at += 1) {
            for (const digit of encoded('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-')) {
                const slip = Uint8Array.from(bytes);
                slip[at] = digit;
                assert.equal(isPseudonym(slip, 0, slip.length), digit === bytes[at], `${at}`);
            }
        }
    }
});

test('cells are escaped and given back', () => {
    for (const { cell, written } of vectors.csv_escape) assert.deepEqual([escapedCell(cell), unescapedCell(written)], [written, cell]);
    for (const written of vectors.csv_not_canonical) assert.notEqual(escapedCell(unescapedCell(written)), written);
});

test('lengths stand before bytes', () => {
    const { identity, identity_bytes: expected } = vectors.pseudonyms.cases[0];
    assert.equal(hex(joined(...identity.map((part) => lp(encoded(part))))), expected);
    assert.equal(unbase64('AB=='), undefined);
});
