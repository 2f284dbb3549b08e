"""Responses before the page that is one file, written by the custodian of tests/verifier: receipt, paper, marks, bound, attacks."""
import base64, json, math, re
from browser import give, overflows
from forger import Dossier, Seal
from house import check, need
from offline import grouped
from responder import Response, Vault, opening, proof

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
        need(page.locator("#tally blockquote").count() == 0 and "Not to be quoted before" in page.locator("#tally").inner_text(), "nothing to quote before the hash was compared")
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
    with check("response: a folder is read as its zip is"), alone.page() as page:
        give(page, zipped)
        write_receipt(page)
        folder = alone.work / good.folder
        for path, content in good.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        page.set_input_files("#response-folder", str(folder))
        page.locator("#opened h2", has_text="Holds, not compared with paper").wait_for()
        need(tally(page) == [SIZE, 0, 0, 0], tally(page))
    with check("response: withheld entries count as bad and have no mark"), alone.page() as page:
        give(page, zipped)
        write_receipt(page)
        need(answer(page, Response.to(dossier, vault, DICE, SIZE, FIELDS, entries[:3]).zip()) == "Holds, not compared with paper", page.locator("#opened").inner_text())
        need(tally(page) == [SIZE, 0, 3, 0] and page.locator("tr.bad").count() == 3 and page.locator("tr.bad input").count() == 0, tally(page))
        page.fill("#paper-hash", alone.hash_of(alone.named))
        page.locator("#opened h2", has_text="Confirmed").wait_for()
        need(f"at most {bound(590, SIZE, 3)} of" in page.locator("blockquote").inner_text(), "the bound")
    with alone.page() as page:
        give(page, zipped)
        write_receipt(page)
        page.fill("#paper-hash", alone.hash_of(alone.named))
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
    for width, scheme, locale in ((320, "dark", "en-GB"), (320, "light", "fr-FR"), (900, "light", "en-GB"), (1440, "light", "fr-FR")):
        with check(f"response: {width} px, {scheme}, {locale}: nothing overflows, axe-core finds nothing, marks by keyboard"), alone.page(width=width, color_scheme=scheme, locale=locale, bypass_csp=True) as page:
            give(page, zipped)
            write_receipt(page)
            answer(page, good.zip())
            page.locator("#opened tbody tr").nth(1).locator("input").nth(0).focus()
            page.keyboard.press("ArrowDown")
            need(tally(page)[3] == 1 and not overflows(page), tally(page))
            alone.shot(page, f"response-{width}-{scheme}-{locale[:2]}")
            alone.axe(page)
