#!/usr/bin/env python3
"""The verifier as one file, opened from `file://` in a Chromium without a network: whole dossiers, tampered ones beside what
`handover verify` finds, paper, the challenge, both languages, keyboard, screen reader, print, and not one request.

  .venv/bin/python tests/browser/alone.py --binary target/debug/handover --make-export target/debug/examples/make_export

Prints `ok …` or `FAILED …` for each check and exits 1 where one failed. `--look DIR` keeps a screenshot of each state.
"""
import argparse, shutil, subprocess, sys, tempfile, time
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "outside"), str(Path(__file__).parents[1] / "verifier")]
import forge
from alike import dossiers, forged, real
from answered import responses
from asked import beside_the_seal, challenge, no_dossier, tampered, whole
from browser import give, memory_of_renderers, overflows, settle
from eyes import VALIDATE
from house import Counted, check, need, run
from offline import FILE, VERIFIED, WHOLE, Alone
from server import texts

HERE = Path(__file__).resolve().parent
LACKING = """for (const name of ['importKey', 'verify', 'generateKey']) {
    const own = SubtleCrypto.prototype[name];
    SubtleCrypto.prototype[name] = function (...all) {
        if (all.some((one) => one === 'Ed25519' || one?.name === 'Ed25519')) return Promise.reject(new DOMException('', 'NotSupportedError'));
        return own.apply(this, all);
    };
}"""


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
        need("needs JavaScript" in text and "besoin de JavaScript" in text and page.locator("#file").is_hidden() and not overflows(page), text)
        lines = [line for block in page.locator("pre").all() if block.is_visible() for line in block.inner_text().splitlines()]
        need([line.split()[0] for line in lines] == ["sha256sum"] * 3 + ["ssh-keygen"], lines)
        folder = alone.work / "by-hand"
        shutil.unpack_archive(alone.named.zip, folder)
        line = " && ".join(lines).replace("NAME", (next(folder.iterdir()) / "allowed_signers").read_text().split()[0])
        said = run("sh", "-c", line, cwd=next(folder.iterdir())).decode()
        need(alone.hash_of(alone.named) in said and alone.named.said["seal"] in said, said)
        alone.shot(page, "no-script")


def dressed(alone):
    for width in (320, 900, 1440):
        for scheme, locale in (("light", "en-GB"), ("dark", "fr-FR")):
            with check(f"{width} px, {scheme}, {locale}: nothing overflows, axe-core finds nothing"), alone.page(width=width, color_scheme=scheme, locale=locale, bypass_csp=True) as page:
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
                    alone.axe(page)
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
    with check(f"large: a named dossier of {alone.rows:,} rows in flat memory, with progress and a stop"), alone.page() as page:
        export = alone.work / "large.csv"
        run(alone.make_export, "--rows", alone.rows, "--out", export, timeout=3600)
        out = alone.work / "large"
        run(alone.binary, "pack", export, "--cover", alone.work / "cover-fr.toml", "--policy", "named", "--keys", alone.work / "keys", "--out", out, timeout=3600)
        export.unlink()
        (dossier,) = out.glob("*.zip")
        need(dossier.stat().st_size > 85 * alone.rows, dossier.stat().st_size)
        before = memory_of_renderers()[0]
        page.evaluate("""() => {
            window.said = [];
            new MutationObserver(() => window.said.push(document.getElementById('progress-text').textContent)).observe(document.getElementById('progress-text'), { childList: true });
        }""")
        start = time.monotonic()
        page.set_input_files("#file", str(dossier))
        most = 0
        while page.locator("#answer h2").count() == 0:
            most = max(most, memory_of_renderers()[0])
            page.wait_for_timeout(100)
        need(settle(page) == WHOLE, page.locator("#answer").inner_text())
        print(f"        {(most - before) >> 20} MiB more than the empty page, for {dossier.stat().st_size >> 20} MiB, in {time.monotonic() - start:.0f} s", flush=True)
        need(most - before < 200 << 20, f"{(most - before) >> 20} MiB more than before")
        said = page.evaluate("window.said")
        need(len(said) > 5 and any(text.endswith("left") and "MB" in text for text in said), said[:9])
        page.set_input_files("#file", str(dossier))
        page.get_by_role("button", name="Stop").click()
        need(page.locator("#say").text_content() == "Stopped." and page.locator("#progress").is_hidden(), "stopped")
        need(page.evaluate("document.activeElement.id") == "file", "back at the file")


PARTS = (whole, beside_the_seal, tampered, no_dossier, challenge, responses, real, forged, dossiers, languages, by_hand, dressed, lacking, large)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--make-export", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--forge", type=lambda path: Path(path).resolve(), help="the maker of forged responses; else beside the maker of exports")
    options.add_argument("--look", type=lambda path: Path(path).resolve())
    options.add_argument("--only", help="one part, by name")
    options.add_argument("--rows", type=int, default=3_400_000, help="of the large dossier: 44000000 make 4 GB, and need the release binary and 40 GB of disk")
    options = options.parse_args()
    options.forge = options.forge or options.make_export.parent / "forge_responses"
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
