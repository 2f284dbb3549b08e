"""The page under other hands, eyes and ears: keyboard, screen reader, 320 px, dark, French, without script."""
import forge
from browser import drop, give, overflows, settle
from ground import SAME, UNKNOWN
from house import check, need
from server import texts


def by_hand(ground):
    """Keyboard, screen reader, small and dark screens, French, no script."""
    server, expected = ground.server, ground.hash_of(ground.named)
    server.knows(expected)
    with check("by keyboard: the first stops are skip, languages, file, paper, hash; Enter opens the chooser"), ground.browser.page() as page:
        choosers, stops = [], []
        page.on("filechooser", lambda chooser: choosers.append(chooser))
        for _ in range(9):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href') || document.activeElement.tagName"))
        need(stops == ["#main", "?lang=en", "?lang=fr", "file", "paper-hash", "paper-seal", "BUTTON", "hash", "BUTTON"], stops)
        page.focus("#file")
        page.keyboard.press("Enter")
        for _ in range(100):
            page.wait_for_timeout(0 if choosers else 100)
        need(len(choosers) == 1, "the chooser opens once")
        choosers[0].set_files(str(ground.named.zip))
        need(settle(page) == SAME, "the keyboard's way")
    with check("by ear: names, a live region that tells the answer, a field's fault that is tied to it"), ground.browser.page() as page:
        tree = page.locator("body").aria_snapshot()
        for piece in ('heading "Verify a dossier" [level=1]', 'button "Choose the dossier"', 'textbox "Integrity hash, or SHA-256 of the zip"', 'navigation "Languages"'):
            need(piece in tree, tree)
        give(page, ground.named.zip)
        need(page.locator("#say[role=status]").text_content() == SAME, "the live region")
        need('heading "The same as sealed" [level=2]' in page.locator("#answer").aria_snapshot(), "the shape is not read out")
    with check("dropped anywhere: one file is checked, several are asked back"), ground.browser.page() as page:
        drop(page, [["a.zip", "x"]])
        need(settle(page) == "Not a dossier", "one file")
        drop(page, [["a.zip", "x"], ["b.zip", "y"]])
        page.get_by_role("heading", name="One file, please").wait_for()
    for name, more in (("light", {}), ("dark", {"color_scheme": "dark"})):
        with check(f"320 px wide, {name}, French: nothing overflows, no English is left"):
            english, french = texts("en"), texts("fr")
            with ground.browser.page("/verify?lang=fr", width=320, **more) as page:
                need(not overflows(page), "the empty page")
                for prepare, file in ((lambda: server.knows(expected), ground.named.zip), (server.knows_nothing, ground.named.zip), (server.knows_nothing, forge.rezipped(*forge.parts(ground.named.zip)))):
                    prepare()
                    give(page, file)
                    page.locator("summary").first.click()
                    need(not overflows(page), page.locator("#answer h2").inner_text())
                    text = page.locator("body").inner_text()
                    left = [key for key, said in english.items() if said != french[key] and len(said) > 12 and "{" not in said and said in text]
                    need(not left, left)
                    ground.shot(page, f"fr-320-{name}")
                need(page.get_attribute("html", "lang") == "fr", "the language is said")
    with check("without script: the file is sent by the form, the hash by its own"), ground.browser.page(script=False) as page:
        need(page.get_by_role("button", name="Send and check").is_visible() and page.get_by_text("keeps nothing").is_visible(), "the form says what it does")
        need(not page.get_by_text("stays on your device").is_visible(), "it does not promise what it cannot keep")
        ground.shot(page, "no-script")
        page.set_input_files("#file", str(ground.named.zip))
        page.get_by_role("button", name="Send and check").click()
        need(settle(page) == UNKNOWN, "it is whole, and this service has not released it")
        need("keeps nothing" in page.locator("body").inner_text() and not overflows(page), "the answer")
        ground.shot(page, "no-script-answer")
        page.fill("#hash", expected)
        page.get_by_role("button", name="Ask", exact=True).click()
        need(settle(page) == "This hash is not known here" and f"/verify/{expected}" in page.url, page.url)
        path, kind, body = server.posted.pop()
        need(path == "/verify?lang=en" and kind.startswith("multipart/form-data") and b'name="dossier"' in body and ground.named.zip.read_bytes() in body, (path, kind))
    with check("a browser that lacks what the check needs keeps the form"), ground.browser.page() as page:
        page.add_init_script("delete globalThis.DecompressionStream")
        page.reload()
        need(page.get_by_role("button", name="Send and check").is_visible(), "the form")
