"""Text comes out of the list again as it went in: each page, each cell, by poppler in both of its orders and by PDFium.

A page's stream draws head and foot, then row after row, cell after cell. So what a reader gives in the order of the stream
must be those cells and nothing else, but for spaces (a wrapped name stands on two lines) and for the controls that
readers and we put around right-to-left words. What else may differ is a reader's limit, by its name in `LIMITS`; `limits.py`
shows each by a case of a few letters. There the set of letters is exact.
"""
import csv, re, sys, unicodedata
from collections import Counter
from pathlib import Path
import pypdfium2
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outside"))
from house import check, need, run

CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What Unicode calls ignorable has no look and no place on paper; joiners come out where a text is said or a glyph has them.
UNSEEN = re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]")
SPACES = re.compile(r"\s")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u07a6-\u07b0\u07eb-\u07f3\u0730-\u074a]")
LIGATURE = re.compile("\u0644[\u064b-\u065f]*[\u0622\u0623\u0625\u0627\u0671\u0649\u064a\u06cc]")
OTHER_WAY = re.compile("[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9%#$+,./:;\\-\u2013()\\[\\]{}<>«»\"'!?&*=@_`|~^]")


def limits(reader):
    """Which cells a reader gives out in another order of letters: name of the limit, or none."""
    def of(cell):
        if not RIGHT_TO_LEFT.search(cell):
            return None
        if MARKS.search(cell):
            return "marks"
        if LIGATURE.search(cell):
            return "lam-alef and lam-yeh"
        if reader != "pdftotext -raw" and OTHER_WAY.search(cell):
            return "both directions"
        return None
    return of


def bare(text):
    # Two code points are no characters, and readers give the sign for that.
    return SPACES.sub("", CONTROLS.sub("", text)).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def cells(dossier):
    """The list as its table has it: one tuple for each entry, unescaped."""
    with open(dossier.bag / "data" / "signatures.csv", newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        return [tuple(bare(unescape(cell)) for cell in row) for row in rows]


def unescape(cell):
    triggers = re.match("['=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", UNSEEN.sub("", cell[1:]).lstrip()) if cell.startswith("'") else None
    return cell[1:] if triggers else cell


class Told:
    """What came out: exactly; without what has no look; as the same letters where a limit says so; or not."""

    def __init__(self, reader):
        self.limit, self.exact, self.loose, self.lost = limits(reader), 0, Counter(), []
        # PDFium leaves out of a said text (ISO 32000-1, 14.9.4) what is beyond U+FFFD.
        self.unseen = re.compile(UNSEEN.pattern[:-1] + "\ufffd-\U0010ffff]") if reader == "PDFium" else UNSEEN

    def seen(self, text):
        return len(self.unseen.sub("", text))

    def compare(self, said, cell):
        if (why := self.differs(said, cell)) == "":
            self.exact += 1
        elif why:
            self.loose[why] += 1
        else:
            self.lost.append((cell, said))

    def differs(self, said, cell):
        """Empty where nothing does, the name of what may, none where it may not."""
        if said == cell:
            return ""
        said, cell = self.unseen.sub("", said), self.unseen.sub("", cell)
        if said == cell:
            return "ignorable characters"
        return self.limit(cell) if Counter(said) == Counter(cell) or mirrored(said) == mirrored(cell) else None


def mirrored(text):
    return Counter(text.translate(str.maketrans("()[]{}<>«»", "(([[{{<<««")))


def cut(told, text, wanted):
    """A text in pieces that have as many characters with a look as these have."""
    at = 0
    for piece in wanted:
        start, length = at, told.seen(piece)
        while at < len(text) and (length or told.unseen.match(text[at])):
            length -= 0 if told.unseen.match(text[at]) else 1
            at += 1
        yield text[start:at]


def page_of(text, number, taken):
    """Where the rows of a page end, and which they are."""
    tail = re.search(r"Entries\s*([\d,]+)\s*to\s*([\d,]+)\s*Page\s*([\d,]+)\s*$", CONTROLS.sub("", text))
    need(tail and int(tail[3].replace(",", "")) == number, f"page {number} ends with {text[-60:]!r}")
    first, last = (int(n.replace(",", "")) for n in tail.groups()[:2])
    need(first == taken + 1 and last >= first, f"page {number} has entries {first} to {last} after {taken}")
    return CONTROLS.sub("", text)[:tail.start()], first, last


def tail_of(told, text, length):
    """The end of a text that has so many characters with a look."""
    at = len(text)
    while length and at:
        at -= 1
        length -= 0 if told.unseen.match(text[at]) or SPACES.match(text[at]) else 1
    need(not length, "a page has fewer characters than its entries")
    return text[at:]


def by_stream(pages, rows, told):
    """Poppler in the order of the stream: cell after cell."""
    taken = 0
    for number, text in enumerate(pages, 1):
        body, first, last = page_of(text, number, taken)
        wanted = [cell for row in rows[first - 1:last] for cell in row]
        body = bare(tail_of(told, body, sum(map(told.seen, wanted))))
        for said, cell in zip(cut(told, body, wanted), wanted):
            told.compare(said, cell)
        taken = last
    need(taken == len(rows), f"{taken} of {len(rows)} entries are on the pages")


def pieces_of(told, cells, length):
    """The next so many characters of some cells, cut where the cells are."""
    pieces = []
    for cell in cells:
        if length <= 0:
            break
        (piece,) = cut(told, cell, ["x" * length])
        length -= told.seen(piece)
        pieces.append(piece)
    return pieces


def drop(told, cells, pieces):
    for piece in pieces:
        cells[0] = cells[0][len(piece):]
        if not told.seen(cells[0]):
            cells.pop(0)


def by_line(pages, rows, told):
    """PDFium in the order of the stream: each line as a whole from the left, or from the right where it takes it so."""
    taken = 0
    for number, text in enumerate(pages, 1):
        body, first, last = page_of(text, number, taken)
        wanted = [cell for row in rows[first - 1:last] for cell in row]
        left = [cell for cell in wanted if told.seen(cell)]
        lines = [bare(line) for line in tail_of(told, body, sum(map(told.seen, wanted))).splitlines()]
        while lines:
            # Where a mark stands off its line PDFium begins another: those belong together.
            for together in range(1, min(20, len(lines)) + 1):
                line = "".join(lines[:together])
                pieces = pieces_of(told, left, told.seen(line))
                ways = [list(zip(cut(told, line, way), way)) for way in (pieces, pieces[::-1])]
                best = min(ways, key=lambda way: sum(told.differs(*pair) != "" for pair in way))
                same = Counter(told.unseen.sub("", line)) == Counter(told.unseen.sub("", "".join(pieces)))
                why = next(filter(None, map(told.limit, pieces)), None)
                lost = any(told.differs(*pair) is None for pair in best)
                if not lost or same and why:
                    break
            del lines[:together]
            drop(told, left, pieces)
            if lost and same and why:
                told.loose[why] += len(pieces)
                continue
            for said, piece in best:
                told.compare(said, piece)
        taken = last
    need(taken == len(rows), f"{taken} of {len(rows)} entries are on the pages")


def by_layout(pages, rows, told):
    """Poppler as the page is laid out: the lines from one entry's number to the next are that entry's."""
    taken = 0
    for text in pages:
        lines = CONTROLS.sub("", text).split("\n")
        starts = []
        for n, line in enumerate(lines):
            number = re.match(r"\s*(\d+)(?=\s)", line + " ")
            if number and int(number[1]) == taken + 1:
                starts.append(n)
                taken += 1
        for place, start in enumerate(starts):
            row = rows[taken - len(starts) + place]
            foot = next((n for n in range(start + 1, len(lines)) if "Register root" in lines[n]), len(lines))
            end = starts[place + 1] if place + 1 < len(starts) else foot
            group = [line for line in lines[start:end] if line.strip()]
            whole, said = "".join(row), bare("".join(group))
            # A wrapped row stands on several lines, cells beside each other: its letters must all be there.
            if len(group) > 1 and Counter(UNSEEN.sub("", said)) == Counter(UNSEEN.sub("", whole)):
                told.exact += 1
            else:
                told.compare(said, whole)
    need(taken == len(rows), f"{taken} of {len(rows)} entries are found by their numbers")


def expanded(text):
    """PDFium gives out the letters that a presentation form stands for (Unicode's FB00 to FDFF and FE70 to FEFC)."""
    return re.sub("[\ufb00-\ufdff\ufe70-\ufefc]", lambda form: SPACES.sub("", unicodedata.normalize("NFKC", form[0])), text)


def by_poppler(how):
    return lambda volume: run("pdftotext", how, volume, "-").decode().split("\f")[:-1]


def by_pdfium(volume):
    pdf = pypdfium2.PdfDocument(str(volume))
    # A hyphen at the end of a line is U+FFFE to PDFium, which will not say whether it is one of the word.
    return [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in pdf]


READERS = {
    "pdftotext -raw": (by_poppler("-raw"), by_stream),
    "pdftotext -layout": (by_poppler("-layout"), by_layout),
    "PDFium": (by_pdfium, by_line),
}


def checks(dossier, name):
    rows = cells(dossier)
    (volume,) = sorted((dossier.bag / "data").glob("signatures-*.pdf"))
    for reader, (read, compare) in READERS.items():
        with check(f"{name}: {len(rows)} rows come out of {reader} again"):
            told = Told(reader)
            wanted = [tuple(map(expanded, row)) for row in rows] if reader == "PDFium" else rows
            compare([expanded(page) for page in read(volume)] if reader == "PDFium" else read(volume), wanted, told)
            print(f"        {reader}: {told.exact} exact; the set of letters exact: {dict(told.loose)}; {len(told.lost)} lost")
            need(not told.lost, f"{len(told.lost)} are lost: {told.lost[:14]}")
