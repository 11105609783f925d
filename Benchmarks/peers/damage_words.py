"""Words of streets, habits of writing and orders of parts in ten countries, for damage.py."""

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
