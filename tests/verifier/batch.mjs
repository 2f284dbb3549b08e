// Examines many dossiers and responses in one process: the modules of the page, without the page.
//
// In: JSON lines `{ dossier, response, hash, seal, receipt, bad }`, paths of zips; all but the first may be absent.
// Out: one JSON line for each, the report of the response where there is one, else of the dossier. Never: a report left out.
//
//   node tests/verifier/batch.mjs < tasks.jsonl

import { openAsBlob } from 'node:fs';
import { createInterface } from 'node:readline';
import { examine } from '../../config/web/verify/dossier.js';
import { examineResponse } from '../../config/web/verify/response.js';

async function reportOn({ dossier, response, hash, seal, receipt, bad }) {
    const report = await examine(await openAsBlob(dossier), { hash, seal });
    if (!response) return report;
    return examineResponse(await openAsBlob(response), report, receipt, bad ?? 0);
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
