// What the page answers of a dossier or of a hash, in words: what it means, what it does not, the hash, the findings.
//
// In: a report, what the service said, what paper says. Out: elements. Never: a claim beyond what was checked.

import { element, facts, hashBlock, heading, list, paragraph, quiet, value } from './elements.js';
import { explained } from './explained.js';
import { counted, day, number, say } from './texts.js';

/** `paper` is `{ hash, seal }`, each 'equal', 'different' or undefined; `said` the service's answer, where there is a service. */
export function ofWhole(report, said, paper) {
    const differs = paper.hash === 'different' || paper.seal === 'different';
    const equal = paper.hash === 'equal' || paper.seal === 'equal';
    // Last what is compared with paper: the fields for that stand below.
    const rest = [...aboutDossier(report), ...besideSeal(report), ...checked(report), ...numbers(report, said !== undefined)];
    if (differs) return [heading('bad', 'verify-not-on-paper'), paragraph('verify-not-on-paper-sentence'), ...explained(unlike(paper)), ...rest];
    const values = said?.known ? { date: day(said.releasedAt), withdrawn: day(said.withdrawnAt ?? '') } : {};
    const released = said?.known ? [element('p', {}, counted('verify-same-sentence', said.signatures, values))] : [];
    if (said?.withdrawnAt !== undefined) return [heading('bad', 'verify-withdrawn'), ...released, paragraph('verify-withdrawn-sentence', values), ...rest];
    if (said?.known) {
        const means = equal ? ['verify-same-means', 'verify-verified-means'] : ['verify-same-means'];
        return [heading('good', 'verify-same'), ...released, ...list('verify-means', means), ...list('verify-means-not', ['verify-not-persons', 'verify-not-page']), ...rest];
    }
    if (report.noEd25519 && (said === undefined || equal)) return [heading('doubt', 'verify-seal-open'), paragraph('verify-seal-open-sentence'), ...rest];
    if (equal) {
        const service = said && !said.failed ? ['verify-verified-unknown'] : [];
        return [heading('good', 'verify-verified'), paragraph('verify-verified-sentence'), ...list('verify-means', ['verify-same-means', 'verify-verified-means', ...service]), ...list('verify-means-not', ['verify-not-persons']), ...rest];
    }
    if (said === undefined) {
        return [heading('doubt', 'verify-whole'), paragraph('verify-whole-sentence'), ...list('verify-do', ['verify-whole-paper']), ...list('verify-means-not', ['verify-not-persons']), ...rest];
    }
    if (said.failed) return [heading('doubt', 'verify-not-asked'), paragraph(`verify-failed-${said.failed}`), ...list('verify-means', ['verify-whole-means', 'verify-whole-compare']), ...rest];
    return [
        heading('doubt', 'verify-unknown'),
        paragraph('verify-unknown-sentence'),
        ...list('verify-may-be', ['verify-unknown-elsewhere', 'verify-unknown-unreleased', 'verify-unknown-forged']),
        ...list('verify-do', ['verify-unknown-paper', 'verify-unknown-ask']),
        ...rest,
    ];
}

/** What differs from paper, as findings. */
export function unlike(paper) {
    const pairs = [['pin-hash', paper.hash], ['pin-seal', paper.seal]];
    return pairs.filter(([, said]) => said === 'different').map(([code]) => ({ code, where: '' }));
}

/** What is compared with paper, as large as it stands there. */
function numbers(report, cited) {
    const seal = report.seal?.fingerprint;
    return [...hashBlock(report.integrity, 'verify-integrity', cited), ...(seal ? [element('h3', {}, say('verify-seal')), element('code', { class: 'seal', translate: 'no' }, seal)] : [])];
}

function checked(report) {
    const open = report.noEd25519;
    const done = ['verify-checked-files', ...(open ? [] : ['verify-checked-seal']), 'verify-checked-statement', 'verify-checked-list'];
    const shown = list('verify-checked', done);
    return open ? [...shown, ...withSshKeygen(report)] : shown;
}

/** This browser lacks Ed25519: what to type instead. */
function withSshKeygen({ seal }) {
    const line = `ssh-keygen -Y verify -f allowed_signers -I ${seal?.name ?? say('verify-offline-name')} -n handover-dossier -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt`;
    return [quiet('verify-seal-not-checked'), element('pre', { tabindex: '0' }, element('code', { translate: 'no' }, line))];
}

function aboutDossier({ statement }) {
    if (!statement) return [];
    const count = (of) => (Number.isSafeInteger(of) ? number(of) : undefined);
    const ledger = statement.ledger ?? {};
    const aside = Object.values(ledger.set_aside ?? {}).reduce((sum, rows) => sum + rows, 0);
    return [
        element('h3', {}, say('verify-says')),
        ...facts([
            ['verify-petition', statement.title],
            ['verify-organiser', statement.organiser],
            ['verify-recipient', statement.recipient],
            ['verify-signatures', count(statement.signatures)],
            ['verify-rows-read', count(ledger.rows_read)],
            ['verify-duplicates', count(ledger.duplicates)],
            ['verify-set-aside', statement.ledger ? count(aside) : undefined],
            ['verify-dated', day(statement.created)],
            ['verify-number', statement.id],
        ]),
    ];
}

/** What lies beside the seal: partners' seals, each checked as the dossier's own; a time stamp, and what it is worth. */
function besideSeal({ seal, stamped, noEd25519 }) {
    const partners = (seal?.partners ?? []).map(({ label, fingerprint }) => [element('dt', {}, value(label)), element('dd', {}, element('code', { translate: 'no' }, fingerprint))]);
    const seals = partners.length ? [element('h3', {}, say('verify-partners')), element('dl', {}, ...partners.flat()), quiet(noEd25519 ? 'verify-partners-open' : 'verify-partners-note')] : [];
    return stamped ? [...seals, element('h3', {}, say('verify-stamp')), ...aboutStamp(stamped)] : seals;
}

function aboutStamp({ time, authority, holds }) {
    const [date, clock] = time.slice(0, -1).split('T');
    const claims = facts([['verify-stamp-time', `${day(date)}, ${clock} UTC`], ['verify-stamp-authority', authority ?? (holds ? say('verify-stamp-nameless') : undefined)]]);
    return [...claims, quiet(holds ? 'verify-stamp-note' : 'verify-stamp-open')];
}

/** A hash alone was asked about: never more than that. */
export function ofHash(hash, said) {
    if (said.failed) return [heading('doubt', 'verify-hash-not-asked'), paragraph(`verify-failed-${said.failed}`), ...hashBlock(hash, 'verify-hash-asked', true)];
    if (!said.known) {
        return [
            heading('doubt', 'verify-hash-unknown'),
            paragraph('verify-hash-unknown-sentence'),
            ...list('verify-may-be', ['verify-hash-unknown-zipped', 'verify-hash-unknown-printed', 'verify-hash-unknown-elsewhere']),
            ...hashBlock(hash, 'verify-hash-asked', true),
        ];
    }
    const values = { date: day(said.releasedAt), withdrawn: day(said.withdrawnAt ?? '') };
    const parts = [element('p', {}, counted(said.byZip ? 'verify-hash-zip-sentence' : 'verify-hash-sentence', said.signatures, values))];
    if (said.withdrawnAt !== undefined) parts.push(paragraph('verify-withdrawn-sentence', values));
    return [
        said.withdrawnAt === undefined ? heading('good', 'verify-hash-known') : heading('bad', 'verify-hash-withdrawn'),
        ...parts,
        ...list('verify-means-not', ['verify-hash-not-file']),
        ...hashBlock(hash, 'verify-hash-asked', true),
        ...(said.byZip ? hashBlock(said.integrity, 'verify-integrity', true) : []),
    ];
}

/** Something is wrong with the file; nobody was asked. */
export function ofRefused({ verdict, looksLike, findings }, asks) {
    const parts = [heading('bad', `verify-${verdict}`), paragraph(looksLike ? `verify-looks-${looksLike}` : `verify-${verdict}-sentence`)];
    if (verdict === 'no-zip' || verdict === 'newer') return parts;
    return [...parts, ...explained(findings), ...(asks ? [quiet('verify-not-sent')] : [])];
}

export function ofTrouble(key) {
    return [heading('doubt', key), paragraph(`${key}-sentence`)];
}
