// What was found wrong: codes of docs/findings.md, each with its place.
//
// In: a code and a place. Out: findings, bounded. Never: a word of the dossier's own text.

const MOST_OF_ONE_CODE = 100;

/** Findings in the order in which they were made. */
export class Findings {
    constructor() {
        this.list = [];
        this.told = new Map();
        // To be handed on as a function.
        this.add = this.add.bind(this);
    }

    add(code, where = '') {
        const count = (this.told.get(code) ?? 0) + 1;
        this.told.set(code, count);
        if (count <= MOST_OF_ONE_CODE) this.list.push({ code, where });
    }

    has(code) {
        return this.told.has(code);
    }

    get empty() {
        return this.told.size === 0;
    }
}
