#!/usr/bin/env python3
"""The verifier as one file, opened from `file://` in a Chromium without a network: whole dossiers, tampered ones beside what
`handover verify` finds, paper, the challenge, both languages, keyboard, screen reader, print, and not one request.

  .venv/bin/python tests/browser/alone.py --binary target/debug/handover --make-export target/debug/examples/make_export

Prints `ok …` or `FAILED …` for each check and exits 1 where one failed. `--look DIR` keeps a screenshot of each state.
"""
import argparse, base64, contextlib, hashlib, json, math, re, shutil, subprocess, sys, tempfile
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "outside"), str(Path(__file__).parents[1] / "verifier")]
import forge
from browser import WATCH, drop, give, memory_of_renderers, overflows, settle
from eyes import AXE, TAGS, VALIDATE
from forger import Dossier, Seal
from house import POLICIES, Counted, Packed, check, need, run, write_hostile_export
from playwright.sync_api import sync_playwright
from responder import Response, Vault, opening, proof
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


DICE, SIZE, FIELDS = "27182818284590452353", 40, ["given_name", "country", "signed_at"]


def bound(size, drawn, bad):
    """The largest B with P[Hypergeometric(size, B, drawn) <= bad] > 0.05, in whole numbers, one after another."""
    def exceeds(all_bad):
        ways = sum(math.comb(all_bad, k) * math.comb(size - all_bad, drawn - k) for k in range(bad + 1))
        return 20 * ways > math.comb(size, drawn)
    return max(b for b in range(size + 1) if exceeds(b))


def answer(page, raw):
    page.evaluate("document.getElementById('opened').replaceChildren()")
    page.set_input_files("#response", {"name": "response.zip", "mimeType": "application/zip", "buffer": raw})
    page.locator("#opened h2").wait_for()
    return page.locator("#opened h2 span:last-child").inner_text()


def write_receipt(page, dice=DICE, size=SIZE, fields=FIELDS):
    page.fill("#dice", grouped(dice, 5))
    page.check("#kind-number")
    page.fill("#amount", str(size))
    for box in page.locator("input[name=fields]").all():
        box.set_checked(box.get_attribute("value") in fields)


def drop_files(page, files):
    page.evaluate("""(files) => {
        const carried = new DataTransfer();
        for (const [name, text] of files) carried.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
        for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
    }""", [[name, base64.b64encode(raw).decode()] for name, raw in files])


def responses(alone):
    zipped = alone.named.zip
    dossier = Dossier.of(zipped, Seal(alone.work / "keys" / "seal.key"))
    vault = Vault(alone.named.vault, alone.work / "keys" / "custodian.key")
    good = Response.to(dossier, vault, DICE, SIZE, FIELDS)
    entries = json.loads(good.files["response.json"])["entries"]
    tally = lambda page: [int(text) for text in page.locator("#tally dd").all_inner_texts()]
    with check("response: dropped with its dossier, shown by its own dice, and those are not confirmed"), alone.page() as page:
        drop_files(page, [("response.zip", good.zip()), ("dossier.zip", zipped.read_bytes())])
        page.locator("#opened h2", has_text="Dice not confirmed").wait_for()
        need(page.locator("#tally blockquote").count() == 0 and "Only if the dice were yours" in page.locator("#tally").inner_text(), "nothing to quote")
        rows = page.locator("#opened tbody tr")
        need([row.split()[0] for row in page.locator("#opened tbody th").all_inner_texts()] == [str(entry) for entry in entries], "the drawn entries in their order")
        for row, entry in zip(rows.all(), entries):
            values = dict(zip(vault.fields, vault.records[entry - 1][1]))
            seen = [re.sub(r"[^\w=+@'-]", "", re.sub(r"U\+[0-9A-F]{4}", "", text)) for text in row.locator("dd").all_inner_texts()]
            wanted = [re.sub(r"[^\w=+@'-]", "", values[name]) or "empty" for name in FIELDS]
            need(seen[: len(FIELDS)] == wanted or any(ord(c) > 0x2000 for name in FIELDS for c in values[name]), (entry, seen, wanted))
        alone.shot(page, "response-no-receipt")
    with check("response: with the receipt it holds, with paper it is confirmed; marks move the bound; French keeps them"), alone.page() as page:
        give(page, zipped)
        need(answer(page, good.zip()) == "Dice not confirmed" and page.locator("#again").is_hidden(), "no receipt yet")
        write_receipt(page)
        page.locator("#again").click()
        page.locator("#opened h2", has_text="Holds, not compared with paper").wait_for()
        need(page.locator("#again").is_hidden(), "nothing to check again")
        page.fill("#paper-hash", alone.hash_of(alone.named))
        page.locator("#opened h2", has_text="Confirmed").wait_for()
        need(tally(page) == [SIZE, 0, 0, 0], tally(page))
        need(f"at most {bound(590, SIZE, 0)} of all 590" in page.locator("blockquote").inner_text(), page.locator("blockquote").inner_text())
        for n, bad in ((3, 1), (7, 2)):
            page.locator("#opened tbody tr").nth(n).get_by_text("not valid").click()
            need(tally(page) == [SIZE, 0, 0, bad] and f"at most {bound(590, SIZE, bad)} of all 590" in page.locator("blockquote").inner_text(), page.locator("#tally").inner_text())
        alone.shot(page, "confirmed")
        page.get_by_role("button", name="Français").click()
        need(tally(page) == [SIZE, 0, 0, 2] and page.locator("#opened h2 span:last-child").inner_text() == "Confirmé", "in French")
        page.locator("#opened tbody tr").nth(3).locator("input").nth(0).check()
        need(tally(page) == [SIZE, 0, 0, 1], "taken back")
        alone.shot(page, "confirmed-french")
        need("pas comparé" not in page.locator("#opened").inner_text(), "confirmed")
        page.fill("#paper-hash", "0" * 64)
        page.locator("#opened h2", has_text="Non confirmé").wait_for()
        need("pin-hash" in page.locator("#opened .findings").inner_text(), "of another dossier than the one on paper")
        page.fill("#paper-hash", alone.hash_of(alone.named))
        page.locator("#opened h2", has_text="Confirmé").wait_for()
        page.fill("#dice", "1" * 20)
        need(page.locator("#again").is_visible(), "another receipt")
        page.locator("#again").click()
        page.locator("#opened h2", has_text="Non confirmé").wait_for()
        need("receipt-dice" in page.locator("#opened .findings").inner_text(), page.locator("#opened").inner_text())
    with check("response: withheld entries count as bad and have no mark"), alone.page() as page:
        give(page, zipped)
        write_receipt(page)
        need(answer(page, Response.to(dossier, vault, DICE, SIZE, FIELDS, entries[:3]).zip()) == "Holds, not compared with paper", page.locator("#opened").inner_text())
        need(tally(page) == [SIZE, 0, 3, 0] and page.locator("tr.bad").count() == 3 and page.locator("tr.bad input").count() == 0, tally(page))
        need(f"at most {bound(590, SIZE, 3)} of" in page.locator("blockquote").inner_text(), "the bound")
    with alone.page() as page:
        give(page, zipped)
        write_receipt(page)
        first, file = entries[0], f"entries/{entries[0]}.tlog-proof"
        parts = vault.parts(first - 1)
        at = vault.fields.index("given_name")
        forged = [*parts[:at], (parts[at][0], "Eva", parts[at][2]), *parts[at + 1 :]]
        for name, response, code in (
            ("a changed value", good.put(file, proof(dossier, vault, first, FIELDS, extra=opening(forged, vault.fields, {*FIELDS, "shown"}))).again(), "proof-root"),
            ("an extra field", good.put(file, proof(dossier, vault, first, [*FIELDS, "email"])).again(), "proof-fields"),
            ("a missing entry", good.without(file).again(), "proof-missing"),
            ("other dice", Response.to(dossier, vault, "3" * 20, SIZE, FIELDS), "receipt-dice"),
            ("a smaller sample", Response.to(dossier, vault, DICE, SIZE - 5, FIELDS), "receipt-size"),
            ("another key", good.sealed(Seal()), "response-seal-key"),
            ("the dossier itself", None, "response-folder"),
        ):
            with check(f"response: {name} is refused in words"):
                need(answer(page, response.zip() if response else zipped.read_bytes()) == "Not confirmed", page.locator("#opened").inner_text())
                text = page.locator("#opened .findings").inner_text()
                need(f"({code})" in text and "departs from the form" not in text, text)
                need(page.locator("#opened h3", has_text="What you can do").count() == 1, "what to do")
                quotable = code.startswith("proof-")
                need(page.locator("#tally blockquote").count() == quotable, "a sentence to quote, or none")
                if code == "proof-root":
                    need(page.locator("tr.bad").count() == 1 and tally(page) == [SIZE, 1, 0, 0], tally(page))
                    alone.shot(page, "not-confirmed")
    for width, scheme in ((320, "dark"), (900, "light"), (1440, "light")):
        with check(f"response: {width} px, {scheme}: nothing overflows, axe-core finds nothing, marks by keyboard"), alone.page(width=width, color_scheme=scheme, bypass_csp=True) as page:
            give(page, zipped)
            write_receipt(page)
            answer(page, good.zip())
            page.locator("#opened tbody tr").nth(1).locator("input").nth(0).focus()
            page.keyboard.press("ArrowDown")
            need(tally(page)[3] == 1 and not overflows(page), tally(page))
            alone.shot(page, f"response-{width}-{scheme}")
            page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
            found = page.evaluate("(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", TAGS)["violations"]
            need(not found, [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}" for one in found])


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


PARTS = (whole, tampered, no_dossier, challenge, responses, languages, by_hand, dressed, lacking, large)


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
