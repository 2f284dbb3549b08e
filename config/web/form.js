// Forms on every page: sent once, however often the button is pressed; what was typed comes back after another language or a
// new log-in; what is wrong is gone to first.
//
// In: what a person does. Out: the same form, filled in as it was. Never: a password, a code, a file or a form token kept; a word
// kept beyond this tab, or beyond the log-out. Without this script each form is sent as it is.

const kept = document.querySelector('form[data-kept]');
const place = `typed ${location.pathname}`;
const isTold = (field) => field.name && field.name !== 'form' && !['password', 'file', 'submit'].includes(field.type);

function typed(form) {
    const fields = [...form.elements].filter(isTold);
    return fields.map((field) => [field.name, field.value, ['radio', 'checkbox'].includes(field.type) ? field.checked : null]);
}

function keep() {
    if (kept) sessionStorage.setItem(place, JSON.stringify(typed(kept)));
}

/** Puts it back; true where something differs from what the page came with. */
function putBack(form, fields) {
    let differs = false;
    for (const [name, value, checked] of fields) {
        const same = [...form.elements].filter((field) => field.name === name);
        const field = checked === null ? same[0] : same.find((one) => one.value === value);
        if (!field || !isTold(field)) continue;
        if (checked === null && field.value !== value) {
            field.value = value;
            differs = true;
        } else if (checked !== null && field.checked !== checked) {
            field.checked = checked;
            differs = true;
        }
    }
    return differs;
}

function open(form) {
    delete form.dataset.sent;
    form.querySelector('[aria-disabled]')?.removeAttribute('aria-disabled');
}

// A form that was sent and led to another page is done with; a refusal in between keeps what was typed.
const sent = sessionStorage.getItem('sent');
if (!document.querySelector('main [data-refused]')) {
    if (sent) sessionStorage.removeItem(sent);
    const before = sessionStorage.getItem(place);
    if (kept && before && putBack(kept, JSON.parse(before))) document.getElementById('again').hidden = false;
    sessionStorage.removeItem(place);
}
sessionStorage.removeItem('sent');

for (const link of document.querySelectorAll('footer a[hreflang]')) link.addEventListener('click', keep);

addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) {
        event.preventDefault();
        return;
    }
    form.dataset.sent = 'yes';
    event.submitter?.setAttribute('aria-disabled', 'true');
    // Whoever stopped the browser can send it again.
    setTimeout(() => open(form), 10_000);
    if (form === kept) {
        keep();
        sessionStorage.setItem('sent', place);
    }
});

// Whoever comes back by the browser's button finds a form that can be sent.
addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll('form[data-sent]').forEach(open);
});

const wrong = document.querySelector('main .said[role="alert"]');
if (wrong) {
    wrong.tabIndex = -1;
    wrong.focus();
}
// A page that loaded itself anew says where its reader was going.
if (sessionStorage.getItem('arrived')) {
    sessionStorage.removeItem('arrived');
    const heading = document.querySelector('h1');
    heading.tabIndex = -1;
    heading.focus();
}
