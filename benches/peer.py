#!/usr/bin/env python3
"""What a person would write instead: csv, hmac, the same counts and duplicates, pages by reportlab.

  peer.py count EXPORT            counts, duplicates, keyed pseudonyms in order
  peer.py pages EXPORT OUT ROWS   the list of the first ROWS rows on paper, 50 a page
"""
import csv, hashlib, hmac, json, os, sys
from collections import Counter
from itertools import islice


def canonical(address):
    """The address as idnorm/v1 compares it, as far as a script would go."""
    local, _, host = address.strip().casefold().partition("@")
    local = local.split("+", 1)[0] or local
    if host in ("gmail.com", "googlemail.com"):
        local, host = local.replace(".", ""), "gmail.com"
    return f"{local}@{host}"


def count(path):
    key, tags = os.urandom(32), set()
    countries, periods, rows = Counter(), Counter(), 0
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows += 1
            tags.add(hmac.new(key, canonical(row["Email"]).encode(), hashlib.sha256).digest())
            countries[row["Country"]] += 1
            periods[row["Date Signed"][:7]] += 1
    order = sorted(tags)
    json.dump({"rows": rows, "accepted": len(order), "duplicates": rows - len(order), "countries": countries, "periods": periods}, sys.stdout)


def pages(path, out, wanted):
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen import canvas
    width, height = A4
    paper = canvas.Canvas(out, pagesize=A4, pageCompression=1)
    with open(path, newline="", encoding="utf-8") as file:
        for number, row in enumerate(islice(csv.DictReader(file), wanted)):
            line = number % 50
            if line == 0:
                if number:
                    paper.showPage()
                paper.setFont("Helvetica", 9)
                paper.drawString(62, height - 40, f"Page {number // 50 + 1}")
            y = height - 70 - line * 14
            for x, text in ((62, str(number + 1)), (110, row["First Name"]), (200, row["Last Name"]), (300, row["City"]), (400, row["Postcode"]), (450, row["Country"]), (520, row["Date Signed"][:10])):
                paper.drawString(x, y, text)
    paper.showPage()
    paper.save()


if __name__ == "__main__":
    if sys.argv[1] == "count":
        count(sys.argv[2])
    else:
        pages(sys.argv[2], sys.argv[3], int(sys.argv[4]))
