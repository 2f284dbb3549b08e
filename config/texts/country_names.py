"""Makes countries.csv: the name of each country in every language of dossier.

Source: Unicode CLDR as packed in Babel 2.18.0 (CLDR 47), licence Unicode-3.0 (https://www.unicode.org/license.txt).
Shortened in five places, as people write: Hong Kong, Macao, Myanmar, Palestine, and no “&”; typographic apostrophes.
Run: pip install babel==2.18.0 && python config/texts/country_names.py
"""

import sys
from pathlib import Path

from babel import Locale

sys.path.insert(0, str(Path(__file__).parents[1]))
from countries import CODES

# Code of the dossier's language, locale of CLDR, and the four names (HK, MO, MM, PS).
LANGUAGES = (
    ("en", "en", ("Hong Kong", "Macao", "Myanmar", "Palestine")),
    ("fr", "fr", ("Hong Kong", "Macao", "Myanmar", "Palestine")),
    ("de", "de", ("Hongkong", "Macau", "Myanmar", "Palästina")),
    ("es", "es", ("Hong Kong", "Macao", "Myanmar", "Palestina")),
    ("it", "it", ("Hong Kong", "Macao", "Myanmar", "Palestina")),
    ("pt", "pt_PT", ("Hong Kong", "Macau", "Mianmar", "Palestina")),
    ("ru", "ru", ("Гонконг", "Макао", "Мьянма", "Палестина")),
    ("ar", "ar", ("هونغ كونغ", "ماكاو", "ميانمار", "فلسطين")),
)


def named(locale, short):
    """Names by code; a cell needs no quotation marks."""
    names = Locale.parse(locale).territories
    of = {code: names[code].replace("'", "’") for code in CODES} | dict(zip(("HK", "MO", "MM", "PS"), short))
    if locale == "ru":
        of["BQ"] = "Карибские Нидерланды"  # as in the other languages: CLDR names three islands
    if locale == "en":
        of = {code: name.replace(" & ", " and ") for code, name in of.items()}
    assert not [name for name in of.values() if "," in name or '"' in name or "&" in name]
    return of


def main():
    columns = [named(locale, short) for _, locale, short in LANGUAGES]
    lines = [",".join(("code", *(code for code, *_ in LANGUAGES)))]
    lines += [",".join((code, *(names[code] for names in columns))) for code in sorted(CODES)]
    (Path(__file__).parent / "countries.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
