"""The list in a spreadsheet: LibreOffice imports it by comma, semicolon and tab and finds no formula cell."""
import re
from house import HOSTILE, check, need, run

SEPARATORS = {"comma": 44, "semicolon": 59, "tab": 9}


def as_sheet(path, separator, work):
    """The import as a flat spreadsheet; every column general, formulas evaluated where a cell begins one."""
    out = work / f"sheet-{SEPARATORS[separator]}"
    # Tokens of the filter: separator, text delimiter, UTF-8, first line, no column formats, language, quoted cells are not
    # forced to be text, numbers and dates detected, …, formulas evaluated: the import that a careless person makes.
    options = f"CSV:{SEPARATORS[separator]},34,76,1,,0,false,true,false,false,false,-1,true"
    run("soffice", f"-env:UserInstallation=file://{work}/office", "--headless", "--norestore", f"--infilter={options}", "--convert-to", "fods", "--outdir", out, path)
    return (out / f"{path.stem}.fods").read_text(encoding="utf-8")


def checks(dossier, work):
    label = f"{dossier.name} {dossier.policy}"
    for separator in SEPARATORS:
        with check(f"{label}: LibreOffice imports signatures.csv by {separator} with no formula cell"):
            sheet = as_sheet(dossier.bag / "data" / "signatures.csv", separator, work)
            need("table:formula" not in sheet, re.findall(r'table:formula="[^"]{0,60}', sheet)[:3])
            need(len(re.findall(r"<table:table-row", sheet)) > 50, "the sheet has its rows")
            need("<text:a " not in sheet, "a link came to life")


def control(work):
    """The same import does find formulas where the cells are not escaped: else the checks above could not fail."""
    for separator, mark in zip(SEPARATORS, ",;\t"):
        with check(f"control: an unescaped formula by {separator} is found"):
            path = work / f"control-{SEPARATORS[separator]}.csv"
            path.write_text("".join(f'x{mark}{cell}\r\n' for cell in HOSTILE[:3]), encoding="utf-8")
            need("table:formula" in as_sheet(path, separator, work), "the import does not evaluate formulas at all")
