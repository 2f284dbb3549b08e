#!/usr/bin/env python3
"""The path of staff in Debian's Chromium against the real service: from the cover to the download, in English with script
and in French without, 320 px wide; every page before axe-core (WCAG 2.2 AA, light and dark) and html-validate.

  .venv/bin/python tests/browser/staff.py --binary target/debug/handover --make-export target/debug/examples/make_export

Needs `npm ci` in tests/browser. Prints `ok …` or `FAILED …` for each check. `--look DIR` keeps a screenshot of each page.
"""
import argparse, json, re, subprocess, sys, tempfile, zipfile
from pathlib import Path
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "outside")]
from house import Counted, check, need, run
import dressed
import pressed
import reached
from office import Office, overflows
from steps import begin, cover, go, packed, place, released, until, upload, wait_for

AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
VALIDATE = HERE / "node_modules" / ".bin" / "html-validate"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Eyes:
    """Looks at each page once in each dress: picture, axe, markup."""

    def __init__(self, options, work):
        self.look, self.work, self.seen = options.look, work, set()
        (work / "markup").mkdir()
        need(AXE.exists() and VALIDATE.exists(), "axe-core and html-validate are missing: run npm ci in tests/browser")

    def see(self, page, name, script=True):
        need(not overflows(page), f"{name} is wider than its window")
        need(page.locator("h1").count() == 1, f"{name} has one heading of the first level")
        wide = page.viewport_size["width"]
        language = page.get_attribute("html", "lang")
        dress = f"{name}-{language}{'' if wide > 400 else '-320'}{'' if script else '-no-script'}"
        self.keep(page, dress)
        # As the service wrote it: a browser's own tree is mended already.
        written = page.context.request.get(page.url).text()
        (self.work / "markup" / f"{dress}.html").write_text(written, encoding="utf-8")
        if script:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                self.axe(page, f"{dress} {scheme}")
            page.emulate_media(color_scheme="light")

    def keep(self, page, dress):
        """The picture alone, of a page that moves on by itself."""
        if self.look:
            page.screenshot(path=self.look / f"{dress}.png", full_page=True)

    def axe(self, page, name):
        # The page's policy takes no script from elsewhere: the driver's own door does.
        page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
        found = page.evaluate("(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", TAGS)["violations"]
        said = [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}" for one in found]
        need(not said, f"{name}: {said}")

    def markup(self):
        done = subprocess.run([str(VALIDATE), "--config", str(HERE / "html-validate.json"), str(self.work / "markup")], capture_output=True, text=True)
        need(done.returncode == 0, done.stdout[-3000:])


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


def resumed(office, eyes, work):
    """Paused, left, come back to: the same file goes on where it stopped."""
    with office.page("zoe") as page:
        at = begin(page, policy="pseudonymous")
        slow = page.context.new_cdp_session(page)
        slow.send("Network.enable")
        slow.send("Network.emulateNetworkConditions", {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": 2_000_000})
        page.set_input_files("#files", str(work / "large.csv"))
        page.locator(".sending p", has_text=" left").wait_for()
        until(page, lambda: page.locator(".sending progress").evaluate("(bar) => bar.value") > 9e6, "more than one piece is sent")
        paused = page.locator(".sending p", has_text="Paused at")
        page.get_by_role("button", name="Pause").click()
        paused.wait_for()
        need(page.get_by_role("button", name="Pause").count() == 0, "what is paused is not paused again")
        eyes.see(page, "exports-paused")
        page.get_by_role("button", name="Go on").click()
        page.locator(".sending p", has_text=" sent").wait_for()
        page.get_by_role("button", name="Pause").click()
        paused.wait_for()
        page.reload()
        rest = page.locator("#unfinished li")
        need(rest.count() == 1 and "are here" in rest.inner_text(), "what is there of it is said")
        eyes.see(page, "exports-rest")
        slow.send("Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
        sent = []
        page.on("request", lambda request: sent.append(request.headers.get("upload-offset")) if request.method == "PATCH" else None)
        page.set_input_files("#files", str(work / "large.csv"))
        page.locator("main .list form[action*=removal]").first.wait_for()
        until(page, lambda: page.locator("#unfinished").count() == 0, "nothing is unfinished")
        need(sent and int(sent[0]) > 0, f"it began at {sent[:1]}")
        page.goto(f"{at}/ledger")
        page.locator("#progress-said", has_text=" left").wait_for()
        eyes.keep(page, "ledger-reading-en")
        page.locator(".figures").wait_for()
        page.goto(f"{at}/pack")
        page.locator("main form button").last.click()
        page.locator("#progress-said", has_text=" left").wait_for()
        eyes.keep(page, "pack-going-en")
        wait_for(page, lambda: page.locator(".state.awaiting-approval").count() > 0, True, 600)


def mistakes(office, eyes, work):
    """What a new user sends: each is refused in words, none of it stays, and the way on is there."""
    (work / "empty.csv").write_bytes(b"")
    with zipfile.ZipFile(work / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("export.csv", "w", force_zip64=True) as inside:
        inside.write(b"given_name,family_name,email\n")
        for _ in range(3 << 10):
            inside.write(bytes(1 << 20))
    with office.page("zoe") as page:
        begin(page)
        upload(page, [work / "export-1.csv"], True)
        for file, said in (("empty.csv", "no rows"), ("export-1.csv", "here already"), ("bomb.zip", "far more"), ("not-a-table.pdf", "CSV")):
            # A try that was refused stands there until the page is loaded anew.
            page.reload()
            page.set_input_files("#files", str(work / file))
            # Three gigabytes take their time.
            page.locator(".sending.failed p", has_text=said).wait_for(timeout=300_000)
        eyes.see(page, "exports-mistake")
        page.reload()
        need(page.locator("main .list .head").count() == 1, "nothing of it stays")
        # The session ends in the middle: the page says so, and after a new log-in the file goes on.
        slow = page.context.new_cdp_session(page)
        slow.send("Network.enable")
        slow.send("Network.emulateNetworkConditions", {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": 4_000_000})
        page.set_input_files("#files", str(work / "large.csv"))
        until(page, lambda: page.locator(".sending progress").evaluate("(bar) => bar.value") > 9e6, "more than one piece is sent")
        page.context.clear_cookies(name="handover")
        failed = page.locator(".sending.failed")
        failed.wait_for()
        need("log in" in failed.inner_text().lower(), failed.inner_text())
        need(failed.locator("a.door").is_visible(), "the way to the log-in is there")
        eyes.keep(page, "exports-logged-out-en")
        # Logged in anew in another tab: the form token of this page is none any more.
        del office.sessions["zoe"]
        tab = page.context.new_page()
        office.log_in(tab, "zoe")
        tab.close()
        slow.send("Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
        page.get_by_role("button", name="Try again: large.csv").click()
        page.locator("main .list form[action*=removal]").nth(1).wait_for()


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
        run(options.make_export, "--rows", 300_000, "--out", work / "large.csv")
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
                resumed(office, eyes, work)
            with check("auditor: state and ledger, and no word of the cover"), office.page("ada") as page:
                page.goto(at)
                need("Tch" not in page.locator("main").inner_text() and page.locator(f"a[href='{at}/preview']").count() == 0, "no cover")
                page.goto(f"{at}/ledger")
                eyes.see(page, "ledger-auditor")
            with check("mistakes: each refused in words; a session that ends in the middle"):
                mistakes(office, eyes, work)
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
