#!/usr/bin/env python3
"""The page at which anyone verifies, in Debian's Chromium, under the service's headers: dossiers that the real binary made,
whole and tampered with; each refusal is compared with what `handover verify` finds.

  .venv/bin/python tests/browser/run.py --binary target/debug/handover --make-export target/debug/examples/make_export

Prints `ok …` or `FAILED …` for each check and exits 1 where one failed. `--look DIR` keeps a screenshot of each state.
"""
import argparse, hashlib, sys, tempfile
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "outside"), str(Path(__file__).parents[1] / "verifier")]
import forge
from alike import opened, responded
from answered import DICE, FIELDS, SIZE, answer, write_receipt
from browser import give, settle
from forger import Dossier, Seal
from ground import SAME, UNKNOWN, WITHDRAWN, Ground
from hands import by_hand
from house import Counted, check, need
from responder import Response, Vault
from tampered import tampered, wrapped_again
from weight import large, modules

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


def beyond(ground):
    """What the page has in common with the one file, before the service: paper, and a response."""
    expected = ground.hash_of(ground.named)
    with check("paper and response: compared and opened on the device, the service asked once and of the hash alone"), ground.browser.page() as page:
        ground.server.knows_nothing()
        ground.server.asked.clear()
        need(give(page, ground.named.zip)[0] == UNKNOWN, "not released here")
        dossier = Dossier.of(ground.named.zip, Seal(ground.work / "keys" / "seal.key"))
        vault = Vault(ground.named.vault, ground.work / "keys" / "custodian.key")
        response = Response.to(dossier, vault, DICE, SIZE, FIELDS).zip()
        need(answer(page, response) == "Dice not confirmed", page.locator("#opened").inner_text())
        write_receipt(page)
        need(answer(page, response) == "Holds, not compared with paper", page.locator("#opened").inner_text())
        page.fill("#paper-hash", expected)
        page.locator("#opened h2", has_text="Confirmed").wait_for()
        need(page.locator("#answer h2 span:last-child").inner_text() == "Verified", page.locator("#answer").inner_text())
        need(ground.server.asked == [expected], ground.server.asked)
        ground.shot(page, "beyond")
    with check("paper and response: one that `handover respond` wrote, as a folder"), ground.browser.page() as page:
        folder = responded(ground.named, ground.work, ground.binary, "respond")
        give(page, ground.named.zip)
        write_receipt(page)
        page.fill("#paper-hash", expected)
        page.set_input_files("#response-folder", str(folder))
        need(opened(page) == ("Confirmed", []), page.locator("#opened").inner_text())
    with check("the one file: linked with its digest, and served as it was published"), ground.browser.page() as page:
        page.get_by_text("This page as a file of its own").click()
        with page.expect_download() as coming:
            page.get_by_role("link", name="verify.html").click()
        raw = Path(coming.value.path()).read_bytes()
        need(hashlib.sha256(raw).hexdigest() in page.locator("details").last.inner_text(), "the digest")
    with check("the one file: it works where it is served, under header and meta alike"), ground.browser.page("/verify.html") as page:
        ground.server.asked.clear()
        need(give(page, ground.named.zip)[0] == "Whole, not compared with paper" and ground.server.asked == [], page.locator("#answer").inner_text())


PARTS = (whole, answers, beyond, tampered, wrapped_again, no_dossier, hashes, by_hand, modules, large)


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
            ground.server.close()
    print(f"{Counted.passed} passed, {Counted.failed} failed")
    sys.exit(Counted.failed > 0)


if __name__ == "__main__":
    main()
