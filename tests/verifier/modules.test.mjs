// The page's modules alone: canonical JSON, DER, the list however it is cut, bounds by counting, sizes, a browser without Ed25519.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { bound, sizeOf } from '../../config/web/verify/bound.js';
import { encoded, inOneLine, isBefore, isBlank, joined, trimmed } from '../../config/web/verify/bytes.js';
import { canonicalText, readJson } from '../../config/web/verify/canonical.js';
import { secondsOf } from '../../config/web/verify/certificate.js';
import { isDay } from '../../config/web/verify/day.js';
import { Odd, bits, integer, narrow, oid, partsOf, positive, sorted, truth } from '../../config/web/verify/der.js';
import { ListScan } from '../../config/web/verify/list.js';
import { blobDigest } from '../../config/web/verify/payload.js';

const folder = new URL('../../config/web/verify/', import.meta.url);

test('RFC 8785 §3.2.2, its appendix B, and what is not canonical', () => {
    const text = `{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}`;
    const { value, canonical } = readJson(encoded(text));
    assert.equal(canonical, false);
    const expected = '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    assert.equal(canonicalText(value), expected);
    assert.equal(readJson(encoded(expected)).canonical, true);
    assert.equal(readJson(encoded('{"\\r":1,"1":2,"\u0080":3,"ö":4,"€":5,"😀":6,"\ufb33":7}')).canonical, true);
    for (const loose of ['{"a":1,"a":1}', '{"a": 1}', '[1.0]', '[-0]', '{}\n', '["\\u00e9"]', '[1e2]', '{"b":1,"a":1}', '["\\/"]']) assert.equal(readJson(encoded(loose)).canonical, false, loose);
    for (const none of ['', '{', '[1,]', '{"a":1,}', '[01]', '[+1]', '[.5]', '[1.]', '["\t"]', '["\\ud800"]', '["\\udc00\\ud800"]', '[1e999]', 'nul', '[] []', '\ufeff{}', "['a']", '[NaN]', '"\\x"', '"a']) assert.equal(readJson(encoded(none)), undefined, none);
    assert.equal(readJson(Uint8Array.of(0x22, 0xff, 0x22)), undefined);
    assert.ok(readJson(encoded('['.repeat(127) + ']'.repeat(127))));
    assert.equal(readJson(encoded('['.repeat(128) + ']'.repeat(128))), undefined);
    assert.ok(readJson(encoded(`[${'0,'.repeat(2 ** 17 - 2)}0]`)));
    assert.equal(readJson(encoded(`[${'0,'.repeat(2 ** 17 - 1)}0]`)), undefined);
    assert.ok(readJson(encoded(`["${'[,'.repeat(2 ** 17)}\\""]`)), 'signs within a text are no values');
});

test('whole numbers are told from others', () => {
    const { value } = readJson(encoded('[0,9007199254740993,18446744073709551615,18446744073709551616,-1,-0,1.0,1e3]'));
    assert.deepEqual(value.map((each) => typeof each === 'number'), [true, true, true, false, false, false, false, false]);
});

test('texts are ordered as their bytes are', () => {
    const texts = ['', 'A', 'a', 'aa', 'é', '\uffff', '\u{10000}', '\u{10000}a', '\u{10001}', '\u{1f600}', '\u{1f601}', 'a\ufb33', 'a\u{1f600}'];
    for (const one of texts) for (const other of texts) assert.equal(isBefore(one, other), Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0, `${one}, ${other}`);
    assert.equal(inOneLine('\u0085 a \u0000\u00a0b '), 'a b');
    assert.equal(inOneLine('a\ufeff'), 'a\ufeff');
});

test('white space at the ends is what Unicode calls so, and no more', () => {
    assert.deepEqual([' a b\u0085', '\u3000\t', '', '\ufeffa', '\u180ea', 'a\u200b'].map(trimmed), ['a b', '', '', '\ufeffa', '\u180ea', 'a\u200b']);
    assert.deepEqual(['', ' \u2029', '\ufeff'].map(isBlank), [true, true, false]);
});

test('days are those of the calendar', () => {
    for (const day of ['2016-02-29', '0001-01-01', '9999-12-31', '2000-02-29']) assert.ok(isDay(day), day);
    for (const day of ['2017-02-29', '1900-02-29', '2017-13-01', '2017-00-01', '2017-01-00', '2017-1-01', '0000-01-01', '2017-05-11 ', '٢٠١٧-05-11', '']) assert.ok(!isDay(day), day);
});

const STATEMENT = {
    policy: { name: 'initials', k: 2, rows: true },
    register: { size: 4 },
    list: { columns: ['entry', 'pseudonym', 'initials', 'country'] },
    counts: { by_country: [{ country: 'FR' }, { country: 'other' }], by_period: [] },
};
const LIST = '"entry","pseudonym","initials","country"\r\n"1","4B6Y-S06P-JTEE-C3CZ-O","Z. O.","FR"\r\n"2","4ZS5-JKR8-D47P-5NHE-L","Z. O.","FR"\r\n'
    + '"3","HHR0-FE1B-HYG9-JFYF-O","",""\r\n"4","ZNDZ-9Q71-5V5M-F2AZ-A","Z. O.","FR"\r\n';

function codesOf(list, size, statement = STATEMENT) {
    const found = [];
    const scan = new ListScan(statement, (code) => found.push(code));
    for (let at = 0; at < list.length; at += size) {
        // Memory that is used again, as a stream may.
        const part = Uint8Array.from(list.subarray(at, at + size));
        scan.part(part);
        part.fill(0);
    }
    scan.finish();
    return found;
}

test('a good list has no finding however it is cut, and a bad one always the same', () => {
    const hidden = LIST.replace('Z. O.', 'Z.\u{1f600}\u200bO.');
    for (const size of [1, 2, 7, 50, 1000]) {
        assert.deepEqual(codesOf(encoded(LIST), size), [], `${size}`);
        assert.deepEqual(codesOf(encoded(hidden), size), ['list-control', 'list-small'], `${size}`);
    }
    assert.deepEqual(codesOf(encoded(LIST.replaceAll('Z. O.', 'می\u200cخواهم \u0627\u06cc＝')), 64), []);
    assert.deepEqual(codesOf(encoded(LIST.replaceAll('Z. O.', '\'=""1;')), 64), []);
    assert.deepEqual(codesOf(encoded(LIST.replaceAll('"FR"', '"DE"')), 64), ['list-label']);
    assert.deepEqual(codesOf(encoded(''), 1), ['list-length']);
    assert.deepEqual(codesOf(encoded(`${LIST}"${'x'.repeat(3 * 2 ** 20)}`), 2 ** 16), ['list-line', 'list-length']);
    assert.deepEqual(codesOf(encoded(LIST), 9, undefined), []);
});

/** By counting alone, in integers. */
function counted(size, n, bad) {
    const choose = (top, count) => {
        let result = 1n;
        for (let i = 0; i < count; i += 1) result = (result * BigInt(top - i)) / BigInt(i + 1);
        return count < 0 || count > top ? 0n : result;
    };
    let most = 0;
    for (let all = 0; all <= size; all += 1) {
        let below = 0n;
        for (let k = 0; k <= bad; k += 1) below += choose(all, k) * choose(size - all, n - k);
        if (20n * below > choose(size, n)) most = all;
    }
    return most;
}

test('bounds by counting, every sample of every small register, and published ones', () => {
    for (const size of [1, 2, 3, 7, 20, 41]) {
        for (let n = 0; n <= size; n += 1) for (let bad = 0; bad <= n; bad += 1) assert.equal(bound(size, n, bad), counted(size, n, bad), `${size}, ${n}, ${bad}`);
    }
    const published = [[1e6, 299, 0, 9967], [1e6, 299, 1, 15764], [1e6, 299, 5, 34834], [1e6, 299, 10, 56066], [1000, 149, 0, 18], [1e4, 500, 5, 206], [1e4, 1000, 10, 165]];
    for (const [size, n, bad, most] of published) assert.equal(bound(size, n, bad), most);
    // One of twenty: with 19 bad the chance of none is exactly 0.05, which is not more.
    assert.equal(bound(20, 1, 0), 18);
    assert.equal(bound(1e9, 1e9, 7), 7);
});

test('a bound holds its own definition at a thousand million', () => {
    // P[none bad] = Π (1 − B / (N − i)): here by logarithms of quotients, of which the bound's own two neighbours are far apart.
    const log = (all, n) => Array.from({ length: n }, (_, i) => Math.log1p(-all / (1e9 - i))).reduce((sum, term) => sum + term, 0);
    for (const n of [300, 1000, 3000]) {
        const most = bound(1e9, n, 0);
        assert.ok(log(most - 10, n) > Math.log(0.05) && log(most + 10, n) < Math.log(0.05), `${n}`);
    }
});

test('sizes in words', () => {
    assert.deepEqual([sizeOf(1e6, '120'), sizeOf(1e6, '5%'), sizeOf(1001, '5%'), sizeOf(1e6, '0.5%'), sizeOf(1e6, 'california'), sizeOf(1e4, 'california'), sizeOf(100, 'california')], [120, 50000, 51, 5000, 30000, 500, 100]);
    for (const [size, words] of [[1e6, '1%'], [1000, '2.5%'], [20, '10%'], [600, '1%'], [1e9, '0.01%']]) {
        const n = sizeOf(size, words, true);
        const most = Math.floor((size * parseFloat(words)) / 100);
        assert.ok(bound(size, n, 0) <= most && (n === 1 || bound(size, n - 1, 0) > most), `${size}, ${words}: ${n}`);
    }
    assert.ok([sizeOf(100, 'many'), sizeOf(100, 'x%'), sizeOf(100, '-1'), sizeOf(100, 'x%', true)].every(Number.isNaN));
});

test('DER has one form: lengths, numbers, identifiers, sets', () => {
    const bytes = (text) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
    const part = (text) => partsOf(bytes(text))[0];
    const odd = (what, text) => assert.throws(() => what(part(text)), Odd, text);
    for (const good of ['', '05 00', '04 7f' + '00'.repeat(127), '04 81 80' + '00'.repeat(128), '30 00 31 00', '1e 00 be 00']) assert.equal(joined(...partsOf(bytes(good)).map(({ whole }) => whole)).length, bytes(good).length, good);
    for (const wrong of ['05', '05 01', '04 80', '04 81 7f' + '00'.repeat(127), '04 82 00 80' + '00'.repeat(128), '04 85 00 00 00 00 00', '1f 01 00', 'bf 01 00', '07 00', '10 00', '30 03 02 01']) assert.throws(() => partsOf(bytes(wrong)), Odd, wrong);
    assert.deepEqual(['02 01 00', '02 02 00 80', '02 01 ff'].map((text) => integer(part(text)).length), [1, 2, 1]);
    for (const wrong of ['02 00', '02 02 00 7f', '02 02 ff 80', '04 01 00']) odd(integer, wrong);
    assert.deepEqual([...positive(part('02 02 00 80'))], [0x80]);
    odd(positive, '02 01 80');
    assert.deepEqual(['06 09 60 86 48 01 65 03 04 02 01', '06 03 2a 03 04', '06 08 2a 8f ff ff ff 0f 01 01'].map((text) => oid(part(text))), ['2.16.840.1.101.3.4.2.1', '1.2.3.4', '1.2.4294967183.1.1']);
    // Written otherwise than it must be, it is never one that is known.
    assert.deepEqual(['06 04 2a 03 80 04', '06 07 2a 03 90 80 80 80 04'].map((text) => oid(part(text))), ['2a038004', '2a039080808004']);
    for (const wrong of ['06 00', '06 02 2a 03', '06 03 78 03 04', '06 03 2a 03 84', '06 07 2a 8f ff ff ff 7f 01', '06 07 2a 81 80 80 80 80 00']) odd(oid, wrong);
    assert.deepEqual([truth(part('01 01 ff')), truth(part('01 01 00'))], [true, false]);
    odd(truth, '01 01 01');
    for (const wrong of ['03 00', '03 01 01', '03 02 08 00']) odd(bits, wrong);
    assert.deepEqual(sorted([bytes('04 02 00 00'), bytes('04 01 ff')]).map((one) => one.length), [3, 4]);
    assert.throws(() => sorted([bytes('05 00'), bytes('05 00')]), Odd);
    const nested = (levels) => Array.from({ length: levels }).reduce((inner) => Buffer.concat([Buffer.from([0x30, inner.length]), inner]), Buffer.alloc(0));
    narrow(nested(32));
    narrow(bytes('05 00'.repeat(64)));
    for (const wrong of [nested(34), bytes('05 00'.repeat(65))]) assert.throws(() => narrow(wrong), Odd);
    assert.deepEqual([secondsOf('19700101000001'), secondsOf('20240229235959')], [1, 1709251199]);
    for (const wrong of ['19691231235959', '20260229000000', '20261301000000', '20260001000000', '20261129240000', '20261129006000', '20261129000060', '00001129101203']) assert.equal(secondsOf(wrong), undefined, wrong);
});

test('a large file is digested part by part, in one memory or, where the browser has none, without', async () => {
    const bytes = Uint8Array.from({ length: 33 * 2 ** 20 + 77 }, (_, n) => (n * 2654435761) >>> 24);
    const expected = createHash('sha256').update(bytes).digest('hex');
    const { stream } = Blob.prototype;
    for (const lacking of [false, true]) {
        const blob = new Blob([bytes]);
        let asked = 0;
        blob.stream = () => {
            asked += 1;
            if (lacking) throw new TypeError('no byte stream');
            return stream.call(blob);
        };
        if (!lacking) blob.slice = () => assert.fail('a part with a memory of its own');
        let read = 0;
        assert.equal(await blobDigest(blob, (length) => (read += length)), expected);
        assert.deepEqual([read, asked], [bytes.length, 1]);
    }
});

test('modules use no network, no markup, no evaluation, and import in one form', () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
        const text = readFileSync(new URL(name, folder), 'utf8');
        assert.ok(!/\b(?:eval|Function|XMLHttpRequest|WebSocket|innerHTML|outerHTML|document\.write)\b/.test(text), name);
        assert.ok(name === 'ask.js' || !/\bfetch\(/.test(text), name);
        for (const line of text.split('\n').filter((each) => /^(?:import|export)\b/.test(each))) {
            assert.match(line, /^(?:import \{.*|import '.*|export (?:async )?function\*? \w+.*|export (?:const|class) \w+.*)$/, `${name}: ${line}`);
        }
    }
});
