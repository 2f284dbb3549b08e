// The door of the page that is one file: its worker is text inside of it, and it changes its language by itself.
//
// In: nothing. Out: the page at work. Never: a request to anyone.

import { element } from './elements.js';
import { open, redraw } from './page.js';
import { language, languages, speak } from './texts.js';

const address = URL.createObjectURL(new Blob([document.getElementById('worker').textContent], { type: 'text/javascript' }));
// Trusted Types: this one address is all that ever becomes a script.
const scripts = globalThis.trustedTypes?.createPolicy('handover-verify', { createScriptURL: () => address });

function change(code) {
    speak(code);
    for (const button of document.querySelectorAll('#languages button')) button.setAttribute('aria-pressed', String(button.lang === code));
    redraw();
}

const wished = navigator.languages.map((tag) => tag.slice(0, 2)).find((code) => languages().some((own) => own.code === code));
for (const { code, name } of languages()) {
    const button = element('button', { type: 'button', lang: code }, name);
    button.addEventListener('click', () => change(code));
    document.getElementById('languages').append(element('li', {}, button));
}
open({ startWorker: () => new Worker(scripts ? scripts.createScriptURL('') : address) });
// Open where it is all that there is.
document.getElementById('by-hand').open = !document.documentElement.classList.contains('scripted');
change(wished ?? language());
