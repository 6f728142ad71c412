"""What the importers share: the tables of lexicon/actors/, their columns, keys and sources; folding of names."""

import csv
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE / "actors"

SOURCES = {
    "dateline": "written for dateline by hand (facts); MIT OR Apache-2.0",
    "own": "the project's reference tables, own knowledge (facts)",
    "codes": "datasets/country-codes (PDDL), CIA World Factbook (public domain), GeoNames (CC BY 4.0)",
    "cia": "CIA World Factbook 1990-2025 (public domain)",
    "wd": "Wikidata (CC0), read in 2022",
    "phx": "openeventdata/Dictionaries, Copyright 2014 Open Event Data Alliance (MIT)",
    "pocom": "US Department of State, HistoryAtState/pocom (public domain)",
    "congress": "unitedstates/congress-legislators (public domain)",
    "geonames": "GeoNames, https://www.geonames.org (CC BY 4.0)",
}

COLUMNS = {
    "countries": "code iso2 name state capital region neighbours source",
    "country_words": "phrase kind codes ambiguous sector source",
    "regions": "phrase kind codes source",
    "groups": "name aliases code identifier sector members start end caution source",
    "agents": "phrase plural sector number gender role source",
    "offices": "person aliases code identifier office sector rank start end known source",
    "places": "name aliases country kind lat lon population id admin1 caution source",
    "given_names": "name gender source",
}
KEYS = {
    "countries": ("code",),
    "country_words": ("phrase",),
    "regions": ("phrase",),
    "groups": ("name", "code", "start"),
    "agents": ("phrase",),
    "offices": ("person", "code", "office", "start"),
    "places": ("name", "country", "kind", "admin1"),
    "given_names": ("name",),
}
ABOUT = {
    "countries": "Countries and territories: PLOVER code, controlling state, capital, region, neighbours.",
    "country_words": "Words for countries; kind: country, people, adjective, seat, region; codes: likeliest first.",
    "regions": "Phrases for several countries at once.",
    "groups": "Organisations, blocs, armed groups, parties, agencies, media. caution: a common word too.",
    "agents": "Role nouns. number: person, body or thing; role: inherits, counterpart, mediates, former, country …",
    "offices": "Office-holders. rank 1 (head) to 4; known: with no end, the last day the source vouches for.",
    "places": "Countries, their first-level regions, towns of 15,000 and more, seas, and places in the news. admin1: the region a town lies in.",
    "given_names": "Given names and their usual gender (m, f, u: both).",
}

# Territories of another state, which PLOVER codes with that state. HKG, TWN, PSE, KOS, ESH, VAT stand for themselves.
STATE_OF = {
    "NLD": "ABW BES CUW SXM", "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB",
    "USA": "ASM GUM MNP PRI UMI VIR", "FRA": "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF",
    "AUS": "CCK CXR HMD NFK", "NZL": "COK NIU TKL", "DNK": "FRO GRL", "NOR": "BVT SJM", "FIN": "ALA", "CHN": "MAC",
}
STATE = {t: s for s, ts in STATE_OF.items() for t in ts.split()}
HISTORIC = {"SUN": "Soviet Union", "YUG": "Yugoslavia", "CSK": "Czechoslovakia", "DDR": "East Germany",
            "SCG": "Serbia and Montenegro", "RVN": "South Vietnam"}
def read(path):
    with open(path, encoding="utf-8", newline="") as handle:
        rows = (line for line in handle if not line.startswith("#"))
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def hand_rows(table):
    """The rows of lexicon/actors/TABLE.tsv that a person wrote."""
    path = OUT / f"{table}.tsv"
    if not path.exists():
        return []
    names = COLUMNS[table].split()
    lines = [l for l in path.read_text(encoding="utf-8").split("\n") if l and not l.startswith("#")]
    rows = [dict(zip(names, l.split("\t"))) for l in lines]
    return [r for r in rows if r["source"] == "dateline"]


def write(table, rows, fill=lambda hand, rows: None):
    names = COLUMNS[table].split()
    hand = hand_rows(table)
    fill(hand, rows)
    key = lambda r: tuple(r.get(k, "") for k in KEYS[table])
    taken = {key(r) for r in hand}
    if table == "groups":
        taken |= {key({**r, "start": ""}) for r in hand}
        hand_names = {(fold(n), r["code"]) for r in hand for n in [r["name"], *r["aliases"].split(";")] if n}
        rows = [r for r in rows if (fold(r["name"]), r["code"]) not in hand_names]
    out = hand + [r for r in rows if key(r) not in taken]
    lines = sorted({"\t".join(str(r.get(n, "")) for n in names) for r in out}, key=lambda l: (fold(l.split("\t")[0]), l))
    used = sorted({l.rsplit("\t", 1)[1] for l in lines})
    head = [f"# {ABOUT[table]}", *(f"# source {s}: {SOURCES[s]}" for s in used), "# columns: " + " ".join(names)]
    (OUT / f"{table}.tsv").write_text("\n".join(head + lines) + "\n", encoding="utf-8")
    print(f"{table}: {len(lines)} rows, {len(hand)} by hand, {(OUT / f'{table}.tsv').stat().st_size} bytes")


LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th",
                         "’": "", "'": "", "ʻ": "", "‘": "", "`": "", "-": " ", ".": " "})


def fold(text):
    text = unicodedata.normalize("NFD", text.lower().translate(LETTERS))
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def code(value):
    return {"XKX": "KOS", "KSV": "KOS", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "EU": "EUR", "UN": "UNO"}.get(value, value)
