"""Every page in other dresses: narrow, wide, enlarged, in the system's own colours, in the other language, on paper."""
import subprocess
from house import check, need
from office import overflows


def pages(at, waiting, open_one):
    """Who sees which page: of a released handover, of one that waits, of one that is collecting."""
    step = lambda place, *names: [f"{place}/{name}" for name in names]
    return {
        None: ["/log-in", "/nothing-here", "/verify"],
        "zoe": ["/handovers", "/handovers/new", at, "/own", *step(at, "downloads", "ledger"), open_one, *step(open_one, "cover", "exports", "columns", "pack", "destruction")],
        "ines": [waiting, *step(waiting, "approval", "sending-back", "withdrawal", "preview", "ledger")],
        "administrator": ["/accounts", "/audit"],
        "ada": ["/audit"],
    }


def worn(office, at, waiting, open_one, integrity):
    places = pages(at, waiting, open_one)
    with check("320, 900 and 1440 px, enlarged twice: nothing is wider than its window"):
        each(office, places, fits)
    with check("the system's own colours, no motion: what is chosen, and every button, is told by a line"):
        each(office, places, forced, forced_colors="active", reduced_motion="reduce")
    with check("the language is switched on every page, and the place is kept"):
        each(office, places, switched)
    with check("on paper: no controls, black on white, the hash whole"):
        printed(office, at, integrity)


def each(office, places, look, **more):
    for name, paths in places.items():
        with office.page(name, **more) as page:
            for path in paths:
                page.goto(path)
                look(page)


def fits(page):
    for width, enlarged in ((320, 1), (900, 1), (1440, 1), (640, 2), (900, 2)):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", f"{enlarged * 100}%")
        need(not overflows(page), f"{page.url} at {width} px, enlarged {enlarged} times")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = ''")
    need(page.evaluate("document.querySelector('main').getBoundingClientRect().width") <= 45 * 16, "a column of text stays one that can be read")


def forced(page):
    bare = page.evaluate("""() => [...document.querySelectorAll('main button:not(.plain), main .next, main select, main input:not([type=hidden], [type=radio], [type=checkbox], [type=file])')]
        .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).borderTopWidth) < 1).map((one) => one.outerHTML.slice(0, 100))""")
    need(not bare, f"{page.url}: {bare}")
    chosen = page.evaluate("[...document.querySelectorAll('nav [aria-current]')].filter((one) => !getComputedStyle(one).textDecorationLine.includes('underline')).length")
    need(chosen == 0, f"{page.url}: where one is, is told by a colour alone")
    moving = page.evaluate("[...document.querySelectorAll('*')].filter((one) => { const style = getComputedStyle(one); return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0; }).length")
    need(moving == 0, f"{page.url}: something moves")


def switched(page):
    before = page.url
    page.locator("a[hreflang=fr]").click()
    page.locator("html[lang=fr]").wait_for(state="attached")
    need(page.url.removesuffix("?lang=fr") == before, f"{before} became {page.url}")
    page.locator("a[hreflang=en]").click()
    page.locator("html[lang=en]").wait_for(state="attached")


def printed(office, at, integrity):
    """What a browser makes of it for paper, from a dark screen too."""
    for name, path, gone in (("zoe", f"{at}/downloads", "Copy"), ("zoe", at, "Log out"), ("zoe", "/handovers/new", "Go on to the exports"), (None, f"/verify/{integrity}", "Copy the hash")):
        with office.page(name, color_scheme="dark") as page:
            page.goto(path)
            page.locator("#answer h2" if "/verify" in path else "h1").first.wait_for()
            file = office.work / "printed.pdf"
            file.write_bytes(page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "18mm"), print_background=True))
        text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
        need(gone not in text and "Log out" not in text and "Français" not in text, f"{path}: a control is printed: {text}")
        if integrity and path != "/handovers/new":
            need(integrity in "".join(text.split()), f"{path}: the hash is not whole on paper: {text}")
        is_grey, corner = tints(file)
        need(is_grey and corner > 250, f"{path}: not black on white")


def tints(file):
    """Is every dot of the first sheet grey? And how light is its corner?"""
    raw = subprocess.run(["pdftoppm", "-r", "40", "-f", "1", "-l", "1", file], capture_output=True, check=True).stdout
    _, width, height, _ = raw[:20].split()[:4]
    dots = raw[-int(width) * int(height) * 3 :]
    return all(max(dots[n : n + 3]) - min(dots[n : n + 3]) < 40 for n in range(0, len(dots), 3)), dots[0]
