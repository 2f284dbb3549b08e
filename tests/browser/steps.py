"""Steps of staff on their path, as each check takes them."""
import re
from pathlib import Path

COVER = {"title": "Justice pour la Tchétchénie", "text": "We ask for an investigation.\n\nNow.", "organiser": "All Out", "contact": "dossiers@example.org", "recipient": "Procureur général", "office": "Parquet général"}


def cover(page, policy="count", **more):
    for field, value in {**COVER, **more}.items():
        page.fill(f"#{field}", value)
    page.select_option("#country", "RU")
    page.check(f"#policy-{policy}")
    if policy != "count":
        page.fill("#consent", "Each signatory agreed that this recipient sees the signature.")


def go(page, path):
    page.goto(page.url.split("/handovers/")[0] + path if path.startswith("/") else path)


def place(page):
    """The path of the handover that the page is about."""
    return re.search(r"/handovers/[0-9a-f]{32}", page.url)[0]


def wait_for(page, heading_is_there, script, tries=200):
    """Waits by itself with script; loads anew without, as the page's refresh does."""
    for _ in range(tries):
        if heading_is_there():
            return
        page.wait_for_timeout(300)
        if not script:
            page.reload()
    raise AssertionError(f"{page.url} did not come further: {page.locator('main').inner_text()[:400]}")


def until(page, holds, why):
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{why}: {page.url} {page.locator('main').inner_text()[:400]}")


def upload(page, files, script):
    page.set_input_files("#files", [str(file) for file in files])
    if not script:
        page.locator("#send button").click()
    # With script the page loads itself anew once all are there.
    page.locator("main .list li:has(form[action*=removal]) .head", has_text=Path(files[-1]).name).first.wait_for()


def begin(page, **more):
    """A new handover, up to the page where exports are added; gives its path."""
    page.goto("/handovers/new")
    cover(page, **more)
    page.locator("main form > button").last.click()
    page.locator("#files").wait_for(state="attached")
    return place(page)


def packed(office, work):
    """A handover that waits for its release; gives its path."""
    with office.page("zoe") as page:
        at = begin(page)
        upload(page, [work / "export-1.csv"], True)
        page.goto(f"{at}/pack")
        page.locator("main form button").last.click()
        wait_for(page, lambda: page.locator(".state.awaiting-approval").count() > 0, True)
        return at


def released(office, at, dossier):
    """Released by the second person; keeps the dossier as this file, gives its integrity hash."""
    with office.page("ines") as page:
        page.goto(f"{at}/approval")
        integrity = "".join(page.locator("#hash").inner_text().split())
        page.check("#sure")
        page.locator("main form button").last.click()
        page.wait_for_url("**/downloads")
        with page.expect_download() as coming:
            page.locator("a[href$='/dossier']").click()
        coming.value.save_as(dossier)
        return integrity
