"""Serves the verify page as the service must: its paths, its headers, its texts; and answers about seals as a test wishes."""
import html, http.server, json, re, sys, threading
from pathlib import Path

WEB = Path(__file__).resolve().parents[2] / "config" / "web"
TEXTS = WEB.parent / "texts"
CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
       "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types handover-verify")
HEADERS = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
LANGUAGES = {"en": "English", "fr": "Français"}
KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


def texts(language):
    """The messages of a language: one line each."""
    lines = (TEXTS / f"verify-{language}.ftl").read_text(encoding="utf-8").splitlines()
    return dict(re.fullmatch(r"([a-z0-9-]+) = (.*)", line).groups() for line in lines if line and not line.startswith("#"))


def page(language):
    """The page as the service renders it: `{{ message }}` escaped, its slots as they are."""
    said = texts(language)
    links = "".join(f'<li><a href="?lang={code}" lang="{code}" hreflang="{code}"{" aria-current=true" * (code == language)}>{name}</a></li>' for code, name in LANGUAGES.items())
    # In a data block nothing may end the element: `<` is written as JSON can.
    slots = {"lang": language, "languages": f"<ul>{links}</ul>", "answer": "", "house": "Handover", "wrong": "", "texts": json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")}
    fill = lambda found: slots[found[1]] if found[1] in slots else html.escape(said[found[1]])
    return re.sub(r"\{\{ ([a-z-]+) \}\}", fill, (WEB / "verify.html").read_text(encoding="utf-8"))


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Door)
        self.base = f"http://127.0.0.1:{self.server_port}"
        # What the service says of any hash: status, content type, body; the test puts it there.
        self.answer = None
        self.asked, self.posted, self.bytes_in, self.missing = [], [], 0, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *about):
        # A page that is stopped or left hangs up in the middle of an answer.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*about)

    def knows(self, integrity, zip_sha256="0" * 64, signatures=9630, withdrawn=None):
        said = {"integrity_hash": integrity, "zip_sha256": zip_sha256, "released_at": "2017-05-12T08:30:00Z", "signatures": signatures, "withdrawn": withdrawn}
        self.answer = (200, "application/json", json.dumps(said).encode())

    def knows_nothing(self):
        said = {"type": "about:blank", "title": "Not known", "status": 404, "code": "seal-not-known", "detail": "No dossier was released with this hash. Check the hash."}
        self.answer = (404, "application/problem+json", json.dumps(said).encode())


class Door(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, kind, body):
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path.startswith("/api/v1/seals/"):
            self.server.asked.append(path.rsplit("/", 1)[1])
            return self.say(*self.server.answer)
        if path == "/verify" or re.fullmatch(r"/verify/[0-9a-f]{64}", path):
            return self.say(200, "text/html; charset=utf-8", page("fr" if "lang=fr" in query else "en").encode())
        file = (WEB / path.removeprefix("/assets/")).resolve()
        if path.startswith("/assets/") and file.is_relative_to(WEB) and file.is_file() and file.suffix in KINDS:
            return self.say(200, KINDS[file.suffix], file.read_bytes())
        self.server.missing.append(path)
        self.say(404, "text/plain", b"not found")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bytes_in += len(body)
        self.server.posted.append((self.path, self.headers["Content-Type"], body))
        self.say(200, "text/html; charset=utf-8", b"<!doctype html><html lang=en><link rel=icon href=data:,><title>received</title><h1>received</h1>")
