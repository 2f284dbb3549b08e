// Progress as a sentence beside the bar.
//
// In: bytes done of bytes. Out: what is seen, and now and then heard. Never: a promise of time before there is a rate.

import { counted, megabytes, say } from './texts.js';

const part = (id) => document.getElementById(id);

export function hideProgress() {
    part('progress').hidden = true;
}

/** Begins anew, before the place where the answer will stand; gives what takes each step. */
export function meter(total, place) {
    const began = performance.now();
    let spoken = began;
    const bar = part('bar');
    const text = part('progress-text');
    place.before(part('progress'));
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
