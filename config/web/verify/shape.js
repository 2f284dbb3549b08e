// The shape of a JSON text: which members an object has, and of what kind.
//
// In: a value of `readJson`. Out: faults with their place; members beginning `x-` are taken out. Never: a word of the text.

import { isDay } from './day.js';

const MOST_FAULTS = 100;
const LARGEST = 2 ** 53;

export const Shape = {
    text: { kind: 'text' },
    day: { kind: 'day' },
    number: { kind: 'number' },
    flag: { kind: 'flag' },
    listOf: (item) => ({ kind: 'list', item }),
    /** Any names, one shape. */
    named: (each) => ({ kind: 'named', each }),
    /** Names and shapes; a name that ends in `?` may be absent. */
    members: (members) => ({
        kind: 'members',
        members: Object.entries(members).map(([name, shape]) => ({ name: name.replace('?', ''), required: !name.endsWith('?'), shape })),
    }),
};

/**
 * Compares a value with a shape. Gives `[{ kind, path, value, wanted }]`: `missing`, `unknown` or `type`; where, as
 * `counts.by_country[3].count`, only names that the format knows; what stands there, and which shape should.
 */
export function departures(value, shape) {
    const found = [];
    const fault = (kind, path, at, wanted) => {
        if (found.length < MOST_FAULTS) found.push({ kind, path, value: at, wanted });
    };
    visit(value, shape, '', fault);
    return found;
}

function visit(value, shape, path, fault) {
    switch (shape.kind) {
        case 'list':
            if (!Array.isArray(value)) fault('type', path, value, shape.kind);
            else value.forEach((item, n) => visit(item, shape.item, `${path}[${n}]`, fault));
            return;
        case 'named':
            if (!(value instanceof Map)) fault('type', path, value, shape.kind);
            else for (const each of value.values()) visit(each, shape.each, path, fault);
            return;
        case 'members':
            if (!(value instanceof Map)) fault('type', path, value, shape.kind);
            else visitMembers(value, shape.members, path, fault);
            return;
        default:
            if (!isPlain(value, shape.kind)) fault('type', path, value, shape.kind);
    }
}

function isPlain(value, kind) {
    if (kind === 'number') return typeof value === 'number' && value <= LARGEST;
    if (kind === 'flag') return typeof value === 'boolean';
    return typeof value === 'string' && (kind === 'text' || isDay(value));
}

function visitMembers(value, known, path, fault) {
    for (const name of [...value.keys()]) if (name.startsWith('x-')) value.delete(name);
    if ([...value.keys()].some((name) => known.every((member) => member.name !== name))) fault('unknown', path);
    for (const { name, required, shape } of known) {
        const at = path === '' ? name : `${path}.${name}`;
        if (value.has(name)) visit(value.get(name), shape, at, fault);
        else if (required) fault('missing', at);
    }
}
