// A thread for the story, so that the page stays alive while gigabytes pass.
//
// In: `{ dossier, pins }`, a file and what paper says; or `{ response, report, receipt, bad }`, another file beside the dossier's
// report. Out: messages `{ done, total }`, at most five a second, then one `{ report }` or `{ unreadable: true }`.
// Never: a request to anyone.

import { examine } from './dossier.js';
import { examineResponse } from './response.js';

self.addEventListener('message', async ({ data }) => {
    let told = 0;
    const progress = (done, total) => {
        const now = performance.now();
        if (now - told < 200) return;
        told = now;
        self.postMessage({ done, total });
    };
    try {
        const { dossier, pins, response, report, receipt, bad } = data;
        const found = dossier ? await examine(dossier, pins ?? {}, progress) : await examineResponse(response, report, receipt, bad ?? 0, progress);
        self.postMessage({ report: found });
    } catch {
        self.postMessage({ unreadable: true });
    }
});
