#!/usr/bin/env python3
"""The path of staff in Debian's Chromium against the real service: from the cover to the download, in English with script
and in French without, 320 px wide; every page before axe-core (WCAG 2.2 AA, light and dark) and html-validate.

  .venv/bin/python tests/browser/staff.py --binary target/debug/handover --make-export target/debug/examples/make_export

Needs `npm ci` in tests/browser. Prints `ok …` or `FAILED …` for each check. `--look DIR` keeps a screenshot of each page.
"""
import argparse, json, sys, tempfile
from pathlib import Path
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "outside")]
from house import Counted, check, need, run
import dressed
import interrupted
import pressed
import reached
from eyes import Eyes
from office import Office
from steps import begin, cover, go, packed, place, released, until, upload, wait_for


def walk(office, eyes, work, language, script, width, policy):
    """From the list to the packed dossier; gives its path."""
    with office.page("zoe", language, script, width) as page:
        eye = lambda name: eyes.see(page, name, script)
        page.goto("/handovers")
        eye("handovers")
        page.locator("a.next").click()
        eye("new")
        cover(page, policy)
        page.fill("#opened", "2017-05-02")
        page.fill("#closed", "2017-05-01")
        page.locator("form .choice + .hint + button, main form > button").last.click()
        page.locator("[role=alert] a").wait_for()
        need(page.locator("#closed[aria-invalid]").count() == 1, "the field is marked")
        eye("cover-mistake")
        page.fill("#opened", "2017-04-01")
        page.locator("main form > button").last.click()
        page.locator("#files").wait_for(state="attached")
        eye("exports-empty")
        if script:
            page.set_input_files("#files", str(work / "not-a-table.pdf"))
            page.locator(".sending.failed").wait_for()
            need("CSV" in page.locator(".sending.failed").inner_text(), page.locator(".sending.failed").inner_text())
            page.reload()
            upload(page, [work / "export-1.csv", work / "export-2.csv"], script)
            page.locator("main .list form button").first.wait_for()
        else:
            page.set_input_files("#files", str(work / "not-a-table.pdf"))
            page.locator("#send button").click()
            need("CSV" in page.locator("[role=alert]").inner_text(), "a PDF is refused in words")
            eye("exports-refused")
            upload(page, [work / "export-1.csv"], script)
            upload(page, [work / "export-2.csv"], script)
        until(page, lambda: page.locator("main .list .head").count() == 2, "two files")
        eye("exports")
        at = place(page)
        page.locator("main .list form button").last.click()
        until(page, lambda: page.locator("main .list .head").count() == 1, "one is taken out")
        go(page, f"{at}/columns")
        eye("columns")
        if page.locator("#order-dmy").count():
            page.check("#order-dmy")
        page.locator("main form > button").last.click()
        page.locator("a.next").wait_for()
        eye("columns-sure")
        page.locator("a.next").click()
        wait_for(page, lambda: page.locator(".figures").count() > 0, script)
        eye("ledger")
        page.locator("a.next").click()
        wait_for(page, lambda: page.locator(".figures").count() > 0, script)
        eye("preview")
        page.goto(f"{at}/cover")
        eye("cover")
        page.fill("#title", "Justice pour la Tchétchénie !")
        page.locator("main form > button").last.click()
        eye("hub-collecting")
        page.locator(f"a[href='{at}/destruction']").click()
        eye("destruction")
        page.goto(f"{at}/pack")
        eye("pack")
        page.locator("main form button").last.click()
        wait_for(page, lambda: page.locator(".state.awaiting-approval").count() > 0, script)
        if not page.url.endswith(at):
            page.goto(at)
        eye("hub-waiting")
        need(page.locator(f"a[href='{at}/approval']").count() == 0, "who packed is not offered to approve")
        return at


def release(office, eyes, at, language, script, width):
    with office.page("ines", language, script, width) as page:
        eye = lambda name: eyes.see(page, name, script)
        page.goto(at)
        eye("hub-approver")
        shown = page.locator("#hash").inner_text()
        need([len(group) for group in shown.split()] == [4] * 16, shown)
        page.locator("a.next").click()
        eye("approval")
        page.goto(f"{at}/sending-back")
        eye("sending-back")
        page.goto(f"{at}/approval")
        page.check("#sure")
        page.locator("main form button").last.click()
        page.wait_for_url("**/downloads")
        eye("downloads")
        return "".join(shown.split())


def taken(office, work, at, integrity, language, script, binary):
    """Dossier, slip and vault come, and the dossier verifies against the hash that was approved."""
    with office.page("zoe", language, script) as page:
        page.goto(f"{at}/downloads")
        got = {}
        for kind in ("dossier", "slip", "vault"):
            with page.expect_download() as coming:
                page.locator(f"a[href$='/{kind}']").click()
            got[kind] = work / f"{kind}-{language}"
            coming.value.save_as(got[kind])
            need(coming.value.suggested_filename.startswith("dossier-"), coming.value.suggested_filename)
        dossier = got["dossier"].rename(work / f"{language}.zip")
        said = json.loads(run(binary, "verify", dossier, "--hash", integrity, "--json"))
        need(said["verified"] and said["pinned"], said)
        sealed = run("pdfsig", got["slip"], ok=(0, 1)).decode()
        need("Signature is Valid." in sealed and "Total document signed" in sealed, sealed)
        need(got["slip"].read_bytes().startswith(b"%PDF") and got["vault"].read_bytes().startswith(b"age-encryption.org"), "slip and vault")


def after(office, eyes, at, language, script, width):
    with office.page("zoe", language, script, width) as page:
        page.goto(f"{at}/downloads")
        page.check("#sure")
        page.locator("form[action$=vault-kept] button").click()
        until(page, lambda: page.locator("form[action$=vault-kept]").count() == 0, "the vault is gone")
        page.locator("form[action$=handed-over] button").click()
        until(page, lambda: page.locator(".state.handed-over").count() == 1, "it is handed over")
        eyes.see(page, "downloads-handed-over", script)
        page.goto(f"/handovers/new?earlier={at.split('/')[-1]}")
        need(page.input_value("#title").startswith("Justice"), "a later batch begins with the cover")
    with office.page("ines", language, script, width) as page:
        page.goto(f"{at}/withdrawal")
        eyes.see(page, "withdrawal", script)
        page.fill("#reason", "A name was wrong.")
        page.locator("main form button").last.click()
        page.locator(".state.withdrawn").first.wait_for()
        eyes.see(page, "hub-withdrawn", script)


def alone(options, beside, eyes, work):
    """An organisation of one, which the operator allowed; and dates that the export does not decide."""
    room = work / "alone"
    room.mkdir()
    (room / "unsure.csv").write_text("Name,Date\n" + "".join(f"Zoë Canary{n},{1 + n % 12:02}/{1 + n % 9:02}/2017\n" for n in range(40)), encoding="utf-8")
    office = Office(options.binary, room, beside, four_eyes="false")
    try:
        office.people(("solo", "uploader"))
        with office.page("solo") as page:
            page.goto("/handovers/new")
            cover(page)
            page.locator("main form > button").last.click()
            page.locator("#files").wait_for(state="attached")
            upload(page, [room / "unsure.csv"], True)
            # It loads itself anew once all are there.
            page.locator("main .list form[action*=removal]").wait_for()
            at = place(page)
            page.goto(f"{at}/preview")
            need(page.locator(".state.collecting").count() == 1, "a doubt stops the way")
            page.goto(f"{at}/columns")
            eyes.see(page, "columns-doubt")
            page.check("#order-dmy")
            page.locator("main form > button").last.click()
            page.goto(f"{at}/pack")
            page.locator("main form button").last.click()
            wait_for(page, lambda: page.locator(".state.awaiting-approval").count() > 0, True)
            page.goto(f"{at}/approval")
            eyes.see(page, "approval-alone")
            page.check("#sure")
            page.locator("main form button").last.click()
            page.wait_for_url("**/downloads")
            with page.expect_download() as coming:
                page.locator("a[href$='/slip']").click()
            coming.value.save_as(room / "slip.pdf")
            slip = run("pdftotext", room / "slip.pdf", "-").decode()
            need("Released by the person who packed it" in " ".join(slip.split()), slip)
        said = run(options.binary, "audit", "verify", cwd=room, env=office.environment)
        need(said, "the log is whole")
        need(office.complaints == [] and "Canary" not in office.logged(), office.complaints)
    finally:
        office.close()


def others(office, eyes):
    """Pages beside the path: before axe and the validator too."""
    for language in ("en", "fr"):
        with office.page(None, language) as page:
            for name, path in (("log-in", "/log-in"), ("verify", "/verify"), ("nothing-here", "/nothing-here")):
                page.goto(path)
                eyes.see(page, name)
        with office.page("administrator", language, width=320) as page:
            page.goto("/accounts")
            eyes.see(page, "accounts")
            page.locator("main a[href^='/accounts/']").last.click()
            eyes.see(page, "account")
            page.goto("/own")
            eyes.see(page, "own")
            page.goto("/audit")
            eyes.see(page, "audit")
            page.goto("/accounts")
            page.fill("#name", f"new-{language}")
            page.check("#role-uploader")
            page.locator("main button").last.click()
            link = page.locator("p.once code").inner_text().removeprefix(office.base)
        with office.page(None, language) as page:
            page.goto(link)
            eyes.see(page, "enrolment")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--make-export", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--look", type=lambda path: Path(path).resolve())
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="handover-staff-") as folder:
        work = Path(folder)
        for number, rows in (("1", 900), ("2", 300)):
            run(options.make_export, "--rows", rows, "--out", work / f"export-{number}.csv", *(["--seed", "2"] if number == "2" else []))
        # So many that reading and packing them takes more than the second after which a page says what time is left.
        run(options.make_export, "--rows", 1_000_000, "--out", work / "large.csv")
        (work / "not-a-table.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + bytes(range(256)) * 8)
        eyes = Eyes(options, work)
        office = Office(options.binary, work)
        try:
            with check("people: enrolled and logged in by TOTP"):
                office.people(("zoe", "uploader"), ("ines", "approver"), ("ada", "auditor"))
            for language, script, width, policy in (("en", True, 900, "pseudonymous"), ("fr", False, 320, "count"), ("fr", True, 320, "named")):
                dress = f"{language}, {'with' if script else 'without'} script, {width} px"
                with check(f"path: {dress}: from the cover to the packed dossier"):
                    at = walk(office, eyes, work, language, script, width, policy)
                    with check(f"path: {dress}: a second person releases it"):
                        integrity = release(office, eyes, at, language, script, width)
                        with check(f"path: {dress}: dossier, slip and vault come, and the dossier verifies"):
                            taken(office, work, at, integrity, language, script, options.binary)
                        with check(f"path: {dress}: vault kept, handed over, followed, withdrawn"):
                            after(office, eyes, at, language, script, width)
            with check("upload: paused, left, and gone on with"):
                interrupted.resumed(office, eyes, work)
            with check("auditor: state and ledger, and no word of the cover"), office.page("ada") as page:
                page.goto(at)
                need("Tch" not in page.locator("main").inner_text() and page.locator(f"a[href='{at}/preview']").count() == 0, "no cover")
                page.goto(f"{at}/ledger")
                eyes.see(page, "ledger-auditor")
            with check("mistakes: each refused in words; a session that ends in the middle"):
                interrupted.mistakes(office, eyes, work)
            with check("other hands, other dresses: three handovers for them"):
                done, waiting = packed(office, work), packed(office, work)
                integrity = released(office, done, work / "released.zip")
                with office.page("zoe") as page:
                    open_one = begin(page)
                    upload(page, [work / "export-1.csv"], True)
                reached.by_keyboard(office, work)
                reached.dropped(office, work, work / "released.zip")
                dressed.worn(office, done, waiting, open_one, integrity)
                pressed.slipped(office, work, done)
            with check("an organisation of one, and dates in doubt"):
                alone(options, office, eyes, work)
            with check("pages beside the path, in both languages"):
                others(office, eyes)
            with check("every page's markup is sound"):
                eyes.markup()
            with check("no complaint in the console, no file name in the log"):
                need(office.complaints == [], office.complaints[:5])
                need("export-1" not in office.logged() and "Tch" not in office.logged(), "the log tells of a file")
        finally:
            office.close()
    print(f"{Counted.passed} passed, {Counted.failed} failed")
    sys.exit(Counted.failed > 0)


if __name__ == "__main__":
    main()
