// The page: drop or choose a dossier and a response, type what stands on paper, or paste a hash; progress as a sentence; the
// answers.
//
// In: what a person does. Out: what they see and hear. Never: a byte of a file sent anywhere, a question before the dossier
// was found whole.

import { element } from './elements.js';
import { blank, read, receiptForm } from './form.js';
import { compared, listenToPaper, retellPaper } from './paper.js';
import { hashIn } from './pasted.js';
import { hideProgress, meter } from './progress.js';
import { ofResponse } from './sheet.js';
import { say } from './texts.js';
import { ofHash, ofRefused, ofTrouble, ofWhole, unlike } from './verdict.js';

const part = (id) => document.getElementById(id);
// Nothing was found wrong, whatever is known of the seal.
const WHOLE = ['whole', 'verified', 'unsealed-here'];
// How the page came to be: `startWorker`, and `ask` where a service can be asked.
let door;
// Each answer is of the last thing asked: what was begun before it does not speak any more.
let turn = 0;
let worker;
// What is shown, to be shown again in another language.
let told = { answer: undefined, opened: undefined };
let dossier;
let response;

/** What the check needs of a browser; else the form stays what it is without script. */
function able() {
    try {
        return Boolean(new DecompressionStream('deflate-raw')) && typeof Blob.prototype.arrayBuffer === 'function';
    } catch {
        return false;
    }
}

/** Shows an answer in its place, `answer` or `opened`; `parts` makes it in the language of the page. */
function show(place, parts, moveFocus = true) {
    hideProgress();
    told[place] = parts;
    part(place).replaceChildren(...parts());
    const heading = part(place).querySelector('h2');
    document.title = `${heading.lastChild.textContent} – ${say('verify-title')}`;
    part('say').textContent = heading.lastChild.textContent;
    if (moveFocus) heading.focus();
}

function begin() {
    turn += 1;
    worker?.terminate();
    worker = undefined;
    hideProgress();
    part('say').textContent = '';
    return turn;
}

function forget() {
    [dossier, response] = [undefined, undefined];
    told = { answer: undefined, opened: undefined };
    part('answer').replaceChildren();
    part('opened').replaceChildren();
    part('receipt').replaceChildren();
    part('challenge').hidden = true;
    document.title = say('verify-title');
    retellPaper(undefined);
    if (!door.ask) return;
    part('hash-wrong').textContent = '';
    part('hash').removeAttribute('aria-invalid');
}

/** One task in a thread of its own: `{ report }`, `{ unreadable }` or `{ unable }`. A task that is given up says nothing. */
function inWorker(task, progress) {
    return new Promise((resolve) => {
        const end = (said) => {
            own?.terminate();
            resolve(said);
        };
        let own;
        try {
            own = door.startWorker();
        } catch {
            end({ unable: true });
            return;
        }
        worker = own;
        own.addEventListener('error', () => end({ unable: true }));
        own.addEventListener('message', ({ data }) => (data.done === undefined ? end(data) : progress(data.done, data.total)));
        own.postMessage(task);
    });
}

/** A dossier, and with it perhaps a response. */
async function checkDossier(file, then) {
    const mine = begin();
    forget();
    const { report, unreadable, unable } = await inWorker({ dossier: file }, meter(file.size, part('answer')));
    if (mine !== turn) return;
    if (unable) {
        giveBackForm();
    } else if (unreadable) {
        show('answer', () => ofTrouble('verify-unreadable'));
    } else if (!WHOLE.includes(report.verdict)) {
        show('answer', () => ofRefused(report, door.ask !== undefined));
    } else {
        let said;
        if (door.ask) {
            part('progress-text').textContent = say('verify-asking');
            part('bar').value = 1;
            said = await door.ask(report.integrity);
            if (mine !== turn) return;
            history.replaceState(null, '', `/verify/${report.integrity}${location.search}`);
        }
        dossier = { report, said };
        retellPaper(report);
        show('answer', () => ofWhole(report, said, compared(report)));
        offerChallenge();
        if (then) checkResponse(then);
    }
}

function offerChallenge() {
    const { report } = dossier;
    part('challenge').hidden = false;
    part('response-form').hidden = !report.challenge?.maxRows;
    if (!report.challenge?.maxRows) {
        part('receipt').replaceChildren(element('p', {}, say('verify-challenge-none')));
        return;
    }
    dossier.allowed ??= { size: report.statement.signatures, integrity: report.integrity, ...report.challenge };
    dossier.typed ??= blank(dossier.allowed);
    part('receipt').replaceChildren(...receiptForm(dossier.typed, dossier.allowed, offerAgain));
}

/** The receipt as it is written now; undefined where it is not complete. */
function receipt() {
    return read(dossier.typed, dossier.allowed).receipt;
}

async function checkResponse(file) {
    if (!dossier?.allowed) {
        begin();
        show(dossier ? 'opened' : 'answer', () => ofTrouble(dossier ? 'verify-no-challenge' : 'verify-dossier-first'));
        return;
    }
    const mine = begin();
    const own = receipt();
    const marked = response?.file === file ? response.marked : new Set();
    part('opened').replaceChildren();
    const { report, unreadable, unable } = await inWorker({ response: file, report: dossier.report, receipt: own }, meter([file].flat().reduce((sum, { size }) => sum + size, 0), part('opened')));
    if (mine !== turn) return;
    response = { file, report, receipt: own, marked };
    if (!report) show('opened', () => ofTrouble(unable ? 'verify-unable' : unreadable ? 'verify-unreadable' : 'verify-unable'));
    else showResponse(true);
}

function showResponse(moveFocus) {
    const { receipt: own, marked } = response;
    const mark = (entry, bad) => marked[bad ? 'add' : 'delete'](entry);
    show('opened', () => {
        const paper = compared(dossier.report);
        // A response to another dossier than the one on paper confirms nothing.
        const report = { ...response.report, findings: [...unlike(paper), ...response.report.findings] };
        const pinned = paper.hash === 'equal' && !dossier.report.noEd25519;
        return [...ofResponse(report, { receipt: own, pinned, marked, mark }), again()];
    }, moveFocus);
    offerAgain();
}

/** Where the receipt was written or changed after the response was read. */
function again() {
    const button = element('button', { type: 'button', class: 'second', id: 'again' }, say('verify-again'));
    button.addEventListener('click', () => checkResponse(response.file));
    return button;
}

function offerAgain() {
    const button = part('again');
    if (button) button.hidden = JSON.stringify(receipt()) === JSON.stringify(response.receipt);
}

/** This browser cannot check by itself after all: a service can. */
function giveBackForm() {
    if (door.ask) document.documentElement.classList.remove('scripted');
    show('answer', () => ofTrouble(door.ask ? 'verify-unable' : 'verify-unable-alone'));
}

async function checkHash(hash, moveFocus) {
    const mine = begin();
    forget();
    const said = await door.ask(hash);
    if (mine === turn) show('answer', () => ofHash(hash, said), moveFocus);
}

/** A response says so in the name of its first member. */
async function isResponse(file) {
    const head = await file.slice(0, 39).arrayBuffer().catch(() => new ArrayBuffer(0));
    return /^PK\x03\x04.{26}response-$/s.test(String.fromCharCode(...new Uint8Array(head)));
}

/** What was dropped or chosen: a dossier, a response to the one that is there, or both at once. */
async function take(files) {
    const responses = [];
    const others = [];
    for (const file of files) ((await isResponse(file)) ? responses : others).push(file);
    if (responses.length > 1 || others.length > 1) {
        begin();
        forget();
        show('answer', () => ofTrouble('verify-one-file'));
    } else if (others.length === 1) {
        checkDossier(others[0], responses[0]);
    } else if (responses.length === 1) {
        checkResponse(responses[0]);
    }
}

function listenToFiles() {
    // A response is a zip or a folder.
    part('response-folder').webkitdirectory = true;
    for (const [id, taken] of [['file', take], ['response', ([file]) => checkResponse(file)], ['response-folder', checkResponse]]) {
        const input = part(id);
        input.addEventListener('change', () => {
            if (input.files.length > 0) taken([...input.files]);
            // The same file can be chosen again, when it was mended.
            input.value = '';
        });
        // Where no script runs, a service takes the file by a form.
        input.form?.addEventListener('submit', (event) => {
            if (document.documentElement.classList.contains('scripted')) event.preventDefault();
        });
    }
    const over = (is) => document.querySelectorAll('.zone').forEach((zone) => zone.classList.toggle('over', is));
    const carriesFile = (event) => event.dataTransfer?.types.includes('Files');
    document.addEventListener('dragover', (event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        over(true);
    });
    document.addEventListener('dragleave', (event) => {
        if (!event.relatedTarget) over(false);
    });
    document.addEventListener('drop', (event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        over(false);
        take([...event.dataTransfer.files]);
    });
    part('stop').addEventListener('click', () => {
        begin();
        part('say').textContent = say(door.ask ? 'verify-stopped' : 'verify-stopped-alone');
        part(dossier ? 'response' : 'file').focus();
    });
}

function fromAddress() {
    const hash = hashIn(location.hash) ?? hashIn(location.pathname);
    if (hash) checkHash(hash, false);
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
        history.replaceState(null, '', `/verify/${hash}${location.search}`);
        checkHash(hash, true);
    });
    addEventListener('hashchange', fromAddress);
    fromAddress();
}

/** What is shown, said again in the language that the page speaks now. */
export function redraw() {
    if (dossier) offerChallenge();
    retellPaper(dossier?.report);
    document.title = say('verify-title');
    for (const place of ['answer', 'opened']) if (told[place]) show(place, told[place], false);
    offerAgain();
}

export function open(given) {
    door = given;
    if (able()) {
        document.documentElement.classList.add('scripted');
        listenToFiles();
        listenToPaper(() => {
            if (dossier) show('answer', told.answer, false);
            if (response?.report) showResponse(false);
        });
    } else if (!door.ask) {
        show('answer', () => ofTrouble('verify-unable-alone'), false);
    }
    if (door.ask) listenToHash();
}
