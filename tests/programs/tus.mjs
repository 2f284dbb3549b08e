// An upload by tus-js-client, over a line that breaks: a proxy cuts the connection in the middle of a body, twice, and once an
// answer is lost after the last byte. Then an upload that is given up half way and taken up by another client, as after a reload.
//
//   node tests/programs/tus.mjs ADDRESS TOKEN HANDOVER FILE
//
// Prints what happened as one JSON object.
import { createRequire } from "node:module";
import net from "node:net";
import { readFileSync } from "node:fs";

const tus = createRequire(new URL("../browser/package.json", import.meta.url))("tus-js-client");
const [address, token, handover, file] = process.argv.slice(2);
const { hostname, port } = new URL(address);
const bytes = readFileSync(file);
const cuts = { body: 2, answer: 1, done: 0 };

// Passes bytes on, and breaks: after a megabyte of a body, or when an answer to the end of an upload comes.
const proxy = net.createServer((asker) => {
    const server = net.connect(port, hostname);
    let sent = 0;
    const cut = () => { cuts.done += 1; asker.destroy(); server.destroy(); };
    for (const end of [asker, server]) {
        end.on("error", () => { asker.destroy(); server.destroy(); });
        end.on("close", () => { asker.destroy(); server.destroy(); });
    }
    asker.on("data", (piece) => {
        sent += piece.length;
        server.write(piece);
        if (cuts.body > 0 && sent > 1 << 20) { cuts.body -= 1; cut(); }
    });
    server.on("data", (piece) => {
        const ends = piece.toString("latin1").toLowerCase().includes("handover-export:");
        if (cuts.answer > 0 && ends) { cuts.answer -= 1; cut(); return; }
        asker.write(piece);
    });
});
await new Promise((up) => proxy.listen(0, "127.0.0.1", up));
const broken = `http://127.0.0.1:${proxy.address().port}`;

// One broken line after the other.
await new Promise((done, failed) => {
    new tus.Upload(bytes, {
        endpoint: `${broken}/api/v1/uploads`,
        headers: { Authorization: `Bearer ${token}` },
        metadata: { filename: "broken.csv", handover },
        retryDelays: [50, 100, 200, 400, 800, 1600],
        onError: failed,
        onSuccess: done,
    }).start();
});
// Given up half way, taken up by another client that knows its address alone.
const other = Buffer.concat([bytes, Buffer.from("Last,Line,last@example.org,FR,2017-04-11\n")]);
const half = await new Promise((done, failed) => {
    const one = new tus.Upload(other, {
        endpoint: `${address}/api/v1/uploads`,
        headers: { Authorization: `Bearer ${token}` },
        metadata: { filename: "resumed.csv", handover },
        chunkSize: 1 << 20,
        onError: failed,
        onSuccess: () => failed(new Error("it was to be given up half way")),
        onChunkComplete: (_, sent) => {
            if (sent > other.length / 2) { one.abort().then(() => done(one.url)); }
        },
    });
    one.start();
});
let first = -1;
await new Promise((done, failed) => {
    new tus.Upload(other, {
        uploadUrl: half,
        headers: { Authorization: `Bearer ${token}` },
        onProgress: (sent) => { if (first < 0) { first = sent; } },
        onError: failed,
        onSuccess: done,
    }).start();
});
proxy.close();
console.log(JSON.stringify({ cuts: cuts.done, resumed_from: first, length: other.length }));
process.exit(0);
