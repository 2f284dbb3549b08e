"""The real service with people in it: an administrator, an uploader and an approver who log in by password and TOTP."""
import base64, contextlib, hashlib, hmac, os, re, shutil, struct, subprocess, time
from pathlib import Path
from playwright.sync_api import sync_playwright
from house import need

PASSWORD = "four words of our own"
WATCH = "addEventListener('securitypolicyviolation', (event) => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI));"


def code_of(secret, step=None):
    """RFC 6238: SHA-1, six digits, thirty seconds."""
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    step = int(time.time()) // 30 if step is None else step
    mac = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Office:
    """`handover serve` in a room of its own, on a port of its own."""

    def __init__(self, binary, work, beside=None, **settings):
        self.binary, self.work = binary, work
        keys = subprocess.run([binary, "keygen", "--out", work / "custodian"], capture_output=True)
        need(keys.returncode == 0, keys.stderr)
        custodian = (work / "custodian" / "custodian.pub").read_text().split()[0]
        settings = {"listen": "127.0.0.1:0", "custodians": f'["{custodian}"]', "requests_per_minute": "1000000", "attempts_per_minute": "100000", "organisation": "All Out", **settings}
        self.environment = {"PATH": os.environ["PATH"], "HANDOVER_LOG": "info"} | {f"HANDOVER_SERVE_{name.upper()}": value for name, value in settings.items()}
        self.log = open(work / "service.log", "wb")
        self.child = subprocess.Popen([binary, "serve"], cwd=work, env=self.environment, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.base = self.child.stdout.readline().strip().removeprefix("Handover serves at ")
        self.child.stdout.readline()
        self.link = self.child.stdout.readline().strip().removeprefix(self.base)
        self.browsers = {}
        self.secrets, self.used, self.sessions = {}, {}, {}
        self.complaints = []
        # One driver serves a whole run.
        self.driver = None if beside else sync_playwright().start()
        self.chromium = beside.chromium if beside else self.driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"])

    def close(self):
        if self.driver:
            self.chromium.close()
            self.driver.stop()
        self.child.terminate()
        self.child.wait(60)
        self.log.close()

    def logged(self):
        return (self.work / "service.log").read_text(errors="replace")

    @contextlib.contextmanager
    def page(self, name=None, language="en", script=True, width=900, height=900, **more):
        """A browser of this person's, logged in."""
        context = self.chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=script, locale=language, base_url=self.base, accept_downloads=True, **more)
        context.add_cookies([{"name": "handover-language", "value": language, "url": self.base}])
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda said: self.hear(said))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if script:
            page.add_init_script(WATCH)
        try:
            if name:
                self.log_in(page, name)
            yield page
        finally:
            context.close()

    def hear(self, said):
        # A refusal that a page asked for on purpose is noted by the browser itself, with its status.
        if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
            self.complaints.append(f"{said.text} ({said.location.get('url', '')})")

    def log_in(self, page, name):
        """Once by password and code, each of which is good once; then by the session."""
        if name in self.sessions:
            page.context.add_cookies(self.sessions[name])
            return
        page.goto("/log-in")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.fill("#code", self.code(name))
        page.locator("main button").click()
        page.wait_for_url(lambda url: "/log-in" not in url)
        self.sessions[name] = [one for one in page.context.cookies() if one["name"] == "handover"]

    def code(self, name):
        """A code that was not used yet; waits for the next one where this step's was."""
        while True:
            step = max(int(time.time()) // 30 - 1, self.used.get(name, 0) + 1)
            if step <= int(time.time()) // 30 + 1:
                self.used[name] = step
                return code_of(self.secrets[name], step)
            time.sleep(0.5)

    def enrol(self, page, link, name):
        page.goto(link)
        secret = page.locator("p.mono code").first.inner_text()
        self.secrets[name] = secret
        page.fill("#password", PASSWORD)
        page.fill("#again", PASSWORD)
        page.fill("#code", self.code(name))
        page.locator("main button").click()
        page.locator(".codes").wait_for()

    def people(self, *wanted):
        """The administrator, and accounts of these names and roles."""
        with self.page() as page:
            self.enrol(page, self.link, "administrator")
        with self.page("administrator") as admin:
            for name, role in wanted:
                admin.goto("/accounts")
                admin.fill("#name", name)
                admin.check(f"#role-{role}")
                admin.locator("main button").last.click()
                link = admin.locator("p.once code").inner_text().removeprefix(self.base)
                with self.page() as page:
                    self.enrol(page, link, name)


def overflows(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
