// The page: drop or choose a dossier, or paste a hash; progress as a sentence; the answer.
//
// In: what a person does. Out: what they see and hear. Never: a byte of the file sent anywhere, a question before the
// dossier was found whole.

import { ask, hashIn } from './ask.js';
import { counted, megabytes, say } from './texts.js';
import { ofHash, ofRefused, ofTrouble, ofWhole } from './verdict.js';

const part = (id) => document.getElementById(id);
const answer = part('answer');
const title = document.title;
// Each answer is of the last thing asked: what was begun before it does not speak any more.
let turn = 0;
let worker;

// Trusted Types: this one address is all that ever becomes a script.
const scripts = globalThis.trustedTypes?.createPolicy('handover-verify', { createScriptURL: () => new URL('worker.js', import.meta.url).href });

function startWorker() {
    return new Worker(scripts ? scripts.createScriptURL('') : new URL('worker.js', import.meta.url), { type: 'module' });
}

/** What the check needs of a browser; else the form stays what it is without script. */
function able() {
    try {
        return Boolean(new DecompressionStream('deflate-raw')) && typeof Blob.prototype.arrayBuffer === 'function';
    } catch {
        return false;
    }
}

function show(parts, moveFocus) {
    part('progress').hidden = true;
    answer.replaceChildren(...parts);
    const heading = answer.querySelector('h2');
    document.title = `${heading.lastChild.textContent} – ${title}`;
    part('say').textContent = heading.lastChild.textContent;
    if (moveFocus) heading.focus();
}

function begin() {
    turn += 1;
    worker?.terminate();
    worker = undefined;
    answer.replaceChildren();
    document.title = title;
    part('say').textContent = '';
    part('hash-wrong').textContent = '';
    part('hash').removeAttribute('aria-invalid');
    return turn;
}

function meter(total) {
    const began = performance.now();
    let spoken = began;
    const bar = part('bar');
    const text = part('progress-text');
    bar.value = 0;
    text.textContent = say('verify-reading', { total: megabytes(total) });
    part('say').textContent = text.textContent;
    part('progress').hidden = false;
    return (done, whole) => {
        const now = performance.now();
        const left = ((now - began) / done) * (whole - done) / 1000;
        const time = left < 90 ? counted('verify-seconds', Math.max(1, Math.round(left))) : counted('verify-minutes', Math.round(left / 60));
        bar.value = done / whole;
        text.textContent = say('verify-progress', { done: megabytes(done), total: megabytes(whole), left: time });
        // Whoever listens is told now and then, not at every step.
        if (now - spoken < 10000) return;
        spoken = now;
        part('say').textContent = text.textContent;
    };
}

function checkFile(file) {
    const mine = begin();
    const progress = meter(file.size);
    const end = () => {
        worker?.terminate();
        worker = undefined;
    };
    try {
        worker = startWorker();
    } catch {
        giveBackForm();
        return;
    }
    worker.addEventListener('error', () => {
        end();
        giveBackForm();
    });
    worker.addEventListener('message', async ({ data }) => {
        if (mine !== turn) return;
        if (data.done !== undefined) {
            progress(data.done, data.total);
            return;
        }
        end();
        if (data.unreadable) {
            show(ofTrouble('verify-unreadable'), true);
            return;
        }
        const { report } = data;
        if (report.verdict !== 'whole') {
            show(ofRefused(report), true);
            return;
        }
        part('progress-text').textContent = say('verify-asking');
        part('bar').value = 1;
        const said = await ask(report.integrity);
        if (mine !== turn) return;
        show(ofWhole(report, said), true);
        history.replaceState(null, '', `/verify/${report.integrity}${location.search}`);
    });
    worker.postMessage(file);
}

/** This browser cannot check by itself after all: the service can. */
function giveBackForm() {
    document.documentElement.classList.remove('scripted');
    show(ofTrouble('verify-unable'), true);
}

async function checkHash(hash, moveFocus) {
    const mine = begin();
    const said = await ask(hash);
    if (mine === turn) show(ofHash(hash, said), moveFocus);
}

function fromAddress() {
    const hash = hashIn(location.hash) ?? hashIn(location.pathname);
    if (hash) checkHash(hash, false);
}

function listenToFile() {
    const zone = part('file-form');
    const input = part('file');
    input.addEventListener('change', () => {
        if (input.files.length > 0) checkFile(input.files[0]);
        // The same file can be chosen again, when it was mended.
        input.value = '';
    });
    zone.addEventListener('submit', (event) => {
        if (document.documentElement.classList.contains('scripted')) event.preventDefault();
    });
    const carriesFile = (event) => event.dataTransfer?.types.includes('Files');
    document.addEventListener('dragover', (event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        zone.classList.add('over');
    });
    document.addEventListener('dragleave', (event) => {
        if (!event.relatedTarget) zone.classList.remove('over');
    });
    document.addEventListener('drop', (event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        zone.classList.remove('over');
        const files = [...event.dataTransfer.files];
        if (files.length === 1) checkFile(files[0]);
        else if (begin()) show(ofTrouble('verify-one-file'), true);
    });
    part('stop').addEventListener('click', () => {
        begin();
        part('progress').hidden = true;
        part('say').textContent = say('verify-stopped');
        input.focus();
    });
}

function listenToHash() {
    part('hash-form').addEventListener('submit', (event) => {
        event.preventDefault();
        const hash = hashIn(part('hash').value);
        if (!hash) {
            part('hash-wrong').textContent = say('verify-hash-wrong');
            part('hash').setAttribute('aria-invalid', 'true');
            part('hash').focus();
            return;
        }
        part('progress').hidden = true;
        history.replaceState(null, '', `/verify/${hash}${location.search}`);
        checkHash(hash, true);
    });
    addEventListener('hashchange', fromAddress);
}

if (able()) {
    document.documentElement.classList.add('scripted');
    listenToFile();
}
listenToHash();
fromAddress();
