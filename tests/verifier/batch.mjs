// Examines many dossiers and responses in one process: the modules of the page, without the page.
//
// In: JSON lines `{ dossier, response, hash, seal, receipt, bad }`, paths of zips, of a response a folder too; all but the first may
// be absent. Out: one JSON line for each, the report of the response where there is one, else of the dossier. Never: a report
// left out.
//
//   node tests/verifier/batch.mjs [--without-ed25519 | --without-webcrypto] < tasks.jsonl

import { openAsBlob, readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { examine } from '../../config/web/verify/dossier.js';
import { examineResponse } from '../../config/web/verify/response.js';

// As in browsers that lack it, and as in all of them where a page came over plain HTTP.
if (process.argv.includes('--without-ed25519')) {
    globalThis.crypto.subtle.importKey = async () => {
        throw new DOMException('Unrecognized name.', 'NotSupportedError');
    };
}
if (process.argv.includes('--without-webcrypto')) Object.defineProperty(globalThis, 'crypto', { value: undefined });

/** A zip as a Blob; a folder as a browser gives it, a list of files with their paths. */
async function given(path) {
    if (!statSync(path).isDirectory()) return openAsBlob(path);
    const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Promise.all(files.map(async (entry) => {
        const file = join(entry.parentPath ?? entry.path, entry.name);
        return Object.assign(await openAsBlob(file), { webkitRelativePath: join(basename(path), relative(path, file)) });
    }));
}

async function reportOn({ dossier, response, hash, seal, receipt, bad }) {
    const report = await examine(await openAsBlob(dossier), { hash, seal });
    return response ? examineResponse(await given(response), report, receipt ?? undefined, bad ?? 0) : report;
}

for await (const line of createInterface({ input: process.stdin })) {
    let said;
    try {
        const { sealed, ...report } = await reportOn(JSON.parse(line));
        said = report;
    } catch (error) {
        said = { error: String(error.stack ?? error) };
    }
    process.stdout.write(`${JSON.stringify(said)}\n`);
}
