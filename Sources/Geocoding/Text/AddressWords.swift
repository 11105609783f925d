/// What words mean in addresses: kinds of streets, titles, directions, words that carry nothing,
/// units inside a house.
///
/// A line of ``streetKinds``, ``titles`` and ``directions`` is a group: its words stand for each
/// other. A word may be in several groups, as `st` is a street and a saint.
enum AddressWords {
  /// Kinds of streets; full words of different lines are different streets.
  private static let streetKinds = """
    rua r
    rue r
    avenida avenue avinguda av ave avda avd aven avn
    travessa trav tv trv tr
    praca pc pca prc pr
    praceta pcta pct
    largo lg lgo larg l
    alameda al alam
    estrada estr est
    calcada calc cc
    beco bc
    escadas esc escad
    escadinhas escnh
    rotunda rot
    passeio pass
    caminho cam
    campo cpo
    viela
    patio pto
    cais
    jardim jdm
    parque pq
    ladeira lad
    azinhaga az
    terreiro
    rossio
    ponte
    quinta qta
    urbanizacao urbanizacion urb
    bairro barrio bo
    calle c cl
    carrer c cr
    plaza pza plz pl
    placa pca pl
    plazuela plzla
    paseo pso p
    passeig pg psg
    ronda rda
    carretera ctra crta
    carrera cra kra kr
    camino cno cmno
    callejon cjon
    glorieta gta
    travesia trva trav
    rambla rbla
    poligono pol
    boulevard bd bld boul blvd bvd bvard
    place pl plc
    chemin ch che chem
    route rte
    impasse imp
    allee all
    alle all
    quai q
    cours crs c
    faubourg fg fbg
    passage pas pge pass psge
    residence res
    lotissement lot lotiss
    hameau ham
    square sq
    villa
    sentier sent
    montee mte
    esplanade esp
    ruelle rle
    strasse str
    platz pl
    gasse g
    weg w
    ufer
    ring
    damm
    chaussee ch
    promenade prom
    utca u
    ut u
    korut krt
    ter
    setany stny
    fasor fs
    rakpart rkp rakp
    koz
    dulo
    lepcso
    sor
    tere
    via v
    viale vle
    piazza pza pzza pz p
    piazzale ple pzle
    piazzetta pzta
    corso cso c
    largo lgo
    vicolo vic vlo
    strada str
    lungomare lgm
    contrada cda contr
    salita sal
    borgo bgo
    localita loc
    straat str
    laan ln
    plein pln
    weg wg
    kade kd
    gracht gr
    dijk dk
    singel sngl
    steeg stg
    street st str
    road rd
    lane ln la
    drive dr drv
    court ct crt
    place pl
    close cl
    crescent cres cr
    gardens gdns gdn
    grove gr gro
    terrace ter terr
    square sqr
    highway hwy
    parkway pkwy pky
    freeway fwy
    expressway expy
    circle cir
    trail trl
    mount mt
    mews
    row
    walk
    hill
    way wy
    loop
    plaza plz
    ulica ul
    aleja al
    plac pl
    osiedle os
    namesti nam
    trida tr
    ulice ul
    trg
    cesta c
    """

  /// Titles, ranks and the words that stand before names.
  private static let titles = """
    sao s
    santo s sto st
    santa s sta st
    san s s
    sant s st
    saint st s
    sainte ste
    sankt st skt
    szent szt
    doutor doctor docteur doktor dottor dr
    doutora doctora dra
    professor profesor professeur prof
    professora profa
    engenheiro ingeniero eng ing
    dom d
    dona d dna
    don d
    dame d
    notre n nd
    general generale gal gral gen
    marechal mariscal marechal mal mar
    marechal marchal mal
    coronel colonel cel cor col
    capitao capitan capitaine cap cpt
    tenente teniente lieutenant ten tte lt
    alferes alf
    sargento sgt sarg
    almirante amiral alm alte
    comandante commandant cmdt cdte com
    conselheiro consejero cons
    visconde visc
    conde cde
    duque dq
    marques marq mq
    barao br
    infante inf
    arquitecto arquiteto architecte arq arqto
    padre pe p
    bispo
    cardeal cardenal card
    presidente president pres
    governador gov
    ministro min
    maestro mtro
    senhor senor sr
    senhora senora sra
    nossa ntra n
    nuestra ntra
    monsenhor mons monseigneur mgr
    abbe abbe
    jean j
    fratelli flli
    burgemeester burg
    koning kon
    prins pr
    junior jr
    capt captain
    """

  private static let directions = """
    north n
    south s
    east e
    west w
    northeast ne
    northwest nw
    southeast se
    southwest sw
    fort ft
    county co
    first 1 premier erste eerste elso
    second 2 deuxieme zweite tweede masodik
    third 3 troisieme dritte derde harmadik
    fourth 4 vierde
    fifth 5
    sixth 6
    seventh 7
    eighth 8
    ninth 9
    tenth 10
    """

  private static let connecting = """
    a as o os de da do das dos e el la las los y del les le du des et au aux l d di della delle
    dei degli del al alla der die das den dem des am an im in zum zur und auf of the and van het
    ten op aan t az i lo il
    """

  /// Inside a house, with the value behind the word: `flat 2`, `apto 3B`.
  private static let unitsBefore = """
    flat apt apto apartment apartado appt appartement unit suite ste room rm fl floor bat batiment
    escalier etage etg escalera esc wohnung whg top stiege stg tur tuer lepcsohaz lph int interno
    scala sc piano sala loja lj bloco bl bloque blq portal puerta pta pt planta piso lote lt fracao
    box bp cs postbus postfach pobox po emelet em ajto fsz fszt hrsz bus unidade andar mailbox
    """

  /// Inside a house, with the value in front of the word: `2. em`, `3º dto`.
  private static let unitsBehind = """
    andar piso dto dt direito esq esqdo esquerdo frente fte tras izq izda izquierda dcha derecha
    floor fl og eg ug dg etg etage emelet em ajto a centro ctr et dcho planta hoog hg
    """

  /// Inside a house, or said of no house at all; without a value.
  private static let unitsAlone = """
    rc cave sotao bajo bjo entlo atico eg dg hinterhaus hh vorderhaus vh fszt fsz cedex centro esq
    dto dt direito esquerdo izq dcha frente fte tras hs ground basement fldg
    """

  /// In front of a house number: `nº 12`, `no. 12`, `hausnr 3`.
  private static let numberMarks =
    "n no nr num numero nummer number hausnr hausnummer house hsnr km"

  /// Countries, which say nothing where the reference is one country's.
  private static let countries = """
    portugal espana spain france deutschland germany osterreich austria magyarorszag hungary italia
    italy nederland netherlands uk england scotland wales usa suisse schweiz switzerland belgique
    belgie belgium luxembourg polska poland ireland
    """

  /// The groups that a word is in, by number; equal words of one group stand for each other.
  static let groups: [String: [Int]] = {
    var groups: [String: [Int]] = [:]
    for (number, line) in groupLines.enumerated() {
      for word in line where groups[word]?.contains(number) != true {
        groups[word, default: []].append(number)
      }
    }
    return groups
  }()

  /// All words of a group, by its number.
  static let members: [[String]] = groupLines

  private static let groupLines: [[String]] = [streetKinds, titles, directions].flatMap { table in
    table.split(separator: "\n").map { line in line.split(separator: " ").map(String.init) }
  }

  /// Groups below this number are kinds of streets.
  private static let kindCount = streetKinds.split(separator: "\n").count

  /// Whether a group holds kinds of streets.
  static func isStreetKind(group: Int) -> Bool { group < kindCount }

  /// Whether a word can be a kind of street, `st` and `pl` included.
  static func mayBeStreetKind(_ word: String) -> Bool {
    groups[word]?.contains { $0 < kindCount } == true
  }

  /// Whether a word is the full name of a kind of street.
  static func isFullStreetKind(_ word: String) -> Bool { fullKinds.contains(word) }

  /// Whether a word is a kind of street but for a typing mistake: `stret`, `trvessa`.
  static func isNearlyStreetKind(_ word: String) -> Bool { nearestKind(to: word) != nil }

  /// The kind of street that a word of four letters or more is, but for one mistake, or two in a
  /// long one; nil where it is none.
  static func nearestKind(to word: String) -> String? {
    guard word.utf8.count >= 4 else { return nil }
    let near = longKinds.near(word, edits: 2).filter { near in
      near.edits <= (longKinds.words[Int(near.word)].utf8.count >= 7 ? 2 : 1)
    }
    return near.min { ($0.edits, $0.word) < ($1.edits, $1.word) }
      .map { longKinds.words[Int($0.word)] }
  }

  /// In the order of the alphabet.
  private static let longKinds: WordList = {
    var kinds = WordList()
    for kind in fullKinds.filter({ $0.utf8.count >= 4 }).sorted() { kinds.number(of: kind) }
    return kinds
  }()

  static func isTitle(_ word: String) -> Bool {
    groups[word]?.contains { $0 >= kindCount } == true
  }

  private static let fullKinds: Set<String> = {
    var words = Set<String>()
    for line in streetKinds.split(separator: "\n") {
      for word in line.split(separator: " ") where word.count > 3 { words.insert(String(word)) }
      if let first = line.split(separator: " ").first { words.insert(String(first)) }
    }
    return words
  }()

  /// States and provinces of America, Canada, Australia and Brazil, which stand behind the city.
  private static let states = """
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or
    pa ri sc sd tn tx ut vt va wa wv wi wy dc pr ab bc mb nb nl ns nt nu on pe qc sk yt nsw vic qld tas act sa ac
    am ap ba ce df es go mg pb pr rj rn ro rr rs se sp to
    """

  /// Which floor, in front of `floor` or `flat`.
  static let floorWords: Set<String> = [
    "ground", "first", "second", "third", "top", "lower", "upper", "basement", "garden",
  ]

  /// `1600 NW Main St` has no postcode in front.
  static let halfDirections: Set<String> = ["ne", "nw", "se", "sw", "no", "so"]

  static let connectingWords = set(connecting)
  static let unitWordsBefore = set(unitsBefore)
  static let unitWordsBehind = set(unitsBehind)
  static let unitWordsAlone = set(unitsAlone)
  static let numberMarkWords = set(numberMarks)
  static let countryWords = set(countries)
  /// Without those that are a kind of street or a direction as well: `Maple Ct`, `Salmon St SE`.
  static let stateWords = set(states).filter {
    !mayBeStreetKind($0) && !halfDirections.contains($0)
  }

  private static func set(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  /// Kinds of streets that are written together with the name: `Hauptstraße`, `Kerkstraat`.
  static let suffixedKinds = [
    "strasse", "gasse", "weg", "platz", "allee", "ring", "damm", "ufer", "steig", "stieg",
    "markt", "graben", "kai", "zeile", "straat", "laan", "plein", "dijk", "gracht", "kade",
    "singel", "steeg", "pad", "hof", "park", "berg", "brug", "gatan", "vagen", "gade", "vej",
  ]

  /// The kind of street that a word ends with; nil where it is none, or nothing else.
  static func suffixedKind(of word: String) -> String? {
    suffixedKinds.first { word.utf8.count > $0.utf8.count + 1 && word.hasSuffix($0) }
  }

  /// What an abbreviated ending may stand for: `hauptstr` is `hauptstrasse` or `hauptstraat`.
  static func withFullEnding(_ word: String) -> [String] {
    for (short, full) in endings where word.utf8.count > short.utf8.count + 2 {
      if word.hasSuffix(short) {
        let stem = word.dropLast(short.count)
        return full.map { stem + $0 }
      }
    }
    return []
  }

  private static let endings: [(String, [String])] = [
    ("str", ["strasse", "straat"]), ("pln", ["plein"]), ("pl", ["platz", "plein"]),
    ("ln", ["laan"]), ("g", ["gasse"]),
  ]
}
