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

COUNTRIES = {
    "portugal": dict(
        kinds=["Rua"] * 6 + ["Avenida", "Travessa", "Largo", "Praça", "Alameda", "Beco", "Calçada"],
        names="de Santa Catarina|de São Bento|Dom Afonso Henriques|Doutor António José de Almeida|das Flores|da Boavista|do Almada|"
              "31 de Janeiro|5 de Outubro|25 de Abril|de Camões|Almeida Garrett|Eça de Queirós|Gil Vicente|da Liberdade|da República|"
              "do Bonjardim|de Cedofeita|da Alegria|Infante Dom Henrique|Marquês de Pombal|Dom João I|Dom João IV|General Humberto Delgado|"
              "Professor Egas Moniz|Engenheiro Duarte Pacheco|da Igreja|do Cruzeiro|da Escola|Nova|Direita|de Baixo|de Cima|da Fonte|"
              "Sá da Bandeira|Fernandes Tomás|Fernão de Magalhães|Padre António Vieira|Alexandre Herculano|Miguel Bombarda|Cândido dos Reis|"
              "do Sol|dos Combatentes|de São João|de São Domingos|Santos Pousada|Antero de Quental|Júlio Dinis|Camilo Castelo Branco".split("|"),
        cities="Porto|Vila Nova de Gaia|Matosinhos|Braga|Póvoa de Varzim|Santa Maria da Feira".split("|"),
        postcode=lambda c, s: f"{4000 + 100 * c + s % 90}-{100 + (7 * s) % 900}", order="SN,PC", kind_first=True,
        abbreviations={"Rua": ["R.", "R"], "Avenida": ["Av.", "Av", "Avª"], "Travessa": ["Trav.", "Tv.", "Tr."], "Largo": ["Lg.", "L."],
                       "Praça": ["Pç.", "Pr.", "Pç"], "Alameda": ["Al."], "Calçada": ["Cç.", "Calç."], "Doutor": ["Dr.", "Dr"], "São": ["S."],
                       "Santa": ["Sta.", "St.ª", "S."], "Dom": ["D."], "General": ["Gen.", "Gal."], "Professor": ["Prof."],
                       "Engenheiro": ["Eng.º", "Engº", "Eng."], "Infante": ["Inf."], "Marquês": ["Mq."], "Padre": ["P.e", "Pe."]},
        units=["3º esq", "2.º Dto", "R/C Esq.", "1º andar", "bloco B", "casa 4", "2º Frente", "apt. 3A", "Lj. 2", "3.º E", "cave", "6º T", "hab. 22"],
        country=["Portugal", "PORTUGAL", "PT"], care=["a/c Maria Silva", "c/o João Costa", "Escola Básica n.º 2", "Ex.mo Sr. Rui Pinto"],
        region=["Distrito do Porto", "Norte"], marks=["nº ", "n.º ", "Nº", "no. ", "n. ", "num. ", "porta "]),
    "spain": dict(
        kinds=["Calle"] * 6 + ["Avenida", "Plaza", "Paseo", "Camino", "Ronda", "Travesía"],
        names="Mayor|de la Constitución|de San Juan|San Francisco|de Miguel de Cervantes|del Prado|de la Paz|Real|de Goya|de Velázquez|"
              "Ramón y Cajal|de los Reyes Católicos|Santa Teresa|de las Flores|del Sol|de la Luna|Doctor Fleming|General Espartero|Nueva|"
              "del Carmen|de la Virgen del Pilar|de Alcalá|de Andalucía|de Isabel la Católica|2 de Mayo|Juan Ramón Jiménez|del Olivo|"
              "de la Iglesia|de la Fuente|Antonio Machado|Federico García Lorca|del Río|de Colón|de Extremadura|de Valencia|de Toledo|de España".split("|"),
        cities="Madrid|Sevilla|Alcalá de Henares|Las Rozas de Madrid|Coria del Río|Móstoles".split("|"),
        postcode=lambda c, s: f"{28000 + 500 * c + s % 60}", order="SN,PC", kind_first=True,
        abbreviations={"Calle": ["C/", "C.", "Cl.", "c/", "CL"], "Avenida": ["Avda.", "Av.", "Avd."], "Plaza": ["Pza.", "Plza.", "Pl."],
                       "Paseo": ["Pº", "P.º", "Pso."], "Camino": ["Cmno.", "Cno."], "Ronda": ["Rda."], "San": ["S."], "Santa": ["Sta.", "Sª"],
                       "Doctor": ["Dr."], "General": ["Gral.", "Gral"], "Virgen": ["Vgen."], "Antonio": ["Ant.", "A."], "Travesía": ["Trva.", "Trav."]},
        units=["3º B", "2º izda", "piso 1", "bajo C", "esc. A 4º D", "portal 2", "ático", "4º-2ª", "1ro dcha", "Blq 3", "pta. 6", "2ª planta"],
        country=["España", "Spain", "ESPAÑA"], care=["c/o Ana García", "A la atención de José Ruiz", "Colegio San José"],
        region=["Comunidad de Madrid", "(Madrid)"], marks=["nº ", "núm. ", "n.º ", "nº", "número "]),
    "france": dict(
        kinds=["Rue"] * 6 + ["Avenue", "Boulevard", "Place", "Chemin", "Impasse", "Allée", "Quai", "Route", "Square"],
        names="de la Paix|Victor Hugo|du Général de Gaulle|de la République|Jean Jaurès|des Lilas|du 8 mai 1945|du 11 novembre 1918|Saint-Michel|"
              "Sainte-Catherine|de l'Église|de l'Hôtel de Ville|Pasteur|Émile Zola|Anatole France|du Moulin|des Écoles|de Verdun|du Maréchal Foch|"
              "Gambetta|du Château|de la Gare|d'Alsace|des Acacias|du Docteur Roux|Jean Moulin|Jules Ferry|Saint-Martin|Saint-Germain|Molière|"
              "de la Fontaine|La Fayette|Notre-Dame des Champs|du Faubourg Saint-Antoine|du Cherche-Midi|des Trois Frères|Albert 1er|Louis XIV".split("|"),
        cities="Paris|Lyon|Saint-Étienne|Boulogne-Billancourt|Le Havre|Aix-en-Provence|Saint-Denis".split("|"),
        postcode=lambda c, s: f"{(7 + 13 * c) % 95 + 1:02d}{s % 10}{(s // 10) % 10}0", order="NS,PC", kind_first=True,
        abbreviations={"Rue": ["R.", "r.", "R"], "Avenue": ["Av.", "Ave", "av."], "Boulevard": ["Bd", "Bvd", "Blvd.", "Boul."], "Place": ["Pl.", "Pl"],
                       "Chemin": ["Ch.", "Che"], "Impasse": ["Imp."], "Allée": ["All."], "Route": ["Rte", "Rte."], "Square": ["Sq."], "Général": ["Gal", "Gén."],
                       "Maréchal": ["Mal"], "Docteur": ["Dr"], "Saint-Michel": ["St-Michel", "St Michel"], "Saint-Martin": ["St Martin"],
                       "Saint-Germain": ["St-Germain"], "Sainte-Catherine": ["Ste-Catherine", "Ste Catherine"], "Faubourg": ["Fbg", "Fg"],
                       "Notre-Dame": ["N.-D.", "ND"]},
        units=["appt 4", "bât. B", "3ème étage", "Apt. 12", "esc. C", "2e ét.", "Résidence Les Lilas", "RDC", "BP 123", "porte gauche", "App 3 Bat C", "1er étage"],
        country=["France", "FRANCE", "FR"], care=["chez M. Dupont", "c/o Mme Martin", "École maternelle", "A l'attention de Paul Petit"],
        region=["Île-de-France", "CEDEX 05"], marks=["n° ", "N°", "no ", "num. "]),
    "germany": dict(
        kinds=["straße"] * 6 + ["weg", "gasse", "platz", "allee", "ring", "ufer"],
        names="Linden|Haupt|Bahnhof|Schul|Kirch|Garten|Berg|Wald|Wiesen|Mühlen|Rosen|Birken|Buchen|Tannen|Goethe|Schiller|Mozart|Beethoven|Bach|Markt|"
              "Post|Feld|Dorf|Ring|Blumen|Amsel|Drossel|Finken|Karl-Marx-|Friedrich-Ebert-|Konrad-Adenauer-|Albert-Einstein-|Sankt-Anna-|Münchner |Leipziger |"
              "Unter den Linden|Am Alten Markt|An der Mühle|Straße des 17. Juni|Straße der Einheit|Hinter der Kirche|Im Grund|Am Graben|Zum Sportplatz".split("|"),
        cities="Berlin|München|Frankfurt am Main|Halle (Saale)|Köln|Bad Homburg vor der Höhe".split("|"),
        postcode=lambda c, s: f"{10115 + 12000 * c + s % 40}", order="SN,PC", kind_first=False,
        abbreviations={}, units=["2. OG", "EG links", "Hinterhaus", "3. Etage", "Whg. 5", "App. 12", "VH 2.OG", "Aufgang B", "1. Stock", "DG"],
        country=["Deutschland", "Germany", "D"], care=["c/o Müller", "bei Familie Schmidt", "z. Hd. Frau Weber", "Grundschule am Park", "p.Adr. Meier"],
        region=["Bayern", "OT Süd"], marks=["Nr. ", "Hausnr. ", "Nr ", "No. "]),
    "austria": dict(
        kinds=["straße"] * 4 + ["gasse"] * 6 + ["weg", "platz"],
        names="Mariahilfer |Linzer |Neubau|Josefstädter |Währinger |Kirchen|Schotten|Lerchenfelder |Margareten|Wiedner Haupt|Rathaus|Schul|Mozart|Schubert|"
              "Franz-Josefs-|Dr.-Karl-Renner-|Rosen|Linden|Haupt|Bahnhof|Am Hof|Graben|Stephansplatz|Kohlmarkt|Tuchlauben".split("|"),
        cities="Wien|Graz|Linz|Sankt Pölten|Wiener Neustadt".split("|"),
        postcode=lambda c, s: f"{1010 + 1500 * c + 10 * (s % 23)}", order="SN,PC", kind_first=False,
        abbreviations={}, units=["Top 4", "Stiege 2 Tür 7", "2. Stock", "Stg. 1", "Tür 12", "EG", "DG Top 21"],
        country=["Österreich", "Austria", "A"], care=["c/o Huber", "p.A. Gruber", "Volksschule Nord"],
        region=["NÖ", "Steiermark"], marks=["Nr. ", "Nr ", "ONr. "]),
    "hungary": dict(
        kinds=["utca"] * 6 + ["út", "tér", "körút", "köz", "sétány"],
        names="Kossuth Lajos|Petőfi Sándor|Ady Endre|Rákóczi|Nádor|Szent István|Széchenyi István|Dózsa György|Arany János|József Attila|Béke|Szabadság|"
              "Fő|Rózsa|Akácfa|Tavasz|Bem József|Deák Ferenc|Bartók Béla|Váci|Üllői|Mátyás király|Bajcsy-Zsilinszky|Iskola|Templom|Kis|Nagy|Sport|Temető|Zrínyi Miklós".split("|"),
        cities="Budapest|Szeged|Debrecen|Székesfehérvár|Győr".split("|"),
        postcode=lambda c, s: f"{1011 + 1200 * c + s % 90}", order="PC, SN", kind_first=False, spaced=True,
        abbreviations={"utca": ["u.", "u"], "körút": ["krt.", "krt"], "Szent": ["Szt."], "Lajos": ["L."], "István": ["I."], "út": ["u.", "út."], "sétány": ["stny."],
                       "József": ["J."], "Sándor": ["S."]},
        units=["2. em. 5", "fsz. 1", "III/12", "A lház 3. em. 7", "1. emelet 4. ajtó", "fszt. 2", "IV. em. 12.", "2/5"],
        country=["Magyarország", "Hungary"], care=["Kovács János részére", "c/o Nagy Anna", "Általános Iskola"],
        region=["Pest megye", "V. ker."], marks=["", "sz. "]),
    "italy": dict(
        kinds=["Via"] * 7 + ["Viale", "Piazza", "Corso", "Vicolo", "Largo"],
        names="Roma|Garibaldi|Giuseppe Mazzini|Dante Alighieri|della Repubblica|XX Settembre|IV Novembre|25 Aprile|San Marco|Santa Maria|dei Mille|Cavour|"
              "Giacomo Matteotti|della Libertà|del Popolo|Vittorio Emanuele II|Guglielmo Marconi|Giuseppe Verdi|Giosuè Carducci|Galileo Galilei|Leonardo da Vinci|"
              "dell'Indipendenza|delle Rose|della Stazione|Nazionale|Sant'Antonio|San Giovanni|Alcide De Gasperi|Aldo Moro|Antonio Gramsci|dei Fiori".split("|"),
        cities="Milano|Torino|Reggio nell'Emilia|San Giovanni Rotondo|Città di Castello".split("|"),
        postcode=lambda c, s: f"{20121 + 11000 * c + s % 30:05d}", order="SN,PC", kind_first=True,
        abbreviations={"Via": ["V.", "v."], "Viale": ["V.le", "Vle"], "Piazza": ["P.za", "P.zza", "Pza"], "Corso": ["C.so", "Cso"], "Vicolo": ["Vic.", "V.lo"],
                       "Largo": ["L.go"], "San": ["S."], "Santa": ["S.", "S.ta"], "Giuseppe": ["G."], "Vittorio": ["Vitt.", "V."], "Emanuele": ["Em."]},
        units=["int. 4", "scala B", "piano 2", "p.t.", "3° piano", "int. 3/A", "sc. A int. 12"],
        country=["Italia", "Italy", "IT"], care=["c/o Rossi", "presso Bianchi", "Scuola Primaria"],
        region=["MI", "(TO)", "Lombardia"], marks=["n. ", "n° ", "nr. ", "civico "]),
    "netherlands": dict(
        kinds=["straat"] * 6 + ["laan", "weg", "plein", "gracht", "kade", "singel"],
        names="Kerk|Dorps|School|Molen|Stations|Prinsen|Keizers|Heren|Wilhelmina|Juliana|Beatrix|Oranje|Nassau|Beuken|Eiken|Linden|Rozen|Tulpen|Markt|Haven|"
              "Jan van Galen|Burgemeester de Vlugt|Sint Jans|Nieuwe |Oude |Van der Helst|Willem de Zwijger|Johan de Witt|Eerste Dorps|Tweede Dorps".split("|"),
        cities="Amsterdam|'s-Gravenhage|Utrecht|Bergen op Zoom|'s-Hertogenbosch|Alphen aan den Rijn".split("|"),
        postcode=lambda c, s: f"{1011 + 1500 * c + s % 90} {'ABCDEFGH'[s % 8]}{'KLMNPRST'[s // 8 % 8]}", order="SN,PC", kind_first=False,
        abbreviations={"Burgemeester": ["Burg."], "Sint": ["St."], "Eerste": ["1e"], "Tweede": ["2e"], "Nieuwe": ["Nwe", "Nwe."]},
        units=["2 hoog", "bis", "I", "huis", "-2", "app. 4", "3hg"],
        country=["Nederland", "Netherlands", "NL"], care=["t.a.v. mw. Jansen", "c/o De Vries", "Basisschool De Regenboog"],
        region=["Noord-Holland"], marks=["nr. ", "nr ", "no. "]),
    "england": dict(
        kinds=["Street"] * 4 + ["Road"] * 5 + ["Lane", "Close", "Avenue", "Drive", "Gardens", "Terrace", "Crescent", "Way"],
        names="High|Church|Station|Victoria|Park|London|Green|Mill|Queen's|King|Albert|St John's|St Mary's|Manor|Kings|York|Chapel|School|North|South|West|"
              "Springfield|George|The Grove|Lower Church|Upper Mill|Alexandra|Windsor|Highfield|Oxford|Old London|New|Broadway|Saint Peter's|Prince of Wales".split("|"),
        cities="Oxford|Bristol|Leeds|Stoke-on-Trent|Kingston upon Hull|Newcastle upon Tyne".split("|"),
        postcode=lambda c, s: f"{['OX', 'BS', 'LS', 'ST', 'HU', 'NE'][c % 6]}{1 + s % 20} {1 + s % 9}{'ABDEFGHJ'[s % 8]}{'LNPQRSTU'[s // 8 % 8]}",
        order="NS, C P", kind_first=False, spaced=True,
        abbreviations={"Street": ["St", "St.", "Str"], "Road": ["Rd", "Rd."], "Lane": ["Ln", "La"], "Close": ["Cl", "Cl."], "Avenue": ["Ave", "Av"],
                       "Drive": ["Dr", "Drv"], "Gardens": ["Gdns"], "Terrace": ["Terr", "Ter"], "Crescent": ["Cres", "Cresc."], "St": ["Saint"],
                       "Saint": ["St", "St."], "North": ["N"], "South": ["S"], "West": ["W"]},
        units=["Flat 2", "Flat 3B", "Unit 5", "First Floor", "Apt 12", "Ground Floor Flat", "Basement", "2nd Floor"],
        country=["UK", "United Kingdom", "England", "Great Britain"], care=["c/o Mr Smith", "Rose Cottage", "Attn: Jane Doe", "St Mary's Primary School"],
        region=["Oxfordshire", "Yorkshire"], marks=["No. ", "no ", "No ", "Nr "]),
    "america": dict(
        kinds=["Street"] * 4 + ["Avenue"] * 3 + ["Road", "Drive", "Lane", "Court", "Boulevard", "Place", "Way", "Circle"],
        names="Main|Oak|Maple|Washington|Lincoln|Park|2nd|5th|12th|42nd|Elm|Cedar|N Main|W 5th|Martin Luther King Jr|Lake|Hill|Pine|Sunset|Jefferson|"
              "Madison|E Broadway|Old Mill|County Line|Saint Charles|San Vicente|Church|Walnut|S Pine|Highland".split("|"),
        cities="Springfield|New York|Saint Louis|Fort Wayne|Winston-Salem|Mount Vernon".split("|"),
        postcode=lambda c, s: f"{62701 - 9000 * c + s % 40:05d}", order="NS, C, XX P", kind_first=False, spaced=True,
        abbreviations={"Street": ["St", "St.", "STR"], "Avenue": ["Ave", "Ave.", "Av"], "Road": ["Rd"], "Drive": ["Dr", "Dr."], "Lane": ["Ln"],
                       "Court": ["Ct"], "Boulevard": ["Blvd", "Blvd."], "Place": ["Pl"], "Circle": ["Cir"], "Saint": ["St."], "N": ["North", "N."],
                       "W": ["West", "W."], "E": ["East"], "S": ["South", "S."], "Main": ["Main"], "2nd": ["Second"], "5th": ["Fifth"]},
        units=["Apt 4B", "#12", "Suite 200", "Unit C", "Apt. 3", "Fl 2", "Ste 5", "# 3"],
        country=["USA", "United States", "US"], care=["c/o John Smith", "Attn: Mary Jones", "Lincoln Elementary School"],
        region=[], marks=["No. ", "#"]),
}
STATES = ["IL", "NY", "MO", "IN", "NC", "WA"]


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
    subprocess.run([binary, "geocode", str(source), "--reference", str(reference), "--index", str(folder / "index.sqlite"), "--out", str(out), "--quiet"],
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
