"""Damages addresses in ways other than those of footbridge-bench, asks `footbridge geocode`, and counts.

    python3 peers/damage.py --footbridge ../.build/release/footbridge [--country spain] [--seed 3]
    python3 peers/damage.py --footbridge … --reference addresses.csv      # street,housenumber,lon,lat[,city,postcode]

The lists of ten countries are put together of words that streets there really have, so that many names
are alike. Right is the true house within 30 m, or no house where there is none (`exact`, `corrected`
and `interpolated` are houses; interpolated ones count as refusals of houses that are not there).
Invented is another house. A word lost may leave several streets: `ambiguous` is counted apart.
"""

import argparse
import csv
import html
import math
import pathlib
import random
import re
import subprocess
import tempfile
import unicodedata

from damage_words import COUNTRIES, STATES


def street_name(country, rng):
    kind, name = rng.choice(country["kinds"]), rng.choice(country["names"])
    if country["kind_first"]:
        return f"{kind} {name}"
    if country.get("spaced"):
        return name if name.startswith("The ") or name == "Broadway" else f"{name} {kind}"
    if " " in name.strip() and not name.endswith(" ") and not name[0].isupper():
        return name
    if re.match(r"(Unter|Am|An|Im|Zum|Hinter|Straße|Stephansplatz|Graben|Kohlmarkt|Tuchlauben)\b", name):
        return name
    if name.endswith(" "):
        return name + kind.capitalize()
    if name.endswith("-"):
        return name + kind.capitalize()
    return name + kind


def made(code, rows, rng):
    country = COUNTRIES[code]
    addresses = []
    for c, city in enumerate(country["cities"]):
        streets = {street_name(country, rng) for _ in range(70)}
        for s, street in enumerate(sorted(streets)):
            lon0, lat0 = -5 + 2 * c + 0.1 * rng.random(), 45 + 0.1 * rng.random()
            angle = rng.random() * 6.28
            number = 0
            for _ in range(rng.randint(6, 40)):
                number += rng.choice([1, 1, 2, 2, 4])
                suffix = rng.choice(["A", "B", "bis" if code == "france" else "C"]) if rng.random() < 0.07 else ""
                away = number * 0.0001
                addresses.append(dict(
                    street=street, housenumber=f"{number}{' ' if suffix == 'bis' else ''}{suffix}", city=city, postcode=country["postcode"](c, s),
                    lon=round(lon0 + away * math.cos(angle), 7), lat=round(lat0 + away * math.sin(angle), 7), c=c))
    return addresses[:rows] if rows else addresses


class Damager:
    def __init__(self, country, rng, addresses):
        self.country, self.rng = country, rng
        self.numbers = {}
        for a in addresses:
            found = self.numbers.setdefault((a["street"], a["city"]), set())
            found |= {int(x) for x in re.findall(r"\d+", a["housenumber"])}
        self.cities = sorted({a["city"] for a in addresses} - {""})

    def line(self, street, number, postcode, city, order=None, c=0):
        order = order or self.country["order"]
        place = {"S": street, "N": number, "P": postcode, "C": city, "X": STATES[c % 6] if city else ""}
        text = ""
        for letter in order.replace("XX", "X"):
            if letter in place:
                text += ("" if not text or text.endswith((" ", ",")) else " ") + place[letter]
            elif letter == ",":
                text = text.rstrip() + ", "
            else:
                text += "" if text.endswith(" ") else letter
        return re.sub(r"(,\s*)+$", "", re.sub(r"\s+", " ", re.sub(r"(,\s*)+", ", ", text))).strip()

    def typo(self, text):
        places = [i for i, x in enumerate(text) if x.isalpha()]
        if len(places) < 4:
            return text
        i, letter = self.rng.choice(places), self.rng.choice("abcdefghijklmnopqrstuvwxyz")
        kind = self.rng.randrange(5)
        if kind == 0:
            return text[:i] + text[i + 1:]
        if kind == 1:
            return text[:i] + letter + text[i:]
        if kind == 2:
            return text[:i] + letter + text[i + 1:]
        if kind == 3:
            return text[:i] + text[i] + text[i:]
        return text[:i] + text[i + 1:i + 2] + text[i] + text[i + 2:]

    def abbreviated(self, street):
        words = [self.rng.choice(self.country["abbreviations"].get(w, [w])) for w in street.split(" ")]
        text = " ".join(words)
        text = re.sub(r"stra(ß|ss)e\b", lambda _: self.rng.choice(["str.", "str", "Str."]).lower(), text)
        text = re.sub(r"Straße\b", lambda _: self.rng.choice(["Str.", "Str"]), text)
        text = re.sub(r"straat\b", "str.", text)
        text = re.sub(r"gasse\b", "g.", text) if self.rng.random() < 0.5 else text
        return re.sub(r"platz\b", "pl.", text)

    def without_kind(self, street):
        kinds = {k for k in self.country["kinds"]}
        words = street.split(" ")
        rest = [w for w in words if w not in kinds and w.lower() not in kinds]
        if len(rest) == len(words) and not self.country["kind_first"]:
            for kind in kinds:
                if street.endswith(kind) and len(street) > len(kind) + 2:
                    return street[:-len(kind)]
        return " ".join(rest) if rest else street

    def other_kind(self, street):
        kinds = sorted(set(self.country["kinds"]))
        for kind in kinds:
            other = self.rng.choice([k for k in kinds if k != kind])
            if self.country["kind_first"] and street.startswith(kind + " "):
                return other + street[len(kind):]
            if not self.country["kind_first"] and street.endswith(kind):
                return street[:-len(kind)] + other
        return None

    def telling(self, street):
        words = street.split(" ")
        small = {"de", "da", "do", "dos", "das", "la", "las", "los", "del", "du", "des", "y", "la", "della", "dei", "van", "der", "den", "am", "an", "of"}
        return [i for i, w in enumerate(words) if w.lower() not in small and w not in self.country["kinds"] and not w[0].isdigit()], words

    def number_spelling(self, number):
        match = re.fullmatch(r"(\d+)\s*([A-Za-z]+)", number)
        rng = self.rng
        if not match:
            mark = rng.choice(self.country["marks"])
            return rng.choice([mark + number, "0" + number if False else number + ".", mark + number, f"({number})", number + " ."])
        base, letter = match.groups()
        if letter == "bis":
            return rng.choice([f"{base}bis", f"{base} BIS", f"{base}-bis", f"{base} b", f"{base}B", f"{base} Bis"])
        if letter.isupper() and len(letter) == 1:
            return rng.choice([base + letter, f"{base} {letter}", f"{base}-{letter}", f"{base}/{letter}", f"{base}{letter.lower()}", f"{base} {letter.lower()}",
                               f"{base} - {letter}", f"{base}.{letter}", f"{rng.choice(self.country['marks'])}{base} {letter}", f"{base} / {letter.lower()}"])
        return number


def mojibake(text):
    raw = text.encode("utf-8")
    return raw.decode("cp1252", "replace") if all(b not in raw for b in (0x81, 0x8D, 0x8F, 0x90, 0x9D)) else raw.decode("latin-1")


def plain(text):
    text = text.replace("ß", "ss").replace("ø", "o")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def umlauts(text):
    return "".join({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}.get(c, c) for c in text)


def damages(d, a, rng):
    """All kinds: name → (line or columns, whether the house is the truth)."""
    street, number, postcode, city = a["street"], a["housenumber"], a["postcode"], a["city"]
    c = a.get("c", 0)

    def whole(s=street, n=number, p=postcode, t=city, order=None):
        return d.line(s, n, p, t, order, c)

    telling, words = d.telling(street)
    kinds = {}
    kinds["clean"] = whole(), True
    kinds["two typos"] = whole(d.typo(d.typo(street))), True
    if len(telling) > 1:
        i, j = rng.sample(telling, 2)
        two = list(words)
        two[i], two[j] = two[j], two[i]
        kinds["words exchanged"] = whole(" ".join(two)), True
        lost = list(words)
        del lost[rng.choice(telling)]
        kinds["a word lost"] = whole(" ".join(lost)), True
        first = list(words)
        if first[telling[0]][0].isupper() and len(first[telling[0]]) > 3:
            first[telling[0]] = first[telling[0]][0] + rng.choice([".", ""])
            kinds["first name a letter"] = whole(" ".join(first)), True
    kinds["abbreviated"] = whole(d.abbreviated(street)), True
    if " " in street:
        places = [i for i, x in enumerate(street) if x == " "]
        i = rng.choice(places)
        kinds["words joined"] = whole(street[:i] + street[i + 1:]), True
    kinds["no space before the number"] = whole().replace(f"{street} {number}", f"{street}{number}").replace(f"{number} {street}", f"{number}{street}"), True
    kinds["no space after commas"] = whole().replace(", ", ","), True
    kinds["no commas"] = whole().replace(",", ""), True
    kinds["lower case, no marks"] = re.sub(r"[.,]", " ", plain(whole())).lower(), True
    kinds["upper case"] = whole().upper(), True
    kinds["accents lost"] = plain(whole()), True
    kinds["umlauts in two letters"] = umlauts(whole()), True
    if not whole().isascii():
        kinds["HTML entities"] = whole().encode("ascii", "xmlcharrefreplace").decode() if rng.random() < 0.5 else "".join(
            f"&{html.entities.codepoint2name[ord(x)]};" if ord(x) > 127 and ord(x) in html.entities.codepoint2name else x for x in whole()), True
        kinds["mojibake"] = mojibake(whole()), True
        kinds["letters lost"] = re.sub(r"[^\x00-\x7f]", rng.choice(["?", "\ufffd", "_", ""]), whole()), True
    if postcode:
        digits = [i for i, x in enumerate(postcode) if x.isdigit()]
        i = rng.choice(digits)
        kinds["postcode with a digit missing"] = whole(p=postcode[:i] + postcode[i + 1:]), True
        kinds["postcode cut"] = whole(p=re.split(r"[- ]", postcode)[0] if re.search(r"[- ]", postcode) else postcode[:-2]), True
        kinds["postcode alone"] = whole(t=""), True
        swapped = list(postcode)
        j = digits[digits.index(i) - 1]
        swapped[i], swapped[j] = swapped[j], swapped[i]
        kinds["postcode with digits exchanged"] = whole(p="".join(swapped)), True
    if len(d.cities) > 1:
        kinds["wrong city"] = whole(t=rng.choice([x for x in d.cities if x != city])), True
        kinds["no city"] = whole(t=""), True
        kinds["city mistyped"] = whole(t=d.typo(city)), True
        kinds["city twice"] = whole() + ", " + city, True
        kinds["place first"] = whole(order="P C, S N" if rng.random() < 0.5 else "C, S N, P"), True
    kinds["no kind"] = whole(d.without_kind(street)), True
    other = d.other_kind(street)
    if other:
        kinds["another kind"] = whole(other), True
    kinds["number in other spelling"] = whole(n=d.number_spelling(number)), True
    kinds["number first"] = whole(order="N S, P C"), True
    kinds["number first with comma"] = whole(order="N, S, P C"), True
    kinds["number last"] = whole(order="S, P C, N" if not re.search("[a-zA-Z]", postcode) else "S, C, N"), True
    unit = rng.choice(d.country["units"])
    kinds["unit behind"] = whole(n=f"{number}, {unit}") if "SN" in d.country["order"] else whole() .replace(street, f"{street}, {unit}"), True
    kinds["unit in front"] = f"{unit}, {whole()}", True
    kinds["unit without comma"] = whole(n=f"{number} {unit}") if "SN" in d.country["order"] else whole().replace(street, f"{street} {unit}"), True
    kinds["country behind"] = whole() + rng.choice([", ", " ", " - "]) + rng.choice(d.country["country"]), True
    kinds["somebody's"] = f"{rng.choice(d.country['care'])}, {whole()}", True
    if d.country["region"]:
        kinds["region behind"] = whole() + rng.choice([", ", " "]) + rng.choice(d.country["region"]), True
    kinds["other separators"] = whole().replace(", ", rng.choice(["; ", " | ", " / ", "\n", " - ", "\t", ",, ", " · "])), True
    kinds["quotes and spaces"] = '  "' + whole().replace(" ", "  ") + '" ', True
    several = plain(d.typo(d.abbreviated(street))).lower()
    kinds["several"] = whole(several, d.number_spelling(number), order="S N, C" if rng.random() < 0.5 else "C, S N"), True
    kinds["columns"] = dict(street=street, number=number, postcode=postcode, city=city), True
    kinds["columns, damaged"] = dict(street=d.typo(d.abbreviated(street)), number=d.number_spelling(number), postcode="", city=city.upper()), True
    kinds["columns, all in street"] = dict(street=f"{street} {number}" if "SN" in d.country["order"] else f"{number} {street}", number="", postcode=postcode, city=city), True
    known = d.numbers[(street, city)]
    base = int(re.match(r"\d+", number).group())
    near = [n for n in range(max(1, base - 30), base + 31) if n not in known]
    kinds["wrong number"] = whole(n=str(rng.choice(near + [max(known) + 2, base * 10 + 1, max(known) + 111]))), False
    kinds["wrong letter"] = whole(n=f"{base}{rng.choice('ZXWY')}"), False
    kinds["wrong number, typo"] = whole(d.typo(street), str(rng.choice(near + [max(known) + 2]))), False
    return kinds


def metres(lon, lat, other_lon, other_lat):
    return math.hypot((lon - other_lon) * 111320 * math.cos(math.radians(lat)), (lat - other_lat) * 111200)


def ask(binary, reference, rows, folder, columns):
    source, out = folder / "asked.csv", folder / "answers.csv"
    with open(source, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["id"] + columns)
        writer.writeheader()
        writer.writerows(rows)
    subprocess.run([binary, "geocode", str(source), "--reference", str(reference), "--index", str(folder / "index.sqlite"), "--out", str(out), "--quiet", "--force"],
                   check=True, stdout=subprocess.DEVNULL)
    return {row["id"]: row for row in csv.DictReader(open(out, encoding="utf-8"))}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--footbridge", default="../.build/release/footbridge")
    parser.add_argument("--country", nargs="*", default=list(COUNTRIES))
    parser.add_argument("--reference")
    parser.add_argument("--queries", type=int, default=400, help="addresses, each damaged in every way")
    parser.add_argument("--absent", type=int, default=15, help="streets in a hundred that the reference is kept from knowing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong answers of each kind")
    parser.add_argument("--kind", help="of this kind alone")
    arguments = parser.parse_args()
    sums = {}
    for code in ["portugal"] if arguments.reference else arguments.country:
        rng = random.Random(f"{arguments.seed} {code}")
        if arguments.reference:
            addresses = [dict(street=r["street"], housenumber=r["housenumber"], city=r.get("city") or "", postcode=r.get("postcode") or "",
                              lon=float(r["lon"]), lat=float(r["lat"])) for r in csv.DictReader(open(arguments.reference, encoding="utf-8"))]
        else:
            addresses = made(code, 0, rng)
        streets = sorted({(a["street"], a["city"]) for a in addresses})
        held = set(rng.sample(streets, len(streets) * arguments.absent // 100))
        known = [a for a in addresses if (a["street"], a["city"]) not in held]
        damager = Damager(COUNTRIES[code], rng, known)
        usable = [a for a in known if re.fullmatch(r"\d+( ?[A-Za-z]{1,3})?", a["housenumber"]) and a["street"]]
        cases = []
        for a in rng.sample(usable, min(arguments.queries, len(usable))):
            for kind, (query, is_there) in damages(damager, a, rng).items():
                if not arguments.kind or kind == arguments.kind:
                    cases.append((kind, query, a if is_there else None))
        absent = [a for a in addresses if (a["street"], a["city"]) in held and re.match(r"\d", a["housenumber"]) and a["street"]]
        known_names = {plain(s).lower() for s, _ in {(a["street"], a["city"]) for a in known}}
        absent = [a for a in absent if not any(plain(a["street"]).lower() == n for n in known_names)]
        for a in rng.sample(absent, min(arguments.queries, len(absent))):
            if not arguments.kind or arguments.kind.startswith("absent"):
                cases.append(("absent street", damager.line(a["street"], a["housenumber"], a["postcode"], a["city"], None, a.get("c", 0)), None))
                cases.append(("absent street, typo", damager.line(damager.typo(a["street"]), a["housenumber"], a["postcode"], a["city"], None, a.get("c", 0)), None))
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            with open(folder / "reference.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, ["street", "housenumber", "city", "postcode", "lon", "lat"], extrasaction="ignore")
                writer.writeheader()
                writer.writerows(known)
            answers = {}
            lines = [dict(id=i, address=q) for i, (_, q, _) in enumerate(cases) if isinstance(q, str)]
            tables = [dict(id=i, **q) for i, (_, q, _) in enumerate(cases) if not isinstance(q, str)]
            if lines:
                answers |= ask(arguments.footbridge, folder / "reference.csv", lines, folder, ["address"])
            if tables:
                answers |= ask(arguments.footbridge, folder / "reference.csv", tables, folder, ["street", "number", "postcode", "city"])
        shown = {}
        totals = [0, 0, 0]
        for i, (kind, query, truth) in enumerate(cases):
            answer = answers[str(i)]
            is_house = answer["match"] in ("exact", "corrected") or bool(truth) and answer["match"] == "interpolated"
            near = bool(truth and answer["lon"] and metres(float(answer["lon"]), float(answer["lat"]), truth["lon"], truth["lat"]) <= 30)
            right = is_house and near if truth else not is_house
            invented = is_house and not near and answer["match"] != "interpolated"
            row = sums.setdefault(kind, [0, 0, 0, 0])
            for place, value in enumerate([right, invented, bool(truth) and answer["match"] == "ambiguous", 1]):
                row[place] += value
            totals = [totals[0] + right, totals[1] + invented, totals[2] + 1]
            if not right and shown.get(kind, 0) < arguments.wrong:
                shown[kind] = shown.get(kind, 0) + 1
                true = f"{truth['street']} {truth['housenumber']}, {truth['postcode']} {truth['city']}" if truth else "none"
                print(f"[{kind}] {query!r}\n   true: {true}\n   {answer['match']} {answer['found']} | {answer['reason']} | {answer['changed']} | {answer['candidates']}")
        print(f"{code:12} right {totals[0] / totals[2]:.3f}  invented {totals[1] / totals[2]:.4f}  of {totals[2]}", flush=True)
    for kind, (right, invented, ambiguous, count) in sorted(sums.items(), key=lambda item: item[1][0] / item[1][3]):
        print(f"  {kind:32} right {right / count:.3f}  invented {invented / count:.3f}  ambiguous {ambiguous / count:.3f}  of {count}")
    whole = [sum(row[i] for row in sums.values()) for i in range(4)]
    print(f"{'all':34} right {whole[0] / whole[3]:.4f}  invented {whole[1] / whole[3]:.4f}  ambiguous {whole[2] / whole[3]:.4f}  of {whole[3]}")


if __name__ == "__main__":
    main()
