"""What hands do that nobody planned: pressed twice, gone back, two tabs, logged out on the way, a code that is wrong."""
import zipfile
from house import check, need
from office import PASSWORD
from steps import COVER, begin, cover, packed, place, until, upload, wait_for


def slipped(office, work, at):
    for script in (True, False):
        with check(f"pressed twice, {'with' if script else 'without'} script: done once, and the same page follows"):
            twice(office, work, script)
    with check("typed, and then: another language, a session that ended, the page before"):
        typed(office)
    with check("two tabs: a form of the session before is refused, and nothing typed is lost"):
        two_tabs(office)
    with check("who packed it may not release it; a hash that is another; a step too late: each says so, one press from the handover"):
        refused(office, work, at)
    with check("log-in: a wrong code, a name that stays, a link that was used"):
        at_the_door(office)
    with check("a workbook is refused in words; two columns for one field are asked about, and decided"):
        columns(office, work)


def count(page):
    page.goto("/handovers")
    return page.locator("main .list > li").count()


def twice(office, work, script):
    with office.page("zoe", script=script) as page:
        before = count(page)
        page.goto("/handovers/new")
        cover(page, title=f"Pressed twice {script}")
        page.locator("main form > button").last.dblclick()
        page.locator("#files").wait_for(state="attached")
        at = place(page)
        need(count(page) == before + 1, "one handover")
        page.goto(f"{at}/exports")
        upload(page, [work / "export-1.csv"], script)
        page.locator("main .list form button").first.dblclick()
        until(page, lambda: page.locator("#files").count() == 1 and page.locator("main .list .head").count() == 0, "taken out once")
        upload(page, [work / "export-1.csv"], script)
        page.goto(f"{at}/pack")
        page.locator("main form button").last.dblclick()
        wait_for(page, lambda: page.locator(".state.awaiting-approval").count() > 0, script)
    with office.page("ines", script=script) as page:
        page.goto(f"{at}/approval")
        page.check("#sure")
        page.locator("main form button").last.dblclick()
        until(page, lambda: page.url.endswith("/downloads") and page.locator(".state.released").count() == 1, "released once")
        # The page before, by the browser's button: it says how things stand, and leads to the handover.
        page.goto(f"{at}/approval")
        page.locator(f"a.next[href='{at}']").wait_for()
        page.goto(f"{at}/withdrawal")
        page.fill("#reason", "A try.")
        page.locator("main form button").last.dblclick()
        until(page, lambda: page.locator(".state.withdrawn").count() == 1, "withdrawn once")


def typed(office):
    with office.page("zoe") as page:
        page.goto("/handovers/new?earlier=")
        page.goto("/handovers/new")
        cover(page, title="Half a cover")
        page.check("#slip")
        page.locator("a[hreflang=fr]").click()
        page.locator("html[lang=fr]").wait_for(state="attached")
        need(page.input_value("#title") == "Half a cover" and page.is_checked("#slip") and page.locator("#again").is_visible(), "another language loses nothing")
        page.locator("a[hreflang=en]").click()
        page.locator("html[lang=en]").wait_for(state="attached")
        page.context.clear_cookies(name="handover")
        page.locator("main form > button").last.click()
        page.locator("a.next[href='/log-in?to=/handovers/new']").click()
        need(page.locator("[data-refused]").count() == 0, "the log-in")
        page.fill("#name", "zoe")
        page.fill("#password", PASSWORD)
        page.fill("#code", office.code("zoe"))
        page.locator("main button").click()
        page.wait_for_url("**/handovers/new")
        office.sessions["zoe"] = [one for one in page.context.cookies() if one["name"] == "handover"]
        need(page.input_value("#title") == "Half a cover" and page.input_value("#text") == COVER["text"], "a session that ended loses nothing")
        page.locator("main form > button").last.click()
        page.locator("#files").wait_for(state="attached")
        page.goto("/handovers/new")
        need(page.input_value("#title") == "", "what was made is done with")
        # Back after the step: the page of before, and forward again.
        page.goto("/handovers")
        page.locator("main .list a").first.click()
        page.go_back()
        page.locator("main .list").wait_for()
        page.go_forward()
        page.locator(".steps").wait_for()


def two_tabs(office):
    with office.page("zoe") as page:
        page.goto("/handovers/new")
        cover(page, title="In the first tab")
        # As after a log-in in a second tab: the token of this form is none of this session's any more.
        page.evaluate("document.querySelector('main form [name=form]').value = '0'.repeat(64)")
        page.locator("main form > button").last.click()
        page.locator("[data-refused]").wait_for()
        page.locator("a.next[href='/handovers/new']").click()
        page.locator("#title").wait_for()
        need(page.input_value("#title") == "In the first tab", "nothing typed is lost")
        page.locator("main form > button").last.click()
        page.locator("#files").wait_for(state="attached")


def refused(office, work, at):
    mine = packed(office, work)
    with office.page("zoe") as page:
        page.goto(f"{mine}/approval")
        need("second person" in page.locator(".lead").inner_text(), page.locator(".lead").inner_text())
        page.locator(f"a.next[href='{mine}']").click()
        page.locator(".steps").wait_for()
        page.goto(f"{at}/exports")
        page.locator(f"a.next[href='{at}']").wait_for()
    with office.page("ines") as page:
        page.goto(f"{mine}/approval")
        page.check("#sure")
        page.evaluate("document.querySelector('[name=integrity]').value = 'ab'.repeat(32)")
        page.locator("main form button").last.click()
        page.locator("[data-refused]", has_text="not the integrity hash").wait_for()
        page.locator(f"a.next[href='{mine}/approval']").click()
        page.locator("#sure").wait_for()
        page.goto(f"{mine}/sending-back")
        page.locator("main form button").last.dblclick()
        until(page, lambda: page.locator(".state.collecting").count() == 1, "sent back once")
    with office.page("zoe") as page:
        page.goto(f"{mine}/destruction")
        page.locator("main form button").last.dblclick()
        gone = page.locator(f"main .list li:has(a[href='{mine}']) .state.purged")
        until(page, lambda: page.url.endswith("/handovers") and gone.count() == 1, "destroyed once, and the list says so")


def at_the_door(office):
    with office.page() as page:
        page.goto("/log-in")
        page.fill("#name", "zoe")
        page.fill("#password", PASSWORD)
        page.fill("#code", "000000")
        page.locator("main button").click()
        need("do not fit" in page.locator("[role=alert]").inner_text() and page.input_value("#name") == "zoe", "the name stays")
        page.goto(office.link)
        need("used before" in page.locator(".lead").inner_text(), "a link works once")


def columns(office, work):
    with zipfile.ZipFile(work / "book.xlsx", "w") as book:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            book.writestr(name, "<?xml version='1.0'?><x/>")
    rows = "".join(f"Zoë Canary{n},zoe{n}@example.org,other{n}@example.net,2017-05-{1 + n % 28:02}\n" for n in range(40))
    (work / "doubled.csv").write_text("Name,Email,E-mail,Date\n" + rows, encoding="utf-8")
    with office.page("zoe") as page:
        at = begin(page, title="Two columns")
        page.set_input_files("#files", str(work / "book.xlsx"))
        page.locator(".sending.failed .told", has_text="CSV").wait_for()
        page.reload()
        upload(page, [work / "doubled.csv"], True)
        page.goto(f"{at}/columns")
        asked = page.locator(".asks, .said.about")
        need("E-mail address" in asked.inner_text() and page.locator(".unsure").count() == 2, page.locator("main").inner_text())
        page.get_by_label("“Email” is").select_option("email")
        page.get_by_label("“E-mail” is").select_option("ignore")
        page.locator("main form > button").last.click()
        page.locator("a.next[href$='/ledger']").wait_for()
        need(page.locator(".asks, .said.about, .unsure").count() == 0, "nothing is in doubt")
        # What was recognised can be changed as well, and changed back.
        page.locator("td summary", has_text="Full name").click()
        page.get_by_label("“Name” is").select_option("family_name")
        page.locator("main form > button").last.click()
        page.locator("td summary", has_text="Family name").wait_for()
