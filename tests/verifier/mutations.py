"""Random changes of a dossier, each from its seed alone: bytes, lines, cells, numbers, members; sealed again or not."""
import json, random
import forge
from forger import CHECKPOINT, INFO, LIST, MANIFEST, PACKAGE, SIGNERS, STATEMENT, TAGMANIFEST, jcs

TEXTS = (INFO, MANIFEST, TAGMANIFEST, f"{TAGMANIFEST}.sig", SIGNERS, CHECKPOINT, "bagit.txt", "data/counts.csv", LIST, "data/HOW-TO-VERIFY.txt", STATEMENT, PACKAGE)
ODD = ("", " ", "0", "00", "other", "=1", "'", "\ufeff", "\u2028", "\u202e", "é", "\u0000", "\r", "\n", '"', ",", ":", "x" * 300, "-1", "18446744073709551616", "\U0001f600", ";=1")
NUMBERS = (0, 1, 2, 9, 10, 19, 20, 21, 300, 589, 590, 591, 600, 2**31, 2**32, 2**53, 2**53 + 1, 2**63, 2**64, -1, 0.5, 1e300, None, True, "1", [], {})


def resealed(dice, dossier):
    """As a careless, a careful or no forger leaves it."""
    how = dice.randrange(5)
    if how == 0 or TAGMANIFEST not in dossier.files:
        return dossier
    if how == 1:
        return dossier.tag_again()
    if how == 2 and LIST in dossier.files and PACKAGE in dossier.files:
        try:
            return dossier.described().again()
        except (ValueError, LookupError, TypeError):
            pass
    return dossier.again()


def flip(dice, raw):
    if not raw:
        return b"x"
    at = dice.randrange(len(raw))
    kind = dice.randrange(4)
    if kind == 0:
        return raw[:at] + raw[at + 1 :]
    if kind == 1:
        return raw[:at] + bytes([dice.randrange(256)]) + raw[at:]
    return raw[:at] + bytes([raw[at] ^ 1 << dice.randrange(8)]) + raw[at + 1 :]


def of_bytes(dice, dossier):
    path = dice.choice(sorted(dossier.files))
    return dossier.put(path, flip(dice, dossier.files[path]))


def of_lines(dice, dossier):
    path = dice.choice([path for path in TEXTS if path in dossier.files])
    lines = dossier.files[path].splitlines(True)
    if len(lines) < 2:
        return of_bytes(dice, dossier)
    at, to = dice.randrange(len(lines)), dice.randrange(len(lines))
    kind = dice.randrange(4)
    if kind == 0:
        lines.pop(at)
    elif kind == 1:
        lines.insert(to, lines[at])
    elif kind == 2:
        lines[at], lines[to] = lines[to], lines[at]
    else:
        text = lines[at]
        place = dice.randrange(len(text))
        lines[at] = text[:place] + dice.choice(ODD).encode() + text[place + dice.randrange(3) :]
    return dossier.put(path, b"".join(lines))


def of_cells(dice, dossier):
    path = LIST if LIST in dossier.files and dice.randrange(4) else "data/counts.csv"
    lines = dossier.files[path].split(b"\r\n")
    for _ in range(dice.choice((1, 1, 2, 30))):
        at, to = dice.randrange(len(lines) - 1), dice.randrange(len(lines) - 1)
        one, other = lines[at][1:-1].split(b'","'), lines[to][1:-1].split(b'","')
        if len(one) != len(other):
            continue
        column = dice.randrange(len(one))
        if dice.randrange(3):
            one[column], other[column] = other[column], one[column]
            lines[to] = b'"' + b'","'.join(other) + b'"'
        else:
            one[column] = dice.choice(ODD).encode()
        lines[at] = b'"' + b'","'.join(one) + b'"'
    return dossier.put(path, b"\r\n".join(lines))


def of_members(dice, dossier):
    statement = json.loads(dossier.files[STATEMENT])
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        within = statement
        while True:
            names = list(within) if isinstance(within, dict) else list(range(len(within)))
            if not names:
                break
            name = dice.choice(names)
            if isinstance(within[name], (dict, list)) and within[name] and dice.randrange(4):
                within = within[name]
                continue
            kind = dice.randrange(6)
            if kind == 0:
                del within[name]
            elif kind == 1 and isinstance(within, dict):
                within[dice.choice(("x-a", "author", "X-A", "email", "other"))] = dice.choice(NUMBERS)
            elif isinstance(within[name], int) and not isinstance(within[name], bool) and kind < 5:
                within[name] = max(0, within[name] + dice.choice((-20, -1, 1, 20)))
            elif isinstance(within[name], str) and kind < 5:
                within[name] += dice.choice(ODD)
            else:
                within[name] = dice.choice(NUMBERS)
            break
    try:
        return dossier.put(STATEMENT, jcs(statement))
    except TypeError:
        return dossier


def of_labels(dice, dossier):
    lines = [line.split(b": ", 1) for line in dossier.files[INFO].split(b"\n")[:-1]]
    one, other = dice.choice(lines), dice.choice(lines)
    if dice.randrange(2):
        one[1], other[1] = other[1], one[1]
    else:
        one[1] = flip(dice, one[1])
    return dossier.put(INFO, b"".join(b": ".join(line) + b"\n" for line in lines))


def of_names(dice, dossier):
    path = dice.choice(sorted(dossier.files))
    content = dossier.files[path]
    kind = dice.randrange(3)
    if kind == 0:
        return dossier.without(path)
    new = dice.choice((path.upper(), path + "x", "data/" + path.replace("/", "-"), f"{TAGMANIFEST}.a.sig", f"{TAGMANIFEST}.tsr", "data/signatures-0002.pdf", "manifest-md5.txt"))
    return (dossier.without(path) if kind == 1 else dossier).put(new, content)


def of_zip(dice, dossier):
    raw = dossier.zip(stored=dice.randrange(3) == 0)
    if dice.randrange(2):
        return flip(dice, raw)
    # The wrapper is small beside the files: aim at it.
    central, local = dice.choice(list(forge.headers(raw)))
    at = dice.choice((central + dice.randrange(46), local + dice.randrange(30), forge.end_of(raw) + dice.randrange(22)))
    changed = raw[:at] + bytes([raw[at] ^ 1 << dice.randrange(8)]) + raw[at + 1 :]
    return changed


KINDS = (of_bytes, of_lines, of_lines, of_cells, of_cells, of_members, of_members, of_members, of_labels, of_names)


def mutation(seed, dossier):
    """`(what, bytes)` of one change, or of several."""
    dice = random.Random(seed)
    if dice.randrange(5) == 0:
        return f"mutation {seed}: the zip", of_zip(dice, dossier)
    names = []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        kind = dice.choice(KINDS)
        if STATEMENT in dossier.files and INFO in dossier.files:
            try:
                dossier = kind(dice, dossier)
                names.append(kind.__name__)
            except (ValueError, LookupError):
                continue
    return f"mutation {seed}: {', '.join(names)}", resealed(dice, dossier).zip(stored=dice.randrange(8) == 0)
