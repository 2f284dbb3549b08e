// Uploads that can be paused and that survive a broken line and a reload (tus 1.0, https://tus.io).
//
// In: files that a person chooses or drops. Out: their bytes, in order, from where the service has them. Never: two files
// at once, or a file that differs from the one that was begun. Without this script the form sends them as it is.

const form = document.getElementById('send');
const input = document.getElementById('files');
const list = document.getElementById('sending');
const live = document.getElementById('say');
const words = JSON.parse(form.dataset.words);
const language = document.documentElement.lang;
let token = form.elements.namedItem('form').value;
const most = Number(form.dataset.most);
// One piece is one request: what is lost with a broken line is at most this.
const PIECE = 8 * 1024 * 1024;
const waiting = [];
let active;
let taken = 0;

const say = (id, values = {}) => words[id].replace(/\{(\w+)\}/g, (_, name) => values[name]);

function bytes(count) {
    const [unit, size] = [['gigabyte', 1e9], ['megabyte', 1e6], ['kilobyte', 1e3], ['byte', 1]].find(([, least]) => count >= least) ?? ['byte', 1];
    const shown = count / size;
    return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: shown < 10 && size > 1 ? 1 : 0 }).format(shown);
}

function time(seconds) {
    const [unit, shown] = seconds < 90 ? ['second', Math.max(5, Math.ceil(seconds / 5) * 5)] : ['minute', Math.ceil(seconds / 60)];
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(shown);
}

function made(tag, text, name) {
    const part = document.createElement(tag);
    if (text) part.textContent = text;
    if (name) part.className = name;
    return part;
}

/** A file on its way, and its line on the page. */
class Upload {
    constructor(file) {
        this.file = file;
        this.offset = 0;
        this.line = made('li', '', 'sending');
        this.state = made('p', say('upload-waits'), 'told');
        this.bar = made('progress');
        this.bar.max = Math.max(1, file.size);
        this.bar.value = 0;
        this.bar.setAttribute('aria-label', file.name);
        this.pause = this.button('upload-pause', () => this.stop());
        this.resume = this.button('upload-resume', () => this.enqueue());
        this.resume.hidden = true;
        this.door = made('a', say('upload-door'), 'door');
        this.door.href = `/log-in?to=${location.pathname}`;
        this.door.hidden = true;
        this.line.append(made('p', file.name, 'head'), this.bar, this.state, this.pause, this.resume, this.door);
        list.append(this.line);
        list.hidden = false;
    }

    button(id, act) {
        const button = this.name(made('button', '', 'plain'), id);
        button.type = 'button';
        button.addEventListener('click', act);
        return button;
    }

    /** What is seen of it, and what is heard: the same words, and of which file. */
    name(button, id) {
        button.textContent = say(id);
        button.setAttribute('aria-label', `${say(id)}: ${this.file.name}`);
        return button;
    }

    tell(text, aloud = false) {
        this.state.textContent = text;
        if (aloud) live.textContent = `${this.file.name}: ${text}`;
    }

    enqueue() {
        this.paused = false;
        this.began = undefined;
        this.line.classList.remove('failed');
        this.door.hidden = true;
        this.bar.hidden = false;
        this.name(this.resume, 'upload-resume');
        [this.pause.hidden, this.resume.hidden] = [false, true];
        this.tell(say('upload-waits'));
        waiting.push(this);
        next();
    }

    stop() {
        this.paused = true;
        this.request?.abort();
        const place = waiting.indexOf(this);
        if (place >= 0) waiting.splice(place, 1);
        [this.pause.hidden, this.resume.hidden] = [true, false];
        this.tell(say('upload-paused', { done: bytes(this.offset), total: bytes(this.file.size) }), true);
        this.resume.focus();
    }

    /** What the service said of it, in the page's language; else what the code means. */
    fail(code, said) {
        this.over = true;
        this.tell(said ?? words[`upload-${code}`] ?? words[`problem-${code}`] ?? say('upload-failed'), true);
        this.line.classList.add('failed');
        [this.pause.hidden, this.resume.hidden] = [true, true];
        this.bar.hidden = true;
        this.door.hidden = code !== 'log-in';
        if (['slow', 'too-many', 'full', 'log-in'].includes(code)) {
            this.over = false;
            this.resume.hidden = false;
            this.name(this.resume, 'upload-again');
        }
    }

    /** Until all is there, paused or refused; a broken line is tried again, later each time. */
    async run() {
        for (let tries = 0; !this.paused && !this.over; ) {
            try {
                if (this.stale) await this.renew();
                if (!this.began) await this.find();
                if (!this.at) await this.begin();
                if (await this.send()) return this.done();
                tries = 0;
                this.stale = false;
            } catch (trouble) {
                if (this.paused) return;
                // Logged in anew in another tab: this page's form token is of the session before, once.
                const isStale = trouble.code === 'foreign' && !this.stale;
                this.stale = isStale || trouble.code === 'log-in';
                if (isStale) continue;
                if (trouble.code) return this.fail(trouble.code, trouble.said);
                tries += 1;
                this.tell(say('upload-lost'), tries === 1);
                await new Promise((go) => setTimeout(go, Math.min(30_000, 500 * 2 ** tries)));
                this.began = undefined;
            }
        }
    }

    /** After a log-in elsewhere in this browser: the form token of the new session. */
    async renew() {
        const page = await (await fetch(location.href)).text();
        token = page.match(/name="form" value="([0-9a-f]+)"/)?.[1] ?? token;
    }

    /** Goes on with what is there of this file, or announces it. */
    async begin() {
        const known = document.querySelector(`[data-length="${this.file.size}"][data-name="${CSS.escape(this.file.name)}"]`);
        const id = known?.dataset.upload;
        const changed = id && localStorage.getItem(`upload-${id}`);
        if (id && (!changed || changed === String(this.file.lastModified))) {
            this.at = `/api/v1/uploads/${id}`;
            await this.find();
            if (this.at) {
                known.remove();
                return;
            }
        }
        const meta = { filename: this.file.name, handover: form.dataset.handover };
        const coded = Object.entries(meta).map(([name, text]) => `${name} ${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}`);
        const answer = await this.ask('POST', '/api/v1/uploads', { 'Upload-Length': this.file.size, 'Upload-Metadata': coded.join(',') });
        this.at = new URL(answer.getResponseHeader('Location'), location.href).pathname;
        localStorage.setItem(`upload-${this.at.split('/').pop()}`, String(this.file.lastModified));
    }

    /** Where the service stands. */
    async find() {
        if (!this.at) return;
        try {
            const answer = await this.ask('HEAD', this.at, {});
            this.offset = Number(answer.getResponseHeader('Upload-Offset'));
        } catch (trouble) {
            if (trouble.code !== 'not-found') throw trouble;
            this.at = undefined;
            this.offset = 0;
        }
    }

    /** One piece; true when it was the last. */
    async send() {
        const from = this.offset;
        const piece = this.file.slice(from, from + PIECE);
        this.began ??= { at: performance.now(), offset: from };
        const headers = { 'Upload-Offset': from, 'Content-Type': 'application/offset+octet-stream' };
        const answer = await this.ask('PATCH', this.at, headers, piece, (sent) => this.show(from + sent));
        this.offset = Number(answer.getResponseHeader('Upload-Offset'));
        this.show(this.offset);
        return this.offset === this.file.size;
    }

    show(offset) {
        if (this.paused) return;
        this.bar.value = offset;
        const values = { done: bytes(offset), total: bytes(this.file.size) };
        const seconds = (performance.now() - this.began.at) / 1000;
        const rate = (offset - this.began.offset) / seconds;
        if (offset === this.file.size) this.tell(say('upload-looking'));
        else if (seconds < 2 || !rate) this.tell(say('upload-sending', values));
        else this.tell(say('upload-sending-left', { ...values, time: time((this.file.size - offset) / rate) }));
    }

    done() {
        this.over = true;
        taken += 1;
        localStorage.removeItem(`upload-${this.at.split('/').pop()}`);
        this.pause.hidden = true;
        this.tell(say('upload-done'), true);
    }

    /** One request; `code` of what is thrown is the refusal's, and missing where the line broke. */
    ask(method, path, headers, body, progress) {
        return new Promise((good, bad) => {
            const request = new XMLHttpRequest();
            this.request = request;
            request.open(method, path);
            const all = { 'Tus-Resumable': '1.0.0', 'X-CSRF-Token': token, Accept: 'application/json', 'Accept-Language': language, ...headers };
            for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
            if (progress) request.upload.addEventListener('progress', (event) => progress(event.loaded));
            request.addEventListener('load', () => (request.status < 300 ? good(request) : bad(refusal(request))));
            for (const kind of ['error', 'abort', 'timeout']) request.addEventListener(kind, () => bad(new Error(kind)));
            request.send(body);
        });
    }
}

/** What a refusal is about. Another place to go on from, and a busy upload, pass like a broken line. */
function refusal(request) {
    const trouble = new Error('refused');
    if ([409, 423].includes(request.status) && request.getResponseHeader('Upload-Offset')) return trouble;
    if ([408, 423, 502, 503, 504].includes(request.status)) return trouble;
    try {
        ({ code: trouble.code, said: trouble.said } = JSON.parse(request.responseText));
    } catch {
        // A head has no words.
        trouble.code = { 401: 'log-in', 404: 'not-found', 410: 'not-found', 429: 'too-many' }[request.status] ?? 'fault';
    }
    return trouble;
}

/** One file at a time: the line is the narrow part. */
async function next() {
    if (active || waiting.length === 0) return;
    active = waiting.shift();
    await active.run();
    active = undefined;
    if (waiting.length > 0) next();
    else if (taken > 0 && !list.querySelector('.failed, button:not([hidden])')) arrive();
    else if (taken > 0) document.getElementById('go-on').hidden = false;
}

/** All are here: the page anew, begun at its heading. */
function arrive() {
    sessionStorage.setItem('arrived', 'yes');
    location.reload();
}

function take(files, folders = []) {
    for (const file of files) {
        const upload = new Upload(file);
        if (folders.includes(file.name)) upload.fail('folder');
        else if (file.size > most) upload.fail('too-large');
        else upload.enqueue();
    }
}

form.classList.add('scripted');
form.querySelector('label').textContent = say('upload-drop');
input.addEventListener('change', () => {
    take(input.files);
    input.value = '';
});
form.addEventListener('submit', (event) => event.preventDefault());
// A file that misses the zone is meant all the same; else the browser would leave the page and show the file.
const carriesFile = (event) => event.dataTransfer?.types.includes('Files');
document.addEventListener('dragover', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    form.classList.add('over');
});
document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) form.classList.remove('over');
});
document.addEventListener('drop', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    form.classList.remove('over');
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
    take(event.dataTransfer.files, entries.filter((entry) => entry?.isDirectory).map((entry) => entry.name));
});
addEventListener('beforeunload', (event) => {
    if (active) event.preventDefault();
});
