// The door of the page as a service serves it: modules and a worker beside it, and the service to ask.
//
// In: nothing. Out: the page at work. Never: a script from another address.

import { ask } from './ask.js';
import { open } from './page.js';

const address = new URL('worker.js', import.meta.url);
// Trusted Types: this one address is all that ever becomes a script.
const scripts = globalThis.trustedTypes?.createPolicy('handover-verify', { createScriptURL: () => address.href });

open({ ask, startWorker: () => new Worker(scripts ? scripts.createScriptURL('') : address, { type: 'module' }) });
