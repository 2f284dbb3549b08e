#!/usr/bin/env python3
"""The verifier as one file, opened from `file://` in a Chromium without a network: whole dossiers, tampered ones beside what
`handover verify` finds, paper, the challenge, both languages, keyboard, screen reader, print, and not one request.

  .venv/bin/python tests/browser/alone.py --binary target/debug/handover --make-export target/debug/examples/make_export

Prints `ok …` or `FAILED …` for each check and exits 1 where one failed. `--look DIR` keeps a screenshot of each state.
"""
import argparse, contextlib, hashlib, json, re, shutil, subprocess, sys, tempfile
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "outside")]
import forge
from browser import WATCH, drop, give, memory_of_renderers, overflows, settle
from eyes import AXE, TAGS, VALIDATE
from house import POLICIES, Counted, Packed, check, need, run, write_hostile_export
from playwright.sync_api import sync_playwright
from server import texts
from tampered import CODES, sealed_too

HERE = Path(__file__).resolve().parent
FILE = HERE.parents[1] / "config" / "web" / "verify-alone.html"
WHOLE, VERIFIED, CHANGED, OTHER = "Whole, not compared with paper", "Verified", "Not as it was sealed", "Not the dossier on paper"
LACKING = """for (const name of ['importKey', 'verify', 'generateKey']) {
    const own = SubtleCrypto.prototype[name];
    SubtleCrypto.prototype[name] = function (...all) {
        if (all.some((one) => one === 'Ed25519' || one?.name === 'Ed25519')) return Promise.reject(new DOMException('', 'NotSupportedError'));
        return own.apply(this, all);
    };
}"""


class Alone:
    """Debian's Chromium without a network, and every request that a page of it makes."""

    def __init__(self, options, work):
        self.binary, self.make_export, self.look, self.work = options.binary, options.make_export, options.look, work
        # Its published name.
        self.file = work / "verify.html"
        shutil.copy(FILE, self.file)
        self.requests, self.complaints, self.workers = [], [], 0
        self.driver = sync_playwright().start()
        rules = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"]
        self.chromium = self.driver.chromium.launch(executable_path=shutil.which("chromium"), args=rules)
        export = work / "export.csv"
        write_hostile_export(export)
        self.dossiers = {policy: Packed(self.binary, work, policy, "fr", export) for policy in POLICIES}
        self.named = self.dossiers["named"]

    def close(self):
        self.chromium.close()
        self.driver.stop()

    @contextlib.contextmanager
    def page(self, width=900, height=800, file=None, before="", script=True, **more):
        context = self.chromium.new_context(**{"viewport": {"width": width, "height": height}, "locale": "en-GB", "offline": True, "java_script_enabled": script, **more})
        page = context.new_page()
        page.set_default_timeout(60_000)
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", lambda sent: self.requests.append(sent["request"]["url"]))
        context.on("request", lambda request: self.requests.append(request.url))
        page.on("worker", lambda _: setattr(self, "workers", self.workers + 1))
        page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if script:
            page.add_init_script(WATCH + before)
        try:
            page.goto((file or self.file).as_uri())
            yield page
        finally:
            context.close()

    def hash_of(self, dossier):
        return dossier.said["integrity_hash"].replace(" ", "")

    def rust(self, raw, *more):
        path = self.work / "tampered.zip"
        path.write_bytes(raw)
        said = run(self.binary, "verify", path, "--json", *more, ok=(0, 1, 2))
        return {finding["code"] for finding in json.loads(said)["findings"]} if said else set()

    def shot(self, page, name):
        if self.look:
            page.screenshot(path=self.look / f"alone-{name}.png", full_page=True)


def grouped(text, length=4):
    return " ".join(text[n : n + length] for n in range(0, len(text), length))


def whole(alone):
    for policy, dossier in alone.dossiers.items():
        with check(f"{policy}: whole from file://, and what stands large is what is on paper"), alone.page() as page:
            expected, seal = alone.hash_of(dossier), dossier.said["seal"]
            need(give(page, dossier.zip) == (WHOLE, []), page.locator("#answer").inner_text())
            shown = page.locator("code.hash").inner_text().split()
            need("".join(shown) == expected and [len(group) for group in shown] == [4] * 16, shown)
            need(page.locator("code.seal").inner_text() == seal, seal)
            text = page.locator("#answer").inner_text()
            for piece in ("590", "600", dossier.said["id"], "Justice pour la Tchétchénie"):
                need(piece in text, f"{piece} is not shown")
            need(page.evaluate("document.activeElement.textContent.includes('Whole')"), "the answer has the focus")
            need(page.title().startswith(WHOLE), page.title())
            alone.shot(page, f"whole-{policy}")
            zipped = hashlib.sha256(dossier.zip.read_bytes()).hexdigest()
            for field, typed in (("hash", grouped(expected)), ("hash", expected.upper()), ("hash", zipped), ("seal", seal), ("seal", seal[7:])):
                for other in ("hash", "seal"):
                    page.fill(f"#paper-{other}", "")
                need(page.locator("#answer h2 span:last-child").inner_text() == WHOLE, "nothing is compared")
                page.fill(f"#paper-{field}", typed)
                page.locator("#answer h2", has_text=VERIFIED).wait_for()
                need(page.locator(f"#paper-{field}-said").inner_text().startswith("Equal"), typed)
            page.fill("#paper-hash", expected)
            alone.shot(page, f"verified-{policy}")
            page.fill("#paper-hash", expected[:-1] + ("0" if expected[-1] != "0" else "1"))
            page.locator("#answer h2", has_text=OTHER).wait_for()
            need("in 1 of the 16" in page.locator("#paper-hash-said").inner_text() and "pin-hash" in page.locator(".findings").inner_text(), "one digit")
            alone.shot(page, f"other-{policy}")
            page.fill("#paper-hash", expected)
            page.fill("#paper-seal", seal.swapcase())
            page.press("#paper-seal", "Enter")
            need(page.locator("#paper-seal-said").inner_text() != "", "said what is wrong with the fingerprint")
    with check("paper: typed before the dossier is chosen, it is verified at once; half a hash is a fault"), alone.page() as page:
        page.fill("#paper-hash", "abc")
        page.get_by_role("button", name="Compare").click()
        need("exactly 64" in page.locator("#paper-hash-said").inner_text() and page.get_attribute("#paper-hash", "aria-invalid") == "true", "half a hash")
        page.fill("#paper-hash", grouped(alone.hash_of(alone.named)))
        need("as soon as" in page.locator("#paper-hash-said").inner_text(), "it waits")
        need(give(page, alone.named.zip)[0] == VERIFIED, page.locator("#answer").inner_text())


def refused(alone, page, raw, code, where=""):
    said, codes = give(page, raw)
    need(said in (CHANGED, "Packed again by another program", "A zip, but not a dossier"), f"says {said!r}, {codes}")
    need(code in codes and where in page.locator(".findings").inner_text(), f"{code} at {where} is not among {codes}")
    text = page.locator(".findings").inner_text()
    need("departs from the form" not in text, "a code without its own words")
    rust = alone.rust(raw)
    need(set(codes) == rust, f"the page finds {sorted(set(codes) - rust)} more and {sorted(rust - set(codes))} less than `handover verify`")


def tampered(alone):
    folder, files = forge.parts(alone.named.zip)
    files = sealed_too(alone, files)
    with alone.page() as page:
        for path in sorted(files):
            with check(f"tampered: one byte of {path}"):
                begin = len(files[path]) * 3 // 4 if path.endswith(".sig") else 0
                digit = next(n for n in range(begin, len(files[path])) if files[path][n : n + 1].isdigit()) if path.endswith((".sig", "manifest-sha256.txt")) else None
                refused(alone, page, forge.zipped(folder, {**files, path: forge.flipped(files[path], digit)}), CODES.get(path, "digest"))
        alone.shot(page, "changed")
        for name, raw, code in forge.wrappings(forge.zipped(folder, files)):
            with check(f"tampered: {name}"):
                refused(alone, page, raw, code)
        with check("tampered: what no person sees in a name is not shown as if it were not there"):
            need(page.evaluate("() => { const { value } = globalThis.$elements ?? {}; return value === undefined; }"), "nothing of the page is reachable from outside")


def no_dossier(alone):
    with alone.page() as page:
        for name, raw, heading, piece in (
            ("a PDF", alone.named.slip.read_bytes(), "Not a dossier", "This is a PDF"),
            ("a vault", alone.named.vault.read_bytes(), "Not a dossier", "encrypted"),
            ("half a zip", alone.named.zip.read_bytes()[:5000], "Not a dossier", "incomplete"),
            ("an empty file", b"", "Not a dossier", "empty"),
            ("a zip of something else", forge.zipped("photos", {"a.jpg": b"x"}), "A zip, but not a dossier", "dossier-"),
            ("a response before its dossier", forge.zipped("response-aaaaaaaaaaaaaaaa", {"response.json": b"{}"}), "First the dossier", "answers for"),
        ):
            with check(f"no dossier: {name}"):
                need(give(page, raw)[0] == heading, page.locator("#answer").inner_text())
                need(piece in page.locator("#answer").inner_text(), f"{piece} is not said")
        with check("dropped: several that are not a dossier and its response"):
            drop(page, [["a.zip", "x"], ["b.zip", "y"]])
            page.get_by_role("heading", name="One file, please").wait_for()


def challenge(alone):
    with check("challenge: dice with spaces and lines, sizes as number, share, California and bound; the receipt is written out"), alone.page() as page:
        give(page, alone.named.zip)
        said = lambda: page.locator("#receipt-says").inner_text()
        need("300 entries" in said() and "590" in said(), said())
        page.fill("#dice", "123 45\n6")
        need("6 digits so far" in page.locator("#dice-said").inner_text(), page.locator("#dice-said").inner_text())
        page.fill("#dice", "12345 61234\n5612345 6x")
        need("alone" in page.locator("#dice-said").inner_text(), "a letter")
        page.fill("#dice", "12345 61234\n56123 45612")
        need(page.locator("#dice-said").inner_text() == "20 digits", page.locator("#dice-said").inner_text())
        need(page.locator("#receipt-says h3").count() == 0, "no size yet")
        page.fill("#amount", "100")
        need("12345 61234 56123 45612" in said() and grouped(alone.hash_of(alone.named)) in said(), said())
        alone.shot(page, "challenge")
        page.fill("#amount", "301")
        need("300 be opened at most" in page.locator("#size-said").inner_text() and page.locator("#receipt-says h3").count() == 0, "too many")
        page.check("#kind-percent")
        page.fill("#amount", "5")
        need("\n30\n" in said() or "30" in said(), said())
        page.check("#kind-california")
        need(page.locator("#amount").is_hidden() and "500" in page.locator("#size-said").inner_text(), page.locator("#size-said").inner_text())
        page.check("#kind-bound")
        page.fill("#amount", "2,5")
        need("95 % confidence" in said() or "95 %" in said(), said())
        # Fields that a person could be reached by are not offered.
        names = page.locator("fieldset").nth(1).inner_text()
        need("E-mail" not in names and "City" in names, names)
    with check("challenge: a dossier that seals none says so"), alone.page() as page:
        cover = (alone.work / "cover-fr.toml").read_text(encoding="utf-8")
        (alone.work / "cover-none.toml").write_text(re.sub(r"(?m)^\[handover\]$", "[handover]\nchallenge_max_rows = 0", cover), encoding="utf-8")
        out = alone.work / "none"
        run(alone.binary, "pack", alone.work / "export.csv", "--cover", alone.work / "cover-none.toml", "--policy", "count", "--keys", alone.work / "keys", "--out", out)
        need(give(page, next(out.glob("*.zip")))[0] == WHOLE, "whole")
        need("without a challenge" in page.locator("#challenge").inner_text() and page.locator("#response-form").is_hidden(), page.locator("#challenge").inner_text())


def languages(alone):
    english, french = texts("en"), texts("fr")

    def left(page, own, other):
        text = page.locator("body").inner_text()
        return [key for key, said in other.items() if said != own[key] and len(said) > 12 and "{" not in said and said in text]

    with check("languages: changed within the page, nothing is lost and nothing left of the other"), alone.page() as page:
        need(page.get_attribute("html", "lang") == "en", "as the browser wishes")
        give(page, alone.named.zip)
        page.fill("#dice", "1" * 25)
        page.get_by_role("button", name="Français").click()
        need(page.get_attribute("html", "lang") == "fr" and page.locator("#answer h2 span:last-child").inner_text() == french["verify-whole"], "French")
        need(page.input_value("#dice") == "1" * 25, "the dice stay")
        need(not left(page, french, english), left(page, french, english))
        need("590" in page.locator("#answer").inner_text() and "11 mai 2017" in page.locator("#answer").inner_text(), "days as French writes them")
        alone.shot(page, "french")
        page.get_by_role("button", name="English").click()
        need(not left(page, english, french), left(page, english, french))
    with check("languages: a French browser finds it in French"), alone.page(locale="fr-CA") as page:
        need(page.get_attribute("html", "lang") == "fr" and page.locator("h1").inner_text() == french["verify-title"], "French")
        need(not left(page, french, english), left(page, french, english))


def by_hand(alone):
    with check("by keyboard: every stop in its order, Enter opens the chooser, the focus goes to the answer"), alone.page() as page:
        stops, choosers = [], []
        page.on("filechooser", lambda chooser: choosers.append(chooser))
        for _ in range(7):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href') || document.activeElement.lang || document.activeElement.textContent"))
        need(stops == ["#main", "en", "fr", "file", "paper-hash", "paper-seal", "Compare"], stops)
        page.focus("#file")
        page.keyboard.press("Enter")
        for _ in range(100):
            page.wait_for_timeout(0 if choosers else 100)
        choosers[0].set_files(str(alone.named.zip))
        need(settle(page) == WHOLE, "chosen")
        page.keyboard.press("Tab")
        need(page.evaluate("document.activeElement.textContent") == "Copy the hash", "next is the hash's button")
        page.focus("#dice")
        for key in ("1",) * 20 + ("Tab", "Tab") + tuple("50"):
            page.keyboard.press(key)
        need("11111 11111" in page.locator("#receipt-says").inner_text(), page.locator("#receipt-says").inner_text())
        page.keyboard.press("Tab")
        need(page.evaluate("document.activeElement.type") == "checkbox", "then the fields")
    with check("by ear: names of all that can be reached, live regions for answer and receipt"), alone.page() as page:
        give(page, alone.named.zip)
        tree = page.locator("body").aria_snapshot()
        for piece in ('heading "Verify a dossier" [level=1]', 'button "Choose the dossier"', 'textbox "Integrity hash, or SHA-256 of the zip, from the slip"', 'navigation "Languages"', f'heading "{WHOLE}" [level=2]', 'textbox "Dice"', 'group "Entries"', 'button "Choose the response"', 'button "Français"'):
            need(piece in tree, f"{piece} in {tree}")
        need(page.locator("#say[role=status]").text_content() == WHOLE, "the live region")
    with check("without script it says what it needs, and how to check by hand"), alone.page(script=False) as page:
        text = page.locator("body").inner_text()
        need("needs JavaScript" in text and page.locator("#file").is_hidden() and not overflows(page), text)
        alone.shot(page, "no-script")


def dressed(alone):
    for width in (320, 900, 1440):
        for scheme in ("light", "dark"):
            with check(f"{width} px, {scheme}: nothing overflows, axe-core finds nothing"), alone.page(width=width, color_scheme=scheme, bypass_csp=True) as page:
                for step in ("empty", "whole", "challenge", "changed"):
                    if step == "whole":
                        give(page, alone.named.zip)
                    elif step == "challenge":
                        page.fill("#dice", "31415926535897932384626433832795028841971")
                        page.fill("#amount", "60")
                    elif step == "changed":
                        folder, files = forge.parts(alone.named.zip)
                        give(page, forge.zipped(folder, {**files, "data/cover.pdf": b"%PDF", "notes.txt": b"x"}))
                    need(not overflows(page), step)
                    alone.shot(page, f"{step}-{width}-{scheme}")
                    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
                    found = page.evaluate("(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", TAGS)["violations"]
                    need(not found, [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}" for one in found])
    with check("forced colours and print: the verdict, the hash and the receipt are there, the controls are not"), alone.page(forced_colors="active") as page:
        give(page, alone.named.zip)
        page.fill("#dice", "31415926535897932384626433832795028841971")
        page.fill("#amount", "60")
        alone.shot(page, "forced-colours")
        page.emulate_media(media="print", forced_colors="none")
        for seen in ("#answer h2", "code.hash", "code.seal", "#receipt-says"):
            need(page.locator(seen).first.is_visible(), f"{seen} on paper")
        for unseen in ("#file-form", "#dice", "#paper-form", "#response-form", "#languages"):
            need(page.locator(unseen).is_hidden(), f"{unseen} on paper")
        alone.shot(page, "print")
    with check("html-validate finds nothing"):
        done = subprocess.run([str(VALIDATE), "--config", str(HERE / "html-validate.json"), str(alone.file)], capture_output=True, text=True)
        need(done.returncode == 0, done.stdout[-3000:])


def lacking(alone):
    # A worker has its own globals: what is put before the page is put before the worker's text too.
    changed = alone.work / "lacking.html"
    text = FILE.read_text(encoding="utf-8")
    begin = '<script type="text/plain" id="worker">'
    need(text.count(begin) == 1, "one worker")
    changed.write_text(text.replace(begin, begin + LACKING), encoding="utf-8")
    with check("without Ed25519: said, with the line for ssh-keygen, and never verified"), alone.page(file=changed, before=LACKING) as page:
        need(give(page, alone.named.zip) == ("Whole, but the seal is not checked", []), page.locator("#answer").inner_text())
        line = page.locator("#answer pre").inner_text()
        need(line.startswith("ssh-keygen -Y verify -f allowed_signers -I ") and "NAME" not in line, line)
        folder = alone.work / "unpacked"
        shutil.unpack_archive(alone.named.zip, folder)
        good = subprocess.run(["sh", "-c", line], cwd=next(folder.iterdir()), capture_output=True, text=True)
        need(good.returncode == 0 and alone.named.said["seal"] in good.stdout, good)
        page.fill("#paper-hash", alone.hash_of(alone.named))
        need(page.locator("#answer h2 span:last-child").inner_text() != VERIFIED, "not verified")
        alone.shot(page, "lacking")
    with check("a browser that lacks what the check needs says so"), alone.page(before="delete globalThis.DecompressionStream;") as page:
        need(page.locator("#answer h2 span:last-child").inner_text() == "This browser cannot check", page.locator("#answer").inner_text())


def large(alone):
    with check("large: a named dossier of 300 MB in flat memory, with progress and a stop"), alone.page() as page:
        export = alone.work / "large.csv"
        run(alone.make_export, "--rows", 3_400_000, "--out", export)
        out = alone.work / "large"
        run(alone.binary, "pack", export, "--cover", alone.work / "cover-fr.toml", "--policy", "named", "--keys", alone.work / "keys", "--out", out)
        export.unlink()
        (dossier,) = out.glob("*.zip")
        need(dossier.stat().st_size > 290_000_000, dossier.stat().st_size)
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
        need(settle(page) == WHOLE, page.locator("#answer").inner_text())
        print(f"        {(most - before) >> 20} MiB more than the empty page, for {dossier.stat().st_size >> 20} MiB", flush=True)
        need(most - before < 200 << 20, f"{(most - before) >> 20} MiB more than before")
        said = page.evaluate("window.said")
        need(len(said) > 5 and any(text.endswith("left") and "MB" in text for text in said), said[:9])
        page.set_input_files("#file", str(dossier))
        page.get_by_role("button", name="Stop").click()
        need(page.locator("#say").text_content() == "Stopped." and page.locator("#progress").is_hidden(), "stopped")
        need(page.evaluate("document.activeElement.id") == "file", "back at the file")


PARTS = (whole, tampered, no_dossier, challenge, languages, by_hand, dressed, lacking, large)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--make-export", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--look", type=lambda path: Path(path).resolve())
    options.add_argument("--only", help="one part, by name")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="handover-alone-") as work:
        alone = Alone(options, Path(work))
        try:
            for part in PARTS:
                if options.only in (None, part.__name__):
                    part(alone)
            with check("no request left the file, no complaint in the console, a worker did the work"):
                outside = {url for url in alone.requests if not url.startswith(("file://", "blob:null/", "data:,"))}
                need(not outside, outside)
                others = {url for url in alone.requests if url.startswith("file://") and Path(url).name not in ("verify.html", "lacking.html")}
                need(not others, others)
                need(alone.complaints == [], alone.complaints[:5])
                need(alone.workers > 0, "a worker")
        finally:
            alone.close()
    print(f"{Counted.passed} passed, {Counted.failed} failed")
    sys.exit(Counted.failed > 0)


if __name__ == "__main__":
    main()
