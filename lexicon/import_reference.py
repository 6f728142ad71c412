#!/usr/bin/env python3
"""Makes lexicon/actors/*.tsv from the reference tables: python3 lexicon/import_reference.py DATA_DIR

DATA_DIR is the folder with countries.tsv, offices.tsv, groups.tsv, agents.tsv and places.tsv. Standard library alone.

Rows whose source is `dateline` are written by hand in lexicon/actors/ and are never lost: they are read first, kept
as they are, and win over an imported row of the same key. A hand-written row with the code `-` hides an imported one.
Everything else is made anew, sorted, so that a second run changes nothing.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

from import_offices import offices
from import_places import places
from tables import HISTORIC, OUT, STATE, code, fold, hand_rows, read, write

# Forms in the source table that are native names, two-letter codes or common words.
BAD_FORMS = set("""AS GU PR CH NL PA NA HK Island Uman Tunis Misr Suomi Aruban;Dutch none Wallis Futuna IS RMI SRV TCA
CAR Arg Nusantara Male Beehive Victoria Istana Nederland Danmark Norge Sverige Polska Perú Italia España Brasil
Magyarorszag
Belau Pilipinas Lietuva Latvija Eesti Srbija Hrvatska Slovenija Slovensko Cesko Rossiya Ukraina Zhongguo Elysee NA
Chancellery Presidency""".split()) | {
    "still used among English speakers", "State House", "Government House", "National Palace", "Dutch", "Chinese",
    "The Valley", "West Island", "Road Town", "State Department", "Pentagon", "US", "Carthage Palace", "Green Zone",
    "Futuna Islanders", "Futuna Islander", "Douglas", "Hamilton", "Stanley", "Kingston", "Plymouth", "Jamestown"}


# ---------------------------------------------------------------------------------------------------- countries

def countries(rows):
    out, seen = [], set()
    for r in rows:
        c = code(r["iso3"])
        if c in seen or "Region of" in r["region"]:
            continue
        seen.add(c)
        neighbours = ";".join(code(n) for n in r["neighbours"].split(";") if n)
        capital = {"PSE": "Ramallah"}.get(c, r["capital"].strip())
        out.append({"code": c, "iso2": r["iso2"], "name": HISTORIC.get(c, r["name"]), "state": STATE.get(c, c),
                    "capital": capital, "region": r["region"], "neighbours": neighbours, "source": "codes"})
    out.append({"code": "RVN", "iso2": "", "name": "South Vietnam", "state": "RVN", "capital": "Saigon",
                "region": "South-eastern Asia / Asia", "neighbours": "", "source": "own"})
    write("countries", out)


def plural(word):
    if re.search(r"(ese|ish|ch|ss|s|x|z|i-Kiribati|Basotho|Swati|man)$", word):
        return ""
    return word + "s"


def country_words(rows):
    found = defaultdict(lambda: [None, []])  # folded phrase -> kind, codes

    def add(phrase, kind, c, order=("country", "region", "seat", "adjective", "people")):
        phrase = phrase.strip()
        if len(phrase) < 2 or phrase in BAD_FORMS or "(" in phrase:
            return
        entry = found[phrase]
        if entry[0] is None or order.index(kind) < order.index(entry[0]):
            entry[0] = kind
        if c not in entry[1]:
            entry[1].append(c)

    for r in rows:
        own = code(r["iso3"])
        c = STATE.get(own, own)
        kind = "region" if own in STATE or "Region of" in r["region"] else "country"
        for name in [r["name"], r["official_name"], r["name"].replace(" & ", " and "), *r["alt_names"].split(";")]:
            if "/" not in name:
                add(name, kind, c)
        for word in r["adjectives"].split(";"):
            add(word, "adjective", c)
        for word in r["demonyms"].split(";"):
            add(word, "people", c)
            if word and plural(word):
                add(plural(word), "people", c)
        if own in STATE:
            continue
        for word in [r["capital"], *r["metonyms"].split(";")]:
            if "(" not in word and word.strip() != r["name"]:
                add(word, "seat", c)
    out = []
    hand = {fold(r["phrase"]) for r in hand_rows("country_words")}
    for phrase, (kind, codes) in found.items():
        if fold(phrase) in hand:
            continue
        # Prague is the seat of the state that is, not of those that were.
        codes = [c for c in codes if c not in HISTORIC] or codes
        ambiguous = "two" if len(codes) > 1 else ""
        out.append({"phrase": phrase, "kind": kind, "codes": ";".join(codes), "ambiguous": ambiguous,
                    "sector": "GOV" if kind == "seat" else "", "source": "codes"})
    write("country_words", out)


# ---------------------------------------------------------------------------------------------------- groups

ORG_WORD = re.compile(
    r"\b(associations?|foundation|international|organi[sz]ations?|council|society|committee|network|institute|"
    r"cent(er|re)|"
    r"union|federation|fund|watch|rights|relief|aid|alliance|group|movement|league|forum|commission|campaign|"
    r"initiative|coalition|trust|world|global|action|projects?|program(me)?|services?|corps|church|doctors|physicians|"
    r"reporters|women'?s?|amnesty|bank|court|agency|community|conference|mission|assembly|parliament|office|"
    r"development|confederation|front|army|brigades?|party|liberation|guard|jihad|islam|cells?|nuclei|nucleus|faction|"
    r"commandos?|resistance|militia|command|forces?|tigers?|revolution(ary)?|people'?s|national|united|"
    r"democratic)\b", re.I)
DROP_GROUPS = {fold(n) for n in """Amit;Insula;Amal;Eyal;Shahin;Isar;Hisba;Hotaru;Ba'asyir;Dulmatin;Hambali;Hamzah;
Isnilon;Janjalani;Muhannad;Salauddin;Sungkar;Thoriqudin;Zarkasih;Zulkarnaen;Ngo;U.N.;Karamah;Aluka;
UN Secretary General;Catherine Ashton;Axis of Resistance;the alliance;Baltic states;Nordic Council;Benelux;
Azov;39649;The Iu;Muhammed;Aicf;Uprising;July 20th Brigade""".replace("\n", "").split(";")}
DROP_ALIASES = {"the bloc", "the alliance", "IS", "AA", "LT", "Al", "Total", "Labour", "Commons", "Brussels", "the Senate",
                "Gulf states", "Gulf Arab states", "oil cartel", "world body", "the 27-nation bloc", "the European bloc",
                "EU leaders", "Western alliance", "39649", "MUHAMMED", "Mohammed Deif"}
CAUTION = set("""Amnesty Sputnik RT Politico Guardian Spiegel Fars Total Shell BP Quad MIT DEM Diet Kan Ahram Amal Fano Azov
ELN AUC ADF IS WHO ICE RAW AP FT PA PAP SPA MENA INA NAN SANA SABA SUNA EFE ANSA AA PTI ANI APP CNA Rada Congress
Commons
Labour Conservatives Democrats Republicans Memorial CAR AU LAS CIS NAM QNA DW Wagner Majlis Commonwealth ISA PDF CMA
EMC PMF SNA SNC SDF PLC GNU TRF NRF HUR GUR SIS JI Duma Dail Skupstina Total Sky Contras Tory Anadolu""".split())


def group_code(r):
    value, sector = code(r["code"]), r["sector"]
    if value == "IMG" and sector not in ("REB", "CRM", "UAF"):
        value = "IGO"  # PLOVER's IMG is a militarised group: the G7 is none
    if r["name"] in ("Islamic State", "al-Qaeda"):
        value = "IMG"
    sector = "" if sector in ("IGO", "NGO", "UNK") else sector
    return value, sector


def identifier(name, value):
    if value != "IGO":
        return ""
    if re.search(r"^(UN|U\.N\.|United Nations|UNO|UN[A-Z]+|IAEA|OCHA|OHCHR|FAO|ILO|IOM|World Food Programme|"
                 r"World Health Organization|International Court of Justice|MONUSCO|MINUS[MC]A)\b", name):
        return "UNO"
    if re.search(r"^(European (Union|Commission|Parliament|Council|Central Bank|Court of Justice)|EULEX|"
                 r"Frontex|Europol)", name):
        return "EUR"
    return {"NATO": "NATO", "KFOR": "NATO", "ISAF": "NATO", "African Union": "African Union", "AMISOM": "African Union",
            "ATMIS": "African Union"}.get(name, "")


def title_case(name):
    """Phoenix wrote every word with a capital: undo it in small words, and write short lone names as acronyms."""
    small = {"Of", "And", "The", "For", "In", "On", "To", "De", "La", "Du", "Des", "Et", "Al", "Le", "Y"}
    words = name.split(" ")
    if len(words) == 1 and re.fullmatch(r"[A-Z][a-z]{1,5}", name) and not re.search(r"(aid|care|net)$", name):
        return name.upper()
    return " ".join(w.lower() if i and w in small - {"Al", "De", "La"} else w for i, w in enumerate(words))


def groups(rows):
    out, names = [], set()
    rows = sorted(rows, key=lambda r: r["source"] != "own knowledge")
    for r in rows:
        own = r["source"] == "own knowledge"
        if fold(r["name"]) in DROP_GROUPS or (not own and "MNC" in r["source"]):
            continue
        if not own and (fold(r["name"]) in names or not (ORG_WORD.search(r["name"]) or " " not in r["name"])):
            continue
        if not own and "NGO" in r["source"] and len(r["name"]) > 60:
            continue
        value, sector = group_code(r)
        name = r["name"] if own else title_case(r["name"])
        aliases = [a for a in r["aliases"].split(";") if a and a not in DROP_ALIASES and fold(a) not in DROP_GROUPS]
        if not own:
            aliases = [title_case(a) for a in aliases if fold(a) not in names and ("-" in a or " " in a or len(a) < 7)][:6]
        names |= {fold(name), *map(fold, aliases)}
        out.append({"name": name, "aliases": ";".join(aliases), "code": value, "identifier": identifier(name, value),
                    "sector": sector, "members": ";".join(code(m) for m in r["members"].split(";") if m),
                    "start": r["start"], "end": r["end"], "source": "own" if own else "phx",
                    "caution": "caution" if CAUTION & {name, *aliases} else ""})
    write("groups", out)


# ---------------------------------------------------------------------------------------------------- agents

DROP_AGENTS = set("""actor advocate aerospace airliner airway analyst anglican archdiocese assemblage assemblies barracks battleship
battlewagon believer blog boss branokker brigaider buddhist bureaucracy cabinetmaker cantor captain carrier chamber
chancery christian church college collegian community consistory constituent containership conveyancer corvette
counsel counsellor counselor crook cropper cruiser crusader culprit cultivator customer cutpurse dean delegate
destroyer diocese dissenter division doc echelon educatee elector embassy employee employer engineer ensign expatriate
expert exporter extremist fisher freighter fundamentalist gangdom gangland gaolbird gazette generals governance
granger gunslinger hasid hasidim hebrew hierarch hiker hindu historian hmmwv hospital humvee hunter husbandman
husbandperson husbandwoman immigrant industry infant infantry infirmary insurgence insurrectionist intelligence
internist islamic jailbird janjaweed jetfighter jetliner jew jewish judicatory judicature jumbojet kanidurgu kfir
kindergarden kindergarten kindergartner landlord larcener larcenist lawgiver legate light maffia magazine malefactor
manafacture maronite media mendicant merchandiser merchant mig miner miscreant mob monastery monger monitor moslem
mosque mother muhabarat mukabarat muslim nanny native naturalized naval neighborhood neighbourhood objector observer
oiler operative orchardist outlaw perpetrator phalanx pleader podiatrist polity potentate praesidium prelate presidium
prison producer promulgator publication publisher pupil rabble raider reactionaries recreant reformer reformist
regulator religion repatriate retired returnee revolt rustler sadhu safebreaker safecracker sanatarium sanatorium
sanitarium school schoolhouse seaman settlement sightseer snatcher snitcher sodbuster sovereign state-owned
stipendiary sublieutenant supertanker tabloid tanker team telecom television tenant tinginist tourer traffiker
traveler traveller treasury triggerman turncoat tv tyrant union unitarian university uprising vip volunteer waiter
waitress web website worshiper writer""".split())
ODD_AGENT = re.compile(
    r"\d|/|\(|\b(of|in|at|to|for|and|from|the)$|\b(minist|compan|authorit|corp|org|industr|facilitiy|offical|minster)$|"
    r"monastary|missionary|clergyperson|cattleperson|dairyperson|husband|herdsperson|fireperson|"
    r"nongovernmenal|parlaimentary|"
    r"milita\b|dfense|unrepresentative|cof$|^a |^the |^dept|missile|raptor|hornet|apache|gunship|drone|uav|falcon|"
    r"harrier|vehicle|unmanned|pilotless|chinook|typhoon|tanker|vessel|grader|nurse-|thief|jet$|plane$|position$|gun$|"
    r"bombers?$|airliner|pakfa|osprey|hind$|sukhoi|storage|machine|progress of border|tribes people|geologic|"
    r"convict|tycoon|"
    r"jute|ngos? minist|hardline|reactionar|salafi|wahhabi|kinds?$|monk$|pilgrim$|saint$|priest$|clergy|"
    r"taxpayer|hit man")


def agents(rows):
    hand = {fold(r["phrase"]) for r in hand_rows("agents")} | {fold(r["plural"]) for r in hand_rows("agents")}
    out, seen = [], set(hand)
    person = re.compile(r"(er|or|ist|ian|man|men|woman|women|ant|ent|eer|chief|head|ess|king|general|member|"
                        r"deputy|people|"
                        r"marshal|aide|delegate|soldier|rebel|guard|judge|justice|mp|ees?|ceo|spy|citizen|"
                        r"leader|counsel|nurse|"
                        r"physician|surgeon|cleric|rabbi|imam|envoy|lord|governor|attorney|doctor|critic|"
                        r"victim|medic|cop|pm)$")
    body = re.compile(r"(party|parliament|government|department|regiment|movement|ministry|council|commission|"
                      r"committee|"
                      r"establishment|opposition|police|army|navy|centre|center|front|junta|service|court|guard corps|"
                      r"border guard|coast guard|national guard|battalion|agency|faction|union|election|"
                      r"general office)$")
    for r in rows:
        phrase, own = r["phrase"], r["source"].startswith("own")
        if fold(phrase) in seen or (not own and (phrase in DROP_AGENTS or ODD_AGENT.search(phrase))):
            continue
        if not own and (len(phrase.split()) > 4 or phrase.endswith(".")):
            continue
        sectors = [s for s in r["plover_sector"].split() if s not in ("UNK", "IGO", "NGO", "IMG", "MAR")]
        if "minist" in phrase and "information" not in phrase and "JRN" in sectors:
            sectors.remove("JRN")  # the source took CAMEO's MED of transport ministries for the press
        number = "body" if body.search(phrase) else "person" if person.search(phrase) else "body"
        gender = "f" if re.search(r"(woman|women|girl|lady|mother|nun|queen)$", phrase) else (
            "m" if re.search(r"(?<!wo)(man|men)$", phrase) else "")
        seen |= {fold(phrase), fold(r["plural"])}
        out.append({"phrase": phrase, "plural": r["plural"], "sector": ";".join(sectors), "number": number,
                    "gender": gender, "role": "" if sectors else "inherits", "source": "own" if own else "phx"})
    write("agents", [r for r in out if r["sector"] or r["source"] == "own"])


def main():
    if len(sys.argv) != 2:
        raise SystemExit("usage: python3 lexicon/import_reference.py DATA_DIR   (the folder with offices.tsv)")
    data = Path(sys.argv[1])
    missing = [n for n in ("countries", "groups", "agents", "offices", "places") if not (data / f"{n}.tsv").exists()]
    if missing:
        raise SystemExit(f"{data}: no {', '.join(m + '.tsv' for m in missing)}; give the folder of the reference tables")
    OUT.mkdir(parents=True, exist_ok=True)
    nations = read(data / "countries.tsv")
    countries(nations)
    country_words(nations)
    groups(read(data / "groups.tsv"))
    agents(read(data / "agents.tsv"))
    offices(read(data / "offices.tsv"), nations)
    places(read(data / "places.tsv"), nations)
    write("regions", [])
    write("given_names", [])


if __name__ == "__main__":
    main()
