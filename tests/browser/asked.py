"""Dossiers before the page that is one file: whole, beside paper, tampered with, none at all; and what a challenge asks."""
import hashlib, re
import forge
from browser import drop, give
from house import check, need, run
from offline import CHANGED, OTHER, VERIFIED, WHOLE, grouped
from tampered import CODES, sealed_too, spot


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


def beside_the_seal(alone):
    folder, files = forge.parts(alone.named.zip)
    files = sealed_too(alone, files)
    line = run("ssh-keygen", "-l", "-f", alone.work / "partner.pub").decode().split()[1]
    stamp = "tagmanifest-sha256.txt.tsr"
    with alone.page() as page:
        with check("beside the seal: a partner's seal by name and fingerprint, a time stamp with the time that it claims, and that this is a claim"):
            need(give(page, forge.zipped(folder, files)) == (WHOLE, []), page.locator("#answer").inner_text())
            text = page.locator("#answer").inner_text()
            need(f"partner\n{line}" in text, text)
            need(re.search(r"Claimed time\n\w+ \d+, 20\d\d, \d\d:\d\d:\d\d UTC\nClaimed by\nOffice of time\n", text) and "handover verify --tsa-root" in text, text)
            alone.shot(page, "beside")
            page.get_by_role("button", name="Français").click()
            text = page.locator("#answer").inner_text()
            need("Sceaux de partenaires" in text and "Date et heure déclarées" in text and "handover verify --tsa-root" in text and line in text, text)
        with check("beside the seal: a time stamp whose signature does not hold is found"):
            raw = forge.zipped(folder, {**files, stamp: forge.flipped(files[stamp], len(files[stamp]) - 1)})
            page.get_by_role("button", name="English").click()
            need(give(page, raw) == (CHANGED, ["timestamp"]) and alone.rust(raw) == {"timestamp"}, alone.rust(raw))
        with check("beside the seal: nothing is said of what is not there"):
            give(page, alone.named.zip)
            text = page.locator("#answer").inner_text()
            need("Time stamp" not in text and "Partners’ seals" not in text, text)


def tampered(alone):
    folder, files = forge.parts(alone.named.zip)
    files = sealed_too(alone, files)
    with alone.page() as page:
        for path in sorted(files):
            with check(f"tampered: one byte of {path}"):
                refused(alone, page, forge.zipped(folder, {**files, path: forge.flipped(files[path], spot(path, files))}), CODES.get(path, "digest"))
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
        need("If all 30 drawn entries" in said(), said())
        page.check("#kind-california")
        need(page.locator("#amount").is_hidden() and "500" in page.locator("#size-said").inner_text(), page.locator("#size-said").inner_text())
        page.check("#kind-bound")
        page.fill("#amount", "2,5")
        need("at most 14 of the 590 entries" in said() and "(2.38%)" in said(), said())
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
