// A thread for the story, so that the page stays alive while gigabytes pass.
//
// In: a file. Out: messages `{ done, total }`, at most five a second, then one `{ report }` or `{ unreadable: true }`.
// Never: a request to anyone.

import { examine } from './dossier.js';

self.addEventListener('message', async ({ data }) => {
    let told = 0;
    const progress = (done, total) => {
        const now = performance.now();
        if (now - told < 200) return;
        told = now;
        self.postMessage({ done, total });
    };
    try {
        self.postMessage({ report: await examine(data, progress) });
    } catch {
        self.postMessage({ unreadable: true });
    }
});
