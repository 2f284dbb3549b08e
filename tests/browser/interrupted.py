"""Uploads that do not go through at once: paused, left and come back to, refused, cut by a session's end."""
import zipfile
from house import need
from steps import begin, upload, until, wait_for


class Line:
    """The line on which a page uploads."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")

    def carries(self, bytes_per_second, milliseconds=5):
        """-1 is as fast as it goes."""
        conditions = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": bytes_per_second}
        self.session.send("Network.emulateNetworkConditions", conditions)


def resumed(office, eyes, work):
    """Paused, left, come back to: the same file goes on where it stopped."""
    with office.page("zoe") as page:
        at = begin(page, policy="pseudonymous")
        line = Line(page)
        line.carries(2_000_000)
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
        line.carries(-1, 0)
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
        line = Line(page)
        line.carries(4_000_000)
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
        line.carries(-1, 0)
        page.get_by_role("button", name="Try again: large.csv").click()
        page.locator("main .list form[action*=removal]").nth(1).wait_for()
