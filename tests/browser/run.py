#!/usr/bin/env python3
"""The page at which anyone verifies, in Debian's Chromium, under the service's headers: dossiers that the real binary made,
whole and tampered with; each refusal is compared with what `handover verify` finds.

  .venv/bin/python tests/browser/run.py --binary target/debug/handover --make-export target/debug/examples/make_export

Prints `ok …` or `FAILED …` for each check and exits 1 where one failed. `--look DIR` keeps a screenshot of each state.
"""
import argparse, base64, hashlib, json, subprocess, sys, tempfile
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "outside")]
import forge
from browser import Browser, drop, give, memory_of_renderers, overflows, settle
from house import POLICIES, Counted, Packed, check, need, run, write_hostile_export
from server import Server, texts

SAME, UNKNOWN, WITHDRAWN, CHANGED = "The same as sealed", "Not known here", "Withdrawn", "Not as it was sealed"


class Ground:
    """What every check uses."""

    def __init__(self, options, work):
        self.binary, self.make_export, self.look, self.work = options.binary, options.make_export, options.look, work
        self.server = Server()
        self.browser = Browser(self.server)
        export = work / "export.csv"
        write_hostile_export(export)
        self.dossiers = {policy: Packed(self.binary, work, policy, "fr", export) for policy in POLICIES}
        self.named = self.dossiers["named"]

    def hash_of(self, dossier):
        return dossier.said["integrity_hash"].replace(" ", "")

    def rust(self, raw):
        """Codes that `handover verify` finds in it."""
        path = self.work / "tampered.zip"
        path.write_bytes(raw)
        said = run(self.binary, "verify", path, "--json", ok=(0, 1, 2))
        return {finding["code"] for finding in json.loads(said)["findings"]} if said else set()

    def shot(self, page, name):
        if self.look:
            page.screenshot(path=self.look / f"verify-{name}.png", full_page=True)


def refused(ground, page, raw, code, where="", heading=CHANGED):
    """The page refuses it with this code and place, asks nobody, and finds nothing that the program does not."""
    before = len(ground.server.asked)
    said, codes = give(page, raw)
    need(said in (heading if isinstance(heading, tuple) else (heading,)), f"says {said!r}, {codes}")
    need(code in codes, f"{code} is not among {codes}")
    need(where in page.locator(".findings").inner_text(), f"{where} is not named")
    need(len(ground.server.asked) == before, "a question was asked")
    beyond = set(codes) - ground.rust(raw)
    need(not beyond, f"`handover verify` does not find {beyond}")


def whole(ground):
    for policy, dossier in ground.dossiers.items():
        with check(f"{policy}: whole, and the service is asked for its integrity hash alone"), ground.browser.page() as page:
            expected = ground.hash_of(dossier)
            ground.server.asked.clear()
            ground.server.knows(expected, signatures=590)
            heading, codes = give(page, dossier.zip)
            need((heading, codes) == (SAME, []), (heading, codes))
            need(ground.server.asked == [expected], ground.server.asked)
            shown = page.locator("code.hash").inner_text().split()
            need("".join(shown) == expected and [len(group) for group in shown] == [4] * 16, shown)
            text = page.locator("#answer").inner_text()
            for piece in ("590", "May 12, 2017", dossier.said["seal"], dossier.said["id"], "Justice pour la Tchétchénie"):
                need(piece in text, f"{piece} is not shown")
            need(page.url.endswith(f"/verify/{expected}"), page.url)
            need(page.title().startswith(SAME), page.title())
            need(page.evaluate("document.activeElement.textContent.includes('The same')"), "the answer has the focus")
            ground.shot(page, "same")


def answers(ground):
    expected = ground.hash_of(ground.named)
    server = ground.server
    for name, prepare, heading, piece in (
        ("unknown", server.knows_nothing, UNKNOWN, "another service"),
        ("withdrawn", lambda: server.knows(expected, withdrawn={"at": "2017-06-01T00:00:00Z"}), WITHDRAWN, "June 1, 2017"),
        ("busy", lambda: setattr(server, "answer", (429, "application/problem+json", b"{}")), "Whole, but not compared", "Wait a minute"),
        ("trouble", lambda: setattr(server, "answer", (500, "application/problem+json", b"{}")), "Whole, but not compared", "no usable answer"),
        ("a 404 of somebody else", lambda: setattr(server, "answer", (404, "text/html", b"<h1>no</h1>")), "Whole, but not compared", "no usable answer"),
        ("an answer about another hash", lambda: server.knows("a" * 64), "Whole, but not compared", "no usable answer"),
        ("an answer that is no JSON", lambda: setattr(server, "answer", (200, "application/json", b"{")), "Whole, but not compared", "no usable answer"),
    ):
        with check(f"answer: {name}"), ground.browser.page() as page:
            prepare()
            need(give(page, ground.named.zip)[0] == heading, page.locator("#answer").inner_text())
            need(piece in page.locator("#answer").inner_text(), f"{piece} is not said")
            ground.shot(page, name.split()[0] if name.isalpha() else "other")
    with check("answer: no connection"), ground.browser.page() as page:
        page.route("**/api/v1/seals/**", lambda route: route.abort())
        need(give(page, ground.named.zip)[0] == "Whole, but not compared", "no connection")
        need("could not be reached" in page.locator("#answer").inner_text(), "offline is said")


# What must be found where one byte of a file is changed and the zip is made anew around it.
CODES = {"bagit.txt": "bagit-txt", "tagmanifest-sha256.txt": "digest", "tagmanifest-sha256.txt.sig": "seal-broken", "tagmanifest-sha256.txt.partner.sig": "coseal-broken", "tagmanifest-sha256.txt.tsr": "timestamp"}


def sealed_too(ground, files):
    """A partner's seal and a time stamp, as far as this page looks at one."""
    key = ground.work / "partner"
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    armour = run("ssh-keygen", "-Y", "sign", "-f", key, "-n", "handover-dossier", stdin=files["tagmanifest-sha256.txt"])
    imprint = b"\4\x20" + hashlib.sha256(files["tagmanifest-sha256.txt"]).digest()
    return {**files, "tagmanifest-sha256.txt.partner.sig": armour, "tagmanifest-sha256.txt.tsr": b"\x30" + bytes([len(imprint)]) + imprint}


def tampered(ground):
    folder, files = forge.parts(ground.named.zip)
    files = sealed_too(ground, files)
    ground.server.knows_nothing()
    with ground.browser.page() as page:
        with check("tampered: put together again without a change, with a partner's seal and a time stamp, it is whole"):
            need(give(page, forge.zipped(folder, files)) == (UNKNOWN, []), page.locator("#answer").inner_text())
            need(ground.rust(forge.zipped(folder, files)) == set(), "the program agrees")
        for path in sorted(files):
            with check(f"tampered: one byte of {path}"):
                # A digit's neighbour is a digit: the form stays, the number does not. A seal's last part is the signature.
                begin = len(files[path]) * 3 // 4 if path.endswith(".sig") else 0
                digit = next(n for n in range(begin, len(files[path])) if files[path][n : n + 1].isdigit()) if path.endswith((".sig", "manifest-sha256.txt")) else None
                raw = forge.zipped(folder, {**files, path: forge.flipped(files[path], digit)})
                refused(ground, page, raw, CODES.get(path, "digest"), "" if path == "tagmanifest-sha256.txt" else path)
        ground.shot(page, "changed")
        raw = ground.named.zip.read_bytes()
        with check("tampered: one byte of the zip in the middle of each member"):
            for central, local in forge.headers(raw):
                size = int.from_bytes(raw[central + 20 : central + 24], "little")
                length = int.from_bytes(raw[local + 26 : local + 28], "little")
                changed = forge.flipped(raw, local + 30 + length + size // 2)
                heading, codes = give(page, changed)
                need(heading == CHANGED and {"zip-crc", "zip-deflate"} & set(codes), f"{raw[local + 30 : local + 30 + length]}: {heading}, {codes}")
                need(set(codes) <= ground.rust(changed), f"{codes}, the program finds {ground.rust(changed)}")
        pdf = files["data/cover.pdf"]
        other = forge.parts(ground.dossiers["initials"].zip)[1]
        for name, changed, code, where in (
            ("an extra file that nothing lists", {**files, "notes.txt": b"x"}, "file-unknown", "notes.txt"),
            ("an extra file under data/", {**files, "data/extra.pdf": pdf}, "manifest-unlisted", "data/extra.pdf"),
            ("an extra volume", {**files, "data/signatures-0002.pdf": pdf}, "manifest-unlisted", "data/signatures-0002.pdf"),
            ("a missing PDF", {k: v for k, v in files.items() if k != "data/cover.pdf"}, "file-missing", "data/cover.pdf"),
            ("a missing list", {k: v for k, v in files.items() if k != "data/signatures.csv"}, "manifest-absent", "data/signatures.csv"),
            ("no seal", {k: v for k, v in files.items() if not k.endswith("txt.sig")}, "file-missing", "tagmanifest-sha256.txt.sig"),
            ("the manifest of another dossier", {**files, "manifest-sha256.txt": other["manifest-sha256.txt"]}, "digest", "manifest-sha256.txt"),
            ("both manifests of another dossier", {**files, **{k: other[k] for k in other if "manifest" in k}}, "digest", "data/"),
            ("the statement of another dossier", {**files, "data/dossier.json": other["data/dossier.json"]}, "id-differs", ""),
            ("another key", {**files, "allowed_signers": files["allowed_signers"].replace(b"AAAA", b"AAAB", 1)}, "allowed-signers", "allowed_signers"),
            ("a tag file of 2 MiB", {**files, "bag-info.txt": files["bag-info.txt"] + bytes(2 << 20)}, "file-too-large", "bag-info.txt"),
            ("a manifest with CR", {**files, "manifest-sha256.txt": files["manifest-sha256.txt"].replace(b"\n", b"\r\n")}, "manifest-form", "manifest-sha256.txt, line 1"),
            ("a manifest with ..", {**files, "manifest-sha256.txt": files["manifest-sha256.txt"].replace(b"data/c", b"data/../c", 1)}, "manifest-path", "manifest-sha256.txt"),
            ("a manifest out of order", {**files, "manifest-sha256.txt": b"".join(sorted(files["manifest-sha256.txt"].splitlines(True)[::-1], key=lambda line: line[66:], reverse=True))}, "manifest-order", ""),
            ("a manifest that lists twice", {**files, "manifest-sha256.txt": files["manifest-sha256.txt"] * 2}, "manifest-twice", "manifest-sha256.txt"),
        ):
            with check(f"tampered: {name}"):
                refused(ground, page, forge.zipped(folder, changed), code, where)
        with check("tampered: a changed list, both manifests made to fit, the seal kept"):
            forged = dict(files, **{"data/signatures.csv": files["data/signatures.csv"].replace(b"Ana", b"Eva")})
            for manifest, listed in (("manifest-sha256.txt", ("data/signatures.csv",)), ("tagmanifest-sha256.txt", ("manifest-sha256.txt",))):
                for path in listed:
                    old, new = (hashlib.sha256(source[path]).hexdigest().encode() for source in (files, forged))
                    need(old in forged[manifest], f"{manifest} lists {path}")
                    forged[manifest] = forged[manifest].replace(old, new)
            refused(ground, page, forge.zipped(folder, forged), "seal-broken", "tagmanifest-sha256.txt.sig")
        with check("tampered: another day in the zip"):
            refused(ground, page, forge.zipped(folder, files, day=(2017, 5, 12)), "zip-time", heading="Packed again by another program")
        with check("tampered: two top folders"):
            two = forge.zipped(folder, files).replace(f"{folder}/data/cover.pdf".encode(), f"{folder[:-1]}{'a' if folder[-1] != 'a' else 'b'}/data/cover.pdf".encode())
            refused(ground, page, two, "zip-folders")
        with check("tampered: a name twice, the second one another file"):
            twice = [*sorted(files.items()), ("data/cover.pdf", b"%PDF-another")]
            refused(ground, page, forge.zipped(folder, twice), "zip-name-twice")
        with check("tampered: a name twice but for its case"):
            refused(ground, page, forge.zipped(folder, [*sorted(files.items()), ("data/COVER.pdf", pdf)]), "zip-name-twice")
        with check("tampered: a member that inflates to a million times what it declares"):
            refused(ground, page, forge.bomb(folder, files), "zip-deflate", "data/counts.csv")
        for name, changed, code in forge.wrappings(forge.zipped(folder, files)):
            with check(f"tampered: {name}"):
                refused(ground, page, changed, code, heading=(CHANGED, "Packed again by another program"))


def wrapped_again(ground):
    folder, files = forge.parts(ground.named.zip)
    expected = ground.hash_of(ground.named)
    ground.server.knows(expected)
    with ground.browser.page() as page:
        with check("zipped again in the format's way: the same as sealed, as the zip is only a wrapper"):
            stored = forge.zipped(folder, files, stored=True)
            need(stored != ground.named.zip.read_bytes() and give(page, stored) == (SAME, []), page.locator("#answer").inner_text())
        with check("zipped again as people do: refused, and said that the files inside fit"):
            refused(ground, page, forge.rezipped(folder, files), "zip-time", heading="Packed again by another program")
            ground.shot(page, "repacked")
        with check("zipped again as people do, with a changed file: not said to fit"):
            refused(ground, page, forge.rezipped(folder, {**files, "data/cover.pdf": b"%PDF"}), "digest", "data/cover.pdf")
        ground.server.knows_nothing()
        with check("sealed by another key: whole, and not known here"):
            stranger = subprocess.run([str(ground.binary), "pack", ground.work / "export.csv", "--cover", ground.work / "cover-fr.toml", "--keys", ground.work / "other-keys", "--out", ground.work / "other", "--json"], capture_output=True)
            need(stranger.returncode == 0, stranger.stderr)
            need(give(page, Path(next((ground.work / "other").glob("*.zip")))) == (UNKNOWN, []), "a stranger's dossier")


def no_dossier(ground):
    with ground.browser.page() as page:
        for name, raw, heading, piece in (
            ("a PDF", ground.named.slip.read_bytes(), "Not a dossier", "This is a PDF"),
            ("a vault", ground.named.vault.read_bytes(), "Not a dossier", "encrypted"),
            ("half a zip", ground.named.zip.read_bytes()[:5000], "Not a dossier", "incomplete"),
            ("an empty file", b"", "Not a dossier", "empty"),
            ("a table", b"name,city\n", "Not a dossier", "no zip"),
            ("a zip of something else", forge.zipped("photos", {"a.jpg": b"x", "b.jpg": b"y"}), "A zip, but not a dossier", "dossier-"),
            ("an empty zip", b"PK\5\6" + bytes(18), "A zip, but not a dossier", "dossier-"),
        ):
            with check(f"no dossier: {name}"):
                before = len(ground.server.asked)
                need(give(page, raw)[0] == heading, page.locator("#answer").inner_text())
                need(piece in page.locator("#answer").inner_text(), f"{piece} is not said")
                need(len(ground.server.asked) == before, "a question was asked")
                ground.shot(page, "no-dossier")
        with check("no dossier: a newer format"):
            folder, files = forge.parts(ground.named.zip)
            newer = forge.zipped(folder, {**files, "bag-info.txt": files["bag-info.txt"].replace(b"Handover-Format: 1", b"Handover-Format: 2")})
            need(give(page, newer)[0] == "A newer dossier", page.locator("#answer").inner_text())


def hashes(ground):
    server, expected = ground.server, ground.hash_of(ground.named)
    zip_hash = hashlib.sha256(ground.named.zip.read_bytes()).hexdigest()
    with ground.browser.page() as page:
        def asks(text):
            page.evaluate("document.getElementById('answer').replaceChildren()")
            page.fill("#hash", text)
            page.press("#hash", "Enter")
            return settle(page)

        with check("hash: pasted in any shape, it was sealed here, and no more is said"):
            server.knows(expected, zip_hash)
            grouped = " ".join(expected[n : n + 4] for n in range(0, 64, 4))
            for text in (expected, grouped, expected.upper(), f"sha256:{expected}", f"{expected}  data/cover.pdf", f"The code {grouped} of it", f"https://example.org/verify/{expected}?lang=fr", f"Hash:\n{grouped}"):
                need(asks(text) == "This hash was sealed here" and server.asked[-1] == expected, text)
            text = page.locator("#answer").inner_text()
            need("says nothing of a file" in text and "genuine" not in text and SAME not in text, text)
            need(page.url.endswith(f"/verify/{expected}"), page.url)
            ground.shot(page, "hash")
        with check("hash: the zip's SHA-256 leads to the integrity hash"):
            need(asks(zip_hash) == "This hash was sealed here", "the zip's hash")
            need("SHA-256 of the zip" in page.locator("#answer").inner_text() and page.locator("code.hash").count() == 2, "both hashes are shown")
        with check("hash: unknown, withdrawn"):
            server.knows_nothing()
            need(asks(expected) == "This hash is not known here" and "packed again" in page.locator("#answer").inner_text(), "unknown")
            ground.shot(page, "hash-unknown")
            server.knows(expected, withdrawn={"at": "2017-06-01"})
            need(asks(expected) == "This hash was sealed here, and withdrawn", "withdrawn")
        with check("hash: what is none is not asked about"):
            server.asked.clear()
            for text in ("abc", expected[:-1], expected + "0", grouped + " 0000", "g" * 64):
                page.fill("#hash", text)
                page.press("#hash", "Enter")
                need("exactly 64 digits" in page.locator("#hash-wrong").inner_text() and page.get_attribute("#hash", "aria-invalid") == "true", text)
            need(server.asked == [], server.asked)
            ground.shot(page, "hash-wrong")
    for path in (f"/verify/{expected}", f"/verify#{expected}"):
        with check(f"hash: the address {path.replace(expected, '<hash>')} answers by itself"):
            server.knows(expected)
            with ground.browser.page(path) as page:
                need(settle(page) == "This hash was sealed here", path)
    with check("hash: it is copied"):
        with ground.browser.page(f"/verify/{expected}", permissions=["clipboard-read", "clipboard-write"]) as page:
            settle(page)
            page.get_by_role("button", name="Copy the hash").click()
            page.get_by_text("Copied").wait_for()
            need(page.evaluate("navigator.clipboard.readText()") == expected, "the clipboard")


def by_hand(ground):
    """Keyboard, screen reader, small and dark screens, French, no script."""
    server, expected = ground.server, ground.hash_of(ground.named)
    server.knows(expected)
    with check("by keyboard: the first stops are skip, languages, file, hash; Enter opens the chooser"), ground.browser.page() as page:
        choosers, stops = [], []
        page.on("filechooser", lambda chooser: choosers.append(chooser))
        for _ in range(6):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href') || document.activeElement.tagName"))
        need(stops == ["#main", "?lang=en", "?lang=fr", "file", "hash", "BUTTON"], stops)
        page.focus("#file")
        page.keyboard.press("Enter")
        for _ in range(100):
            page.wait_for_timeout(0 if choosers else 100)
        need(len(choosers) == 1, "the chooser opens once")
        choosers[0].set_files(str(ground.named.zip))
        need(settle(page) == SAME, "the keyboard's way")
    with check("by ear: names, a live region that tells the answer, a field's fault that is tied to it"), ground.browser.page() as page:
        tree = page.locator("body").aria_snapshot()
        for piece in ('heading "Verify a dossier" [level=1]', 'button "Choose the dossier"', 'textbox "Integrity hash, or SHA-256 of the zip"', 'navigation "Languages"'):
            need(piece in tree, tree)
        give(page, ground.named.zip)
        need(page.locator("#say[role=status]").text_content() == SAME, "the live region")
        need('heading "The same as sealed" [level=2]' in page.locator("#answer").aria_snapshot(), "the shape is not read out")
    with check("dropped anywhere: one file is checked, several are asked back"), ground.browser.page() as page:
        drop(page, [["a.zip", "x"]])
        need(settle(page) == "Not a dossier", "one file")
        drop(page, [["a.zip", "x"], ["b.zip", "y"]])
        page.get_by_role("heading", name="One file, please").wait_for()
    for name, more in (("light", {}), ("dark", {"color_scheme": "dark"})):
        with check(f"320 px wide, {name}, French: nothing overflows, no English is left"):
            english, french = texts("en"), texts("fr")
            with ground.browser.page("/verify?lang=fr", width=320, **more) as page:
                need(not overflows(page), "the empty page")
                for prepare, file in ((lambda: server.knows(expected), ground.named.zip), (server.knows_nothing, ground.named.zip), (server.knows_nothing, forge.rezipped(*forge.parts(ground.named.zip)))):
                    prepare()
                    give(page, file)
                    page.locator("summary").click()
                    need(not overflows(page), page.locator("#answer h2").inner_text())
                    text = page.locator("body").inner_text()
                    left = [key for key, said in english.items() if said != french[key] and len(said) > 12 and "{" not in said and said in text]
                    need(not left, left)
                    ground.shot(page, f"fr-320-{name}")
                need(page.get_attribute("html", "lang") == "fr", "the language is said")
    with check("without script: the file is sent by the form, the hash by its own"), ground.browser.page(script=False) as page:
        need(page.get_by_role("button", name="Send and check").is_visible() and page.get_by_text("keeps nothing").is_visible(), "the form says what it does")
        need(not page.get_by_text("stays on your device").is_visible(), "it does not promise what it cannot keep")
        ground.shot(page, "no-script")
        page.set_input_files("#file", str(ground.named.zip))
        page.get_by_role("button", name="Send and check").click()
        page.get_by_role("heading", name="received").wait_for()
        path, kind, body = server.posted.pop()
        need(path == "/verify" and kind.startswith("multipart/form-data") and b'name="dossier"' in body and ground.named.zip.read_bytes() in body, (path, kind))
    with check("a browser that lacks what the check needs keeps the form"), ground.browser.page() as page:
        page.add_init_script("delete globalThis.DecompressionStream")
        page.reload()
        need(page.get_by_role("button", name="Send and check").is_visible(), "the form")


def modules(ground):
    """The modules alone, against hashlib and zlib."""
    with ground.browser.page() as page:
        with check("sha256.js and crc32: any length, cut anywhere, as hashlib and zlib have it"):
            bytes_of = hashlib.shake_256(b"handover").digest(3000)
            for length in (*range(0, 130), 1000, 2999):
                part = bytes_of[:length]
                said = page.evaluate("""async ([text, cut]) => {
                    const { Sha256, hex } = await import('/assets/verify/sha256.js');
                    const { crc32 } = await import('/assets/verify/zip.js');
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


PARTS = (whole, answers, tampered, wrapped_again, no_dossier, hashes, by_hand, modules, large)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--make-export", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--look", type=lambda path: Path(path).resolve())
    options.add_argument("--only", help="one part, by name")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="handover-browser-") as work:
        ground = Ground(options, Path(work))
        try:
            for part in PARTS:
                if options.only in (None, part.__name__):
                    part(ground)
            with check("nothing of any file was sent, nothing asked for is missing, no complaint in the console"):
                need(ground.server.posted == [], "a file was sent")
                need(ground.server.missing == [], ground.server.missing)
                need(ground.browser.complaints == [], ground.browser.complaints[:5])
        finally:
            ground.browser.close()
    print(f"{Counted.passed} passed, {Counted.failed} failed")
    sys.exit(Counted.failed > 0)


if __name__ == "__main__":
    main()
