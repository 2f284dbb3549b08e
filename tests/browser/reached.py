"""Every control of the path reached without a mouse, and files that a mouse drops."""
from house import check, need
from steps import COVER, begin, place, until, wait_for

# What Tab stops at, in the order of the page: one radio button of each group, nothing that is folded away.
STOPS = """() => {
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')];
    const seen = all.filter((one) => one.checkVisibility() && !one.disabled);
    const radios = (one) => seen.filter((other) => other.type === 'radio' && other.name === one.name);
    const stops = seen.filter((one) => one.type !== 'radio' || one === (radios(one).find((other) => other.checked) ?? radios(one)[0]));
    stops.forEach((one, n) => { one.dataset.stop = n; });
    return stops.length;
}"""
TOP = "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); scrollTo(0, 0)"
HERE = """() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || one.closest('.zone')?.matches(':focus-within');
    return { stop: one.dataset.stop, what: one.outerHTML.slice(0, 120), seen, inside: box.bottom > 0 && box.top < innerHeight };
}"""


def walk_stops(page):
    """Tab from the top of the page to its end: every stop once, in the page's order, seen; then out of the page."""
    page.evaluate(TOP)
    count, passed = page.evaluate(STOPS), []
    for _ in range(count * 4 + 4):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        # Out of the page; or, where no window is around it, at its top again.
        if here["stop"] is None or (passed and passed[-1] > 0 and here["stop"] == "0"):
            break
        need(here["seen"] and here["inside"], f"{page.url}: the focus is not seen at {here['what']}")
        # A field for a day holds several stops of its own.
        if not passed or passed[-1] != int(here["stop"]):
            passed.append(int(here["stop"]))
    need(passed == list(range(count)), f"{page.url}: of {count} stops {passed}")


def to(page, selector):
    """Tab from where the focus is until it stands on this."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{page.url}: {selector} is not reached by Tab")


def press(page, selector, key="Enter"):
    to(page, selector)
    page.keyboard.press(key)


def skip(page):
    """The first stop leads past the menu."""
    page.evaluate(TOP)
    page.keyboard.press("Tab")
    need(page.evaluate("document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().left >= 0"), "the first stop is to the content, and is seen")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    need(page.evaluate("document.activeElement.closest('main') !== null"), f"{page.url}: the link leads into the content")


def by_keyboard(office, work):
    """From the log-in to the download, no mouse."""
    with check("keyboard: from the cover to the pack; every stop in order and seen, none a trap"), office.page("zoe") as page:
        page.goto("/handovers")
        walk_stops(page)
        skip(page)
        page.goto("/handovers")
        press(page, "a.next")
        page.wait_for_url("**/handovers/new")
        walk_stops(page)
        page.evaluate(TOP)
        for field in ("title", "text", "organiser", "recipient"):
            to(page, f"#{field}")
            page.keyboard.press("Control+A")
            page.keyboard.type(COVER[field].replace("\n", " "))
        to(page, "[name=policy]")
        page.keyboard.press("ArrowDown")
        need(page.is_checked("#policy-pseudonymous"), "arrows choose")
        page.keyboard.press("ArrowUp")
        press(page, "main form > button")
        page.locator("#files").wait_for(state="attached")
        walk_stops(page)
        with page.expect_file_chooser() as coming:
            press(page, "#files")
        coming.value.set_files(str(work / "export-1.csv"))
        page.locator("main .list form[action*=removal]").wait_for()
        until(page, lambda: page.evaluate("document.activeElement.tagName") == "H1", "what was sent is here, and the focus stands before what comes next")
        at = place(page)
        page.keyboard.press("Tab")
        need(page.evaluate("document.activeElement.matches('a.next')"), "the next stop is the next step")
        walk_stops(page)
        page.goto(f"{at}/columns")
        walk_stops(page)
        page.goto(f"{at}/columns")
        press(page, "td summary")
        page.keyboard.press("Tab")
        need(page.evaluate("document.activeElement.tagName") == "SELECT", "a column is changed")
        page.goto(f"{at}/columns")
        press(page, "a.next")
        wait_for(page, lambda: page.locator(".figures").count() > 0, True)
        walk_stops(page)
        page.goto(f"{at}/ledger")
        press(page, "a.next")
        wait_for(page, lambda: page.locator(".figures").count() > 0, True)
        walk_stops(page)
        page.goto(f"{at}/preview")
        press(page, "main form button")
        wait_for(page, lambda: page.locator(".state.awaiting-approval").count() > 0, True)
        walk_stops(page)
        with check("keyboard: the release and the download"), office.page("ines") as second:
            second.goto(at)
            walk_stops(second)
            second.goto(at)
            press(second, "a.next")
            second.locator("#sure").wait_for()
            walk_stops(second)
            second.goto(f"{at}/approval")
            press(second, "#sure", "Space")
            press(second, "main form button")
            second.wait_for_url("**/downloads")
            walk_stops(second)
            second.goto(f"{at}/downloads")
            with second.expect_download() as coming:
                press(second, "a[href$='/dossier']")
            need(coming.value.suggested_filename.startswith("dossier-"), "the dossier comes")
    with check("keyboard: what is wrong is gone to first"), office.page("zoe") as page:
        page.goto("/handovers/new")
        page.evaluate("document.querySelectorAll('[required]').forEach((field) => field.removeAttribute('required'))")
        page.focus("#title")
        page.keyboard.press("Enter")
        page.locator("[role=alert]").wait_for()
        need(page.evaluate("document.activeElement.matches('[role=alert]')"), "the focus is at what is wrong")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        need(page.evaluate("document.activeElement.id") == "title", "and leads to the field")


def drag(page, x, y, files, kinds=("dragEnter", "dragOver", "drop")):
    """As a mouse carries files in from elsewhere: the browser's own events."""
    door = page.context.new_cdp_session(page)
    carried = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in kinds:
        door.send("Input.dispatchDragEvent", {"type": kind, "x": x, "y": y, "data": carried})


def dropped(office, work, dossier):
    """Onto the zone, beside it, several at once, a folder; and onto the page at which anyone verifies."""
    with check("dropped on the zone and beside it; several; a folder is asked back"), office.page("zoe") as page:
        begin(page)
        box = page.locator("#send").bounding_box()
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        drag(page, *middle, [work / "export-1.csv"], ("dragEnter", "dragOver"))
        until(page, lambda: page.locator("#send.over").count() == 1, "the zone shows that it would take it")
        drag(page, *middle, [work / "export-1.csv"], ("drop",))
        page.locator("main .list form[action*=removal]").wait_for()
        need(page.locator("#send.over").count() == 0, "and no longer")
        # Beside the zone, a good one and a bad one: the page stays, the good one is taken, and the way on is there.
        drag(page, 10, 10, [work / "export-2.csv", work / "not-a-table.pdf"])
        page.locator(".sending.failed").wait_for()
        page.locator("#go-on a").click()
        until(page, lambda: page.locator("main .list form[action*=removal]").count() == 2, "two files")
        (work / "folder").mkdir(exist_ok=True)
        drag(page, *middle, [work / "folder"])
        page.locator(".sending.failed .told", has_text="folder").wait_for()
    with check("dropped on the page at which anyone verifies"), office.page() as page:
        page.goto("/verify")
        drag(page, 300, 600, [dossier])
        page.locator("#answer h2").wait_for()
        need("same as sealed" in page.locator("#answer h2").inner_text(), page.locator("#answer").inner_text())
        drag(page, 300, 100, [dossier, work / "export-1.csv"])
        page.get_by_role("heading", name="One file, please").wait_for()
