"""The limits of readers that `round_trip.py` allows for, each by a few letters in a file of a few lines that is not ours: what
a reader does to it is the reader's doing. Should one fall away, its check fails, and the allowance goes.
"""
import re, sys
from pathlib import Path
import pypdfium2
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outside"))
from house import check, need, run

CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\\s]")


def pdf_of(glyphs, said=None):
    """A page with these texts side by side, from left to right, one code each: as a right-to-left word is drawn. No outlines."""
    codes = "".join(f"{n:02x}" for n in range(1, len(glyphs) + 1))
    texts = "".join(f"<{n:02x}> <{''.join(f'{u:04x}' for u in units(text))}>\n" for n, text in enumerate(glyphs, 1))
    span = f"/Span <</ActualText <feff{''.join(f'{u:04x}' for u in units(said))}>>> BDC " if said else ""
    content = f"BT /F 12 Tf 72 700 Td {span}<{codes}> Tj {'EMC ' if said else ''}ET"
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(glyphs)} beginbfchar\n{texts}endbfchar endcmap end end")
    procedures = " ".join(f"/g{n} 5 0 R" for n in range(1, len(glyphs) + 1))
    names = " ".join(f"/g{n}" for n in range(1, len(glyphs) + 1))
    box = "600 0 0 0 500 700 d1 0 0 500 700 re f"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 6 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream", f"<</Length {len(box)}>>stream\n{box}\nendstream",
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 1/LastChar {len(glyphs)}/Widths[{'600 ' * len(glyphs)}]"
        f"/CharProcs<<{procedures}>>/Encoding<</Differences[1 {names}]>>/Resources<<>>/ToUnicode 7 0 R>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    ]
    out, places = "%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out.encode("latin-1")


def units(text):
    raw = text.encode("utf-16-be")
    return [raw[n] << 8 | raw[n + 1] for n in range(0, len(raw), 2)]


def reads(folder, glyphs, said=None):
    path = folder / "limit.pdf"
    path.write_bytes(pdf_of(glyphs, said))
    poppler = {how: run("pdftotext", how, path, "-").decode() for how in ("-raw", "-layout")}
    pdfium = pypdfium2.PdfDocument(str(path))[0].get_textpage().get_text_range()
    return {**{how: CONTROLS.sub("", text) for how, text in poppler.items()}, "PDFium": CONTROLS.sub("", pdfium)}


# Name, texts of the glyphs from left to right, what was said over them, the text, and who gives another one.
LIMITS = [
    ("a plain right-to-left word is read by all", ["ד", "ו", "ד"], None, "דוד", ()),
    ("a ligature’s letters are turned round with its word", ["م", "لا", "س"], None, "سلام", ("-raw", "-layout", "PDFium")),
    ("a vowel that is drawn before its letter is read after the one before", ["ב", "ָּ", "א"], None, "אבָּ", ("-raw", "-layout", "PDFium")),
    ("a bracket at the end of a right-to-left word is parted from it", [")", "א", "(", "ב"], None, "ב(א)", ("-raw", "PDFium")),
    ("not where it carries a direction; PDFium turns it", ["\u200f)", "א", "(", "ב"], None, "ב(א)", ("PDFium",)),
    ("a hyphen parts what is right to left", ["ל", "א", "-", "ל", "ט"], None, "טל-אל", ("-raw",)),
    ("letters of both directions stand as on paper", ["t", "o", "ب", "ا"], None, "ابto", ("-raw", "-layout", "PDFium")),
    ("what is beyond U+FFFD is left out of a said text", ["x"], "𠀀a", "𠀀a", ("PDFium",)),
    ("a presentation form is taken apart", ["ﬁ"], None, "ﬁ", ("PDFium",)),
]


def checks(folder):
    for name, glyphs, said, text, others in LIMITS:
        with check(f"limits of readers: {name}"):
            got = reads(folder, glyphs, said)
            differ = tuple(reader for reader, given in got.items() if given != text)
            need(differ == others, f"{got} for {text}")
