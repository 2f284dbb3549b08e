"""The hardest names of every script, as we draw them and as Chromium does with the same font files: side by side as a picture
for the eye, and row by row compared. What is compared is ink: how wide and how high it is, and how much of it is where the
other's is, once both are laid over each other. A shape that is missing, doubled, unjoined or in another place is seen; that
two rasterizers smooth edges differently is not.
"""
import csv, html, io, re, sys
from pathlib import Path
import numpy
import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import sync_playwright
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outside"))
from house import check, need, run

ROOT = Path(__file__).resolve().parents[2]
DPI = 288
# Label, name, country: Han is drawn as that country writes it.
NAMES = [
    ("Arabic with vowels", "مُحَمَّدٌ عَبْدُ اللّٰهِ", "EG"), ("Arabic, lam-alef", "لَا إِلٰه الأَمَل", "EG"), ("Persian, ZWNJ", "علی‌رضا گیلانی‌زاده", "IR"),
    ("Urdu letters", "ہے گھوڑے ٹھیک ڈر ں", "PK"), ("Hebrew with niqqud", "בְּרֵאשִׁית שָׁלוֹם", "IL"), ("Hebrew, geresh", "ג׳ורג׳ צ׳רלי", "IL"),
    ("Syriac", "ܫܠܳܡܳܐ ܥܰܠܝܳܢ", "SY"), ("Thaana", "މުޙައްމަދު ޢަލީ", "MV"), ("N’Ko", "ߊߟߎ߫ ߒߞߏ", "GN"), ("Adlam", "𞤀𞤣𞤤𞤢𞤥 𞤆𞤵𞤤𞤢𞤪", "GN"),
    ("Hanifi Rohingya", "𐴀𐴞𐴕𐴝𐴑", "MM"), ("Devanagari conjuncts", "क्ष्म्य र्द्ध श्री द्व्य ङ्क्ष", "IN"), ("Nepali", "लक्ष्मण श्रेष्ठ", "NP"), ("Marathi", "ज्ञानेश्वर ऱ्हाटकर", "IN"),
    ("Bengali", "শ্রীময়ী বন্দ্যোপাধ্যায়", "BD"), ("Gurmukhi", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ ਅੰਮ੍ਰਿਤ", "IN"), ("Gujarati", "ક્ષ્ણ શ્રી જ્ઞાતિ", "IN"), ("Odia", "ଶ୍ରୀକ୍ଷେତ୍ର ସୌମ୍ୟା", "IN"),
    ("Tamil", "ஸ்ரீ கார்த்தி கொ", "IN"), ("Telugu", "శ్రీనివాస్ క్ష్మి జ్ఞా", "IN"), ("Kannada", "ಕೃಷ್ಣ ಶ್ರೀ ಕ್ಷ್ಮಿ", "IN"), ("Malayalam chillu", "അവൻ കൾ ർ ശ്രീ", "IN"),
    ("Sinhala", "ශ්‍රී ක්‍ෂේ ර්‍ම ප්‍රේ", "LK"), ("Khmer subscripts", "ស្ត្រី ក្រុម ខ្ញុំ ព្រះ", "KH"), ("Burmese", "ဆန်းကြည် က္ကြွှုံ ကျွန်", "MM"), ("Thai stacked marks", "ที่นี้ ปู่ ฐ์ ก็ น้ำ", "TH"),
    ("Lao", "ສົມພອນ ນ້ຳ ປີ້ໆ", "LA"), ("Tibetan stacks", "བསྒྲུབས་ རྒྱལ་མཚན་ ཀྱི", "CN"), ("Mongolian", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", "MN"), ("Ethiopic", "አበበ ቢቂላ ፍቅርተ", "ET"),
    ("Georgian Mtavruli", "ᲜᲘᲜᲝ ჩხეიძე", "GE"), ("Armenian", "Խաչատրյան և", "AM"), ("Vietnamese", "Nguyễn Thị Ấẫặệữ", "VN"), ("Marks that no letter has", "Ṩẹ̀ṣọ́la M̈ Ŋ̀", "NG"),
    ("Greek polytonic", "Ἀχιλλεὺς ᾧ ᾄδω", "GR"), ("Cyrillic with marks", "Їжа́кевич Ё ӂ", "UA"), ("Hangul jamo", "\u1112\u1161\u11ab\u1100\u1173\u11af 한글", "KR"), ("Han as in Japan", "直骨令海角 辻󠄁葛", "JP"),
    ("Han as in China", "直骨令海角 辻葛", "CN"), ("Han as in Taiwan", "直骨令海角 辻葛", "TW"), ("Emoji", "🎉 👩‍👩‍👧 👍🏽 ❤️", "FR"), ("Flags", "🇫🇷 🇯🇵 🏳️‍🌈", "FR"), ("Hebrew, Latin, numbers", "יעל Cohen 12 (בן 5)", "IL"),
    ("Latin, Arabic", "John (محمد) 3", "GB"), ("Javanese", "ꦱꦸꦂꦪ ꦏꦿꦩ", "ID"), ("Chakma", "𑄌𑄋𑄴𑄟𑄳𑄦", "BD"), ("Meetei Mayek", "ꯃꯤꯇꯩ ꯃꯌꯦꯛ", "IN"), ("Cherokee, Tifinagh", "ᏣᎳᎩ ⵜⵉⴼⵉⵏⴰⵖ", "US"),
]
# A space between letters of these is their own face's; a browser takes that of the first face in its list.
OWN_SPACE = {"Sinhala": "NotoSansSinhala-Regular", "Malayalam chillu": "NotoSansMalayalam-Regular"}
HAN = {"JP": "Noto Sans CJK JP", "KR": "Noto Sans CJK KR", "CN": "Noto Sans CJK SC", "TW": "Noto Sans CJK TC"}
# Which part of one's ink must lie within a pixel or two of the other's, and by how much sizes may differ.
INK, SIZE = 0.93, 0.03


def write_export(path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["First Name", "Last Name", "Email", "City", "Country", "Date Signed"])
        for row, (label, name, country) in enumerate(NAMES):
            # A city of several lines keeps the rows apart, so that no name's ink is in another's picture.
            lines.writerow([name, label, f"p{row}@example.org", "o " * 120, country, "2017-05-02 10:11:12"])


def ours(pdf, folder):
    """A picture of each name as we draw it: label → picture, all of one width in points."""
    # Rules would be taken for ink: they are the only strokes.
    plain = folder / "plain.pdf"
    run("qpdf", "--qdf", "--object-streams=disable", pdf, plain)
    plain.write_bytes(re.sub(rb"(?m)^([\d. wG]* )?[\d.]+ [\d.]+ m [\d.]+ [\d.]+ l S$", b"", plain.read_bytes()))
    whole = folder / "whole.pdf"
    whole.write_bytes(run("fix-qdf", plain))
    pictures, width = {}, 0
    document = pypdfium2.PdfDocument(str(whole))
    for number, page in enumerate(run("pdftotext", "-bbox", pdf, "-").decode().split("<page ")[1:]):
        words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>', page)
        words = [(*map(float, word[:4]), html.unescape(word[4])) for word in words]
        given, family = (next(word for word in words if word[4] == head) for head in ("Given", "Family"))
        left, right = given[0] - 3, family[0] - 2
        width = right - left
        scale = DPI / 72
        picture = document[number].render(scale=scale).to_pil().convert("L")
        for label, _, _ in NAMES:
            first = label.split()
            for n, word in enumerate(words):
                if abs(word[0] - family[0]) < 1 and [w[4] for w in words[n:n + len(first)]] == first:
                    middle = (word[1] + word[3]) / 2
                    pictures[label] = picture.crop(tuple(round(at * scale) for at in (left, middle - 11, right, middle + 11)))
    return pictures, width


def theirs(folder, width):
    """A picture of each name by Chromium, with the same files."""
    source = (ROOT / "src" / "paper" / "fonts.rs").read_text()
    faces = re.findall(r'^    "([A-Za-z0-9-]+)",$', source[source.index("\nfaces!["):], re.M)
    faces = faces[:faces.index("NotoSansMath-Regular") + 1]
    plain = [face for face in faces if face not in ("NotoSans-Bold", "NotoSerif-Regular", "NotoSansMono-Regular")]
    css = "".join(f'@font-face {{ font-family: "{face}"; src: url("{(ROOT / "config" / "fonts" / (face + ".ttf")).as_uri()}"); }}\n' for face in plain)
    rows = []
    for n, (label, name, country) in enumerate(NAMES):
        emoji = re.search("[\U0001f000-\U0001ffff]", name)
        families = [f'"{face}"' for face in plain]
        if country in HAN:
            families.insert(families.index('"DroidSansFallback"'), f'"{HAN[country]}"')
        if emoji:
            families.insert(1, '"NotoEmoji-Regular"')
        if label in OWN_SPACE:
            families.insert(0, f'"{OWN_SPACE[label]}"')
        # One glyph for each character is set unkerned in lists.
        kern = "none" if re.fullmatch("[ -\u02ff\u0370-\u052f\u0531-\u058f\u10a0-\u10ff\u1c90-\u1cbf\u1200-\u139f\u1e00-\u1fff\u13a0-\u13ff]+", name) else "auto"
        rows.append(f"<div id=r{n} dir=auto style='font-family: {html.escape(','.join(families), quote=True)}; font-kerning: {kern}'>{html.escape(name)}</div>")
    page_html = folder / "hardest.html"
    page_html.write_text(f"<meta charset=utf-8><style>{css} body {{ margin: 0 }} div {{ font-size: 9pt; line-height: 22pt; height: 22pt; width: {width}pt; padding: 0 3pt; white-space: pre; text-align: left; font-variant-emoji: text }}</style>" + "".join(rows), encoding="utf-8")
    shots = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"])
        page = browser.new_page(viewport={"width": 800, "height": 1600}, device_scale_factor=DPI / 96)
        page.goto(page_html.as_uri())
        page.evaluate("document.fonts.ready")
        loaded = page.evaluate("[...document.fonts].filter(f => f.status == 'error').length")
        need(loaded == 0, f"{loaded} fonts did not load")
        for n, (label, _, _) in enumerate(NAMES):
            shots[label] = Image.open(io.BytesIO(page.locator(f"#r{n}").screenshot())).convert("L")
        browser.close()
    return shots


def ink_of(picture):
    """Where there is ink, cut to it."""
    dark = numpy.asarray(picture) < 140
    rows, columns = numpy.flatnonzero(dark.any(1)), numpy.flatnonzero(dark.any(0))
    need(len(rows), "no ink")
    return dark[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]


def grown(dark, by):
    out = dark.copy()
    for _ in range(by):
        more = out.copy()
        more[1:] |= out[:-1]
        more[:-1] |= out[1:]
        more[:, 1:] |= out[:, :-1]
        more[:, :-1] |= out[:, 1:]
        out = more
    return out


def alike(one, other):
    """The smaller share of one's ink that lies on or beside the other's, at the best of some small shifts."""
    height, width = max(one.shape[0], other.shape[0]) + 12, max(one.shape[1], other.shape[1]) + 12
    def at(ink, y, x):
        field = numpy.zeros((height, width), bool)
        field[y:y + ink.shape[0], x:x + ink.shape[1]] = ink
        return field
    base = at(one, 6, 6)
    wide = grown(base, 2)
    best = 0.0
    for y in range(3, 10):
        for x in range(3, 10):
            if y + other.shape[0] > height or x + other.shape[1] > width:
                continue
            field = at(other, y, x)
            best = max(best, min((base & grown(field, 2)).sum() / base.sum(), (field & wide).sum() / field.sum()))
    return best


def checks(dossier, folder, pictures):
    (volume,) = sorted((dossier.bag / "data").glob("signatures-*.pdf"))
    pictures.mkdir(parents=True, exist_ok=True)
    drawn, width = ours(volume, folder)
    need(len(drawn) == len(NAMES), f"{set(label for label, _, _ in NAMES) - set(drawn)} are not on the pages")
    shots = theirs(folder, width)
    sheet = Image.new("L", (2000, 110 * len(NAMES)), 255)
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(ROOT / "config" / "fonts" / "NotoSans-Regular.ttf"), 24)
    verdicts = []
    for n, (label, _, _) in enumerate(NAMES):
        mine = drawn[label]
        one, other = ink_of(mine), ink_of(shots[label])
        sizes = abs(one.shape[1] - other.shape[1]) / max(one.shape[1], other.shape[1])
        like = alike(one, other)
        verdicts.append((label, like, sizes, one.shape, other.shape))
        draw.text((10, 110 * n + 10), f"{label}\n{like:.3f}  {sizes:.3f}", fill=0, font=font)
        sheet.paste(mine, (420, 110 * n + 20))
        sheet.paste(shots[label], (1220, 110 * n + 10))
    half = -(-len(NAMES) // 2)
    sheet.crop((0, 0, 2000, 110 * half)).save(pictures / "hardest-1.png")
    sheet.crop((0, 110 * half, 2000, 110 * len(NAMES))).save(pictures / "hardest-2.png")
    for label, like, sizes, mine, other in verdicts:
        with check(f"hardest names: {label} as Chromium draws it"):
            need(like >= INK and sizes <= SIZE, f"{like:.3f} of the ink is where Chromium has it, {mine} and {other} pixels; look at {pictures}")
