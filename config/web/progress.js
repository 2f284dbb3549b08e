// How far a pack or a look is, as it happens; and the button that copies a hash.
//
// In: the service's events, or the page itself anew. Out: a bar and a sentence. Never: markup from elsewhere. Without this
// script the page loads itself again by and by, and a hash is selected by hand.

const language = document.documentElement.lang;
const box = document.getElementById('progress');
const live = document.getElementById('say');
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function bytes(count) {
    const [unit, size] = [['gigabyte', 1e9], ['megabyte', 1e6], ['kilobyte', 1e3]].find(([, least]) => count >= least) ?? ['byte', 1];
    const shown = count / size;
    return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: shown < 10 && size > 1 ? 1 : 0 }).format(shown);
}

function time(seconds) {
    const [unit, shown] = seconds < 90 ? ['second', Math.max(5, Math.ceil(seconds / 5) * 5)] : ['minute', Math.ceil(seconds / 60)];
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(shown);
}

function show(words, { stage, done, total, progress: share, seconds_left: left }) {
    const { said, bytes: inBytes } = words.stages[stage] ?? words.waiting;
    const figure = inBytes ? bytes : (n) => new Intl.NumberFormat(language).format(n);
    const sentence = filled(said, { done: figure(done ?? 0), total: figure(total ?? 0) });
    document.getElementById('bar').value = Math.round((share ?? 0) * 1000);
    document.getElementById('progress-said').textContent = left == null ? sentence : filled(words.left, { stage: sentence, time: time(left) });
}

let spoken = 0;
/** Whoever listens is told now and then, not at every step. */
function speak() {
    if (performance.now() - spoken < 10_000) return;
    spoken = performance.now();
    live.textContent = document.getElementById('progress-said').textContent;
}

/** The page anew; where it has come further, whoever listens begins at its heading. */
function anew() {
    if (document.activeElement === document.body) sessionStorage.setItem('arrived', 'yes');
    location.reload();
}

const again = (ms, act = anew) => setTimeout(act, ms);

/** How far the look is; the page itself anew only when there is something else to see, so that nobody loses their place. */
async function ask() {
    try {
        const answer = await fetch(location.href, { headers: { 'X-Still-Reading': 'yes' } });
        const text = answer.status === 200 ? await answer.text() : '';
        const said = text.match(/id="progress-said">([^<]*)</);
        if (!said) return anew();
        document.getElementById('progress-said').textContent = said[1];
        document.getElementById('bar').value = Number(text.match(/id="bar" max="1000" value="(\d+)"/)[1]);
        speak();
    } catch {
        // The line broke: it is asked again.
    }
    return again(1000, ask);
}

if (box) {
    const words = JSON.parse(box.dataset.words);
    const source = document.getElementById('events');
    if (source) {
        const events = new EventSource(source.dataset.events);
        const hear = (event) => {
            const said = JSON.parse(event.data);
            if (said.state && said.state !== 'packing') {
                events.close();
                anew();
                return;
            }
            if (said.stage) show(words, said);
            speak();
        };
        for (const kind of ['message', 'progress', 'state']) events.addEventListener(kind, hear);
        // What the browser does not connect again by itself is looked at by hand.
        events.addEventListener('error', () => events.readyState === EventSource.CLOSED && again(3000));
    } else {
        again(1000, ask);
    }
}

const hash = document.getElementById('hash');
if (hash && navigator.clipboard) {
    const button = document.createElement('button');
    const said = document.createElement('span');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = hash.dataset.copy;
    said.setAttribute('role', 'status');
    said.className = 'copied';
    button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(hash.textContent.replace(/\s/g, ''));
        said.textContent = hash.dataset.copied;
    });
    hash.closest('p').after(button, said);
}
