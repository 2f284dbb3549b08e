"""Names of thirty locales, made by Faker with a fixed seed, and the naughty strings, as exports."""
import csv, json
from faker import Faker
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADER = ["First Name", "Last Name", "Email", "City", "Postcode", "Country", "Date Signed"]
# Locale and the country its people sign from.
LOCALES = {
    "ar_AA": "EG", "ar_SA": "SA", "fa_IR": "IR", "he_IL": "IL", "hi_IN": "IN", "bn_BD": "BD", "ta_IN": "IN", "gu_IN": "IN",
    "or_IN": "IN", "ne_NP": "NP", "th_TH": "TH", "ja_JP": "JP", "ko_KR": "KR", "zh_CN": "CN", "zh_TW": "TW", "ru_RU": "RU",
    "uk_UA": "UA", "bg_BG": "BG", "el_GR": "GR", "ka_GE": "GE", "hy_AM": "AM", "vi_VN": "VN", "pl_PL": "PL", "cs_CZ": "CZ",
    "tr_TR": "TR", "de_DE": "DE", "fr_FR": "FR", "es_ES": "ES", "lv_LV": "LV", "ro_RO": "RO",
}
# Two spellings that Faker does not make, in every hundredth row: vowels written out, and what the lists of the two lack.
VOCALISED = [("مُحَمَّدٌ", "السَّلَامُ", "مَكَّة"), ("שָׁלוֹם", "בֶּן־דָּוִד", "יְרוּשָׁלַיִם")]


def write_names(path, rows):
    makers = {}
    for locale in LOCALES:
        makers[locale] = Faker(locale, use_weighting=False)
        makers[locale].seed_instance(f"handover {locale}")
    kinds = list(LOCALES)
    with open(path, "w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        for row in range(rows):
            locale = kinds[row % len(kinds)]
            make = makers[locale]
            name = make.first_name(), make.last_name(), make.city()
            if row % 100 == 99:
                name = VOCALISED[row // 100 % 2]
            lines.writerow([name[0], name[1], f"p{row}@example.org", name[2], f"{10000 + row % 89999}", LOCALES[locale], "2017-05-02 10:11:12"])


def write_naughty(path):
    naughty = json.loads((ROOT / "tests" / "data" / "blns.json").read_text(encoding="utf-8"))
    with open(path, "w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        for row, text in enumerate(naughty):
            text = text.replace("\0", "")
            lines.writerow([text, f"Family {row}", f"p{row}@example.org", text, "75011", "FR", "2017-05-02 10:11:12"])
    return len(naughty)
