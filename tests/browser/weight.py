"""The modules alone against hashlib and zlib; a member of 5 GiB; a dossier of 300 MB in flat memory."""
import base64, hashlib
import forge
from browser import give, memory_of_renderers, settle
from ground import CHANGED, UNKNOWN
from house import check, need, run


def modules(ground):
    """The modules alone, against hashlib and zlib."""
    with ground.browser.page() as page:
        with check("sha256.js and crc32: any length, cut anywhere, as hashlib and zlib have it"):
            bytes_of = hashlib.shake_256(b"handover").digest(3000)
            for length in (*range(0, 130), 1000, 2999):
                part = bytes_of[:length]
                said = page.evaluate("""async ([text, cut]) => {
                    const { Sha256, hex } = await import('/assets/verify/sha256.js');
                    const { crc32 } = await import('/assets/verify/unpack.js');
                    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
                    const digest = new Sha256().update(bytes.subarray(0, cut)).update(bytes.subarray(cut)).digest();
                    return [hex(digest), crc32(crc32(0, bytes.subarray(0, cut)), bytes.subarray(cut))];
                }""", [base64.b64encode(part).decode(), length * 2 // 3])
                need(said == [hashlib.sha256(part).hexdigest(), forge.crc(part)], length)
        with check("zip.js: a member of 5 GiB is found by zip64, and each of its numbers changed is a fault"):
            size, pieces = forge.huge()
            read = """async ([size, pieces]) => {
                const { readDirectory } = await import('/assets/verify/zip.js');
                const placed = pieces.map(([at, text]) => [at, Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
                const slice = (from, to) => ({ arrayBuffer: async () => {
                    const out = new Uint8Array(to - from);
                    for (const [at, bytes] of placed) for (let n = Math.max(from, at); n < Math.min(to, at + bytes.length); n += 1) out[n - from] = bytes[n - at];
                    return out.buffer;
                } });
                return readDirectory({ size, slice });
            }"""
            written = lambda all: [[at, base64.b64encode(piece).decode()] for at, piece in all]
            said = page.evaluate(read, [size, written(pieces)])
            need(said["faults"] == [] and said["members"][0]["size"] == 5 << 30, said)
            (_, local), (at, tail) = pieces
            end64 = tail.index(b"PK\6\6")
            for place in (*range(end64 + 4, end64 + 12), *range(end64 + 16, end64 + 56), *range(end64 + 60, end64 + 76), *range(46, 46 + 20)):
                place += 44 if place < 66 else 0
                changed = page.evaluate(read, [size, written([(0, local), (at, forge.flipped(tail, place))])])
                need(changed["faults"], f"byte {place} of the tail")


def large(ground):
    """A named dossier of some 300 MB."""
    with check("large: a named dossier of 300 MB in flat memory, with progress, a stop, and a changed byte deep inside found"), ground.browser.page() as page:
        export = ground.work / "large.csv"
        run(ground.make_export, "--rows", 3_400_000, "--out", export)
        out = ground.work / "large"
        run(ground.binary, "pack", export, "--cover", ground.work / "cover-fr.toml", "--policy", "named", "--keys", ground.work / "keys", "--out", out)
        export.unlink()
        next(out.glob("*.vault.age")).unlink()
        (dossier,) = out.glob("*.zip")
        need(dossier.stat().st_size > 290_000_000, dossier.stat().st_size)
        ground.server.knows_nothing()
        before = memory_of_renderers()[0]
        page.evaluate("""() => {
            window.said = [];
            new MutationObserver(() => window.said.push(document.getElementById('progress-text').textContent)).observe(document.getElementById('progress-text'), { childList: true });
        }""")
        page.set_input_files("#file", str(dossier))
        most = 0
        while page.locator("#answer h2").count() == 0:
            most = max(most, memory_of_renderers()[0])
            page.wait_for_timeout(100)
            if page.evaluate("window.said.length") == 8:
                ground.shot(page, "progress")
        need(settle(page) == UNKNOWN, page.locator("#answer").inner_text())
        print(f"        {(most - before) >> 20} MiB more than the empty page, for {dossier.stat().st_size >> 20} MiB", flush=True)
        need(most - before < 160 << 20, f"{(most - before) >> 20} MiB more than before")
        said = page.evaluate("window.said")
        need(len(said) > 5 and any(text.endswith("left") and " of " in text and "MB" in text for text in said), said[:9])
        asked = len(ground.server.asked)
        page.set_input_files("#file", str(dossier))
        page.get_by_role("button", name="Stop").click()
        need(page.locator("#say").text_content().startswith("Stopped") and page.locator("#progress").is_hidden() and len(ground.server.asked) == asked, "stopped")
        with open(dossier, "r+b") as file:
            file.seek(200_000_000)
            byte = file.read(1)[0]
            file.seek(200_000_000)
            file.write(bytes([byte ^ 1]))
        heading, codes = give(page, dossier)
        need(heading == CHANGED and {"zip-crc", "zip-deflate"} & set(codes) and len(ground.server.asked) == asked, (heading, codes))
