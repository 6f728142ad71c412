"""Places out of places.tsv: which are shipped, and under which spellings.

Towns of 15,000 and more, capitals, first-level regions and countries. A country's point is the mean of its towns'
weighted by people, as the reference has it for regions. A row written by hand takes what it leaves empty (coordinates,
people, id) from the row of the reference that has its name, so that names may be added without copying numbers.
"""

import re
from collections import defaultdict

from tables import STATE, code, fold, hand_rows, write

# Countries whose regions are in the news under names that are common words too.
NEWS_REGIONS = set("""US UA RU CN IN PK AF IR IQ SY YE LY SD SS SO ET NG CD MM TR MX CA AU DE ES IT LB PS SA EG ML BF NE
TD CF CM MZ KE PH ID CO VE BR LK TJ KG UZ KZ BY MD GE AZ AM RS BA XK GB FR PL JP KR TW IL JO""".split())
# Words that stand in lower case in running text, and names of persons.
COMMON = {fold(w) for w in """Can Time Say Much Free Federal Opportunity Young Drug Turn Officer Goes Maritime Alliance Spoken Pre Green Gay Islands Manage
Holiday Mine University Airport Gap Roles Rich Gold Republic Bear Pace Forest Marks Hurricane Tour Bid Banning Tank Fate Dual Sake
Fleet Hub Para Northeast Northeastern Semi Parole Shaping Paramount Liberal Peer Southeastern Luck Rivers Retreat Lag Borne Wedding
Metro Annex Von Oral Lend Pop Rugby Prosper Imperial Golden Agro Boom Crystal Superior Humble Defiance Magna Erode Mentor Brick
Anthem Bow Tall Plunge Reservoir Pen Confederation Plantation Bone Yen Lander Garner Savage Lone Cocoa Tire Hook Fatwa Sunset Sparks
Sine Overland Conception Centennial Lion Fishers Springs Pal Bolder Swords Simmering ACT
Reading Bath Nice Mobile Same Orange Split Man Bay Buy Most Best Hope Independence Union Central
Eastern Western Northern Southern North South East West Centre Center Capital Mission Normal Of Along Police Date
Deal Hull
Champion Unity Lakes Savanna Mountain Progress Liberty Victoria Florence Chelsea Lincoln Jackson Madison Paterson Nelson
Clinton Eugene Salem Aurora Charlotte Augusta Angeles Regina Sandy Cary Bell Davis Warren Allen Gary Roy Pasco Valencia
Chester Santos Diego Leon Santiago Sofia Francisco Marcos Luis Miguel Carlos Manuel Antonio Fernando Rafael Mary
Bryan Tyler
Carson Douglas Denton Irving Henderson Hamilton Stamford Bradley Marina Lucena Isabela Ali Said Ibrahim Hassan
Hussein Ahmed
Mari Linda Petra Rama Gaya Nova Palm Male Sale Sur Van Ham Os Bo Ho An Ben Ji Siping Bern Male Sahara Arad Batman
Black Bar
March Bend Sun Spring Sterling Pearl Elizabeth Vista Bran Hami Omar Ann Kent Kay Hit Hun Marsh Surprise Commerce
Enterprise
Peoria Temple Corona Rialto Concord Miramar Fargo Summit Media Media Ensign Moreno Rivera Benin Mendoza Cordoba Toledo
Guerrero Morelos Hidalgo Juarez Obregon Wayne Ryan Lima Durham Burnaby Norman Abilene Clarksville Olathe Waterbury
Worcester
Springfield Brandon Cambridge Oxford Manchester Newport Portland Rochester Richmond Columbia Columbus Arlington
Alexandria
Birmingham Glendale Berkeley Sheffield Bush Virginia Georgia Washington""".split()}
BIG = 1_000_000  # so large that the city is meant
MANY = 100_000  # so large that other spellings of its name are met in English
GENERIC = re.compile(
    r" (City|Oblast|Province|Governorate|Region|County|Prefecture|State|Krai|Republic|Department|District|Division|"
    r"Voivodeship|Canton|Emirate|Raion)$")
ARTICLE = re.compile(r"^(Al|Ad|Ar|As|Ash|At|Az|An|El)[ -](?=[A-Z]?[\w'’`]{4,}$)")
SPELT = re.compile(r"[A-ZÀ-ÞŁŚŠŽČĐİ][\w .'’-]{2,39}")


# Regions whose name in the reference is not the English one.
ENGLISH = {"Kharkivs’ka Oblast’": "Kharkiv Oblast", "Aktyubinskaya Oblast’": "Aktobe Region"}


# Countries whose towns have regions of another list than theirs: neither those nor the points made of them are right.
MIXED_UP = {"VN"}


def given(cache=[]):
    if not cache:
        cache.append({fold(r["name"]) for r in hand_rows("given_names")})
    return cache[0]


def spellings(name, r, people, kind):
    """Other forms of a name: without the generic word or the article, and, of large places, those of the reference."""
    out = {name[:-5]} if name.endswith(" City") and people >= BIG else set()
    if kind == "region":
        plain = GENERIC.sub("", name)
        out |= {plain} if fold(plain) not in COMMON else set()
    if ARTICLE.search(name):
        out.add(ARTICLE.sub("", name))
    most = 8 if r["feature"] == "L.RGN" else 4 if people >= MANY or kind == "capital" else 0
    out |= {a.strip() for a in r["alt_names"].split(";")[:most] if SPELT.fullmatch(a.strip()) or r["feature"] == "L.RGN"}
    return out


def middles(rows, iso):
    """Country: mean of its towns weighted by people, and the id of its own row."""
    sums, ids = defaultdict(lambda: [0.0, 0.0, 0]), {}
    for r in rows:
        country, people = iso.get(r["iso2"], ""), int(r["population"] or 0)
        if r["feature"] == "A.PCLI":
            ids[country] = r
        elif r["feature"].startswith("P") and people:
            # A country on both sides of the 180th meridian has its people on one.
            total = sums[country]
            total[0] += float(r["latitude"]) * people
            total[1] += float(r["longitude"]) * people
            total[2] += people
    mean = lambda c: tuple(t / sums[c][2] for t in sums[c][:2]) if sums[c][2] else ()
    return {c: (r["geonameid"], int(r["population"] or 0), *mean(c)) for c, r in ids.items()}


def point(r):
    both = r["latitude"] and r["longitude"]
    return (f"{float(r['latitude']):.2f}", f"{float(r['longitude']):.2f}") if both else ("", "")


def nation(r, middle):
    own = code(r["iso3"])
    if own not in middle or "Region of" in r["region"]:
        return None
    geonameid, people, *at = middle[own]
    lat, lon = (f"{x:.2f}" for x in at) if at else ("", "")
    return {"name": r["name"], "aliases": "", "country": STATE.get(own, own), "kind": "country", "lat": lat, "lon": lon,
            "population": people or "", "id": geonameid, "admin1": own if own in STATE else "", "caution": "", "source": "geonames"}


def places(rows, nations):
    iso = {r["iso2"]: code(r["iso3"]) for r in nations if r["iso2"]}
    middle = middles(rows, iso)
    out = [n for r in nations if (n := nation(r, middle))]
    seen, capitals = set(), set()
    for r in sorted(rows, key=lambda r: -int(r["population"] or 0)):
        feature, people = r["feature"], int(r["population"] or 0)
        kind = {"P.PPL": "city", "P.PPLC": "capital", "A.ADM1": "region", "L.RGN": "region"}.get(feature)
        name, country = re.sub(r"^Gorod ", "", r["name"].strip()), iso.get(r["iso2"], "")
        name = ENGLISH.get(name, name)
        known_by = fold(name)
        risky = known_by in COMMON or len(known_by) < 3 or known_by in given()
        if kind is None or (feature == "A.ADM1" and not r["latitude"] and r["iso2"] not in NEWS_REGIONS):
            continue
        if feature == "A.ADM1" and (r["iso2"] in MIXED_UP or risky and r["iso2"] not in NEWS_REGIONS):
            continue
        # The reference knows a capital by its name: the largest of the name is it.
        if kind == "capital" and (country in STATE or (known_by, country) in capitals):
            kind = "city"
        if kind == "capital":
            capitals.add((known_by, country))
        region = ENGLISH.get(r["admin1"], r["admin1"]) if kind in ("city", "capital") else ""
        region = "" if r["iso2"] in MIXED_UP else region
        key = (known_by, country, kind == "region", region)
        if key in seen:
            continue
        seen.add(key)
        own = feature == "L.RGN"
        forms = {f for f in spellings(name, r, people, kind) if own or fold(f) not in COMMON | given()}
        forms = sorted({fold(f): f for f in sorted(forms) if fold(f) != known_by}.values())
        lat, lon = point(r)
        out.append({"name": name, "aliases": ";".join(forms), "country": STATE.get(country, country), "kind": kind,
                    "lat": lat, "lon": lon, "population": people or "",
                    "id": "" if own else r["geonameid"] if r["geonameid"].isdigit() else "", "admin1": region,
                    "caution": "caution" if risky else "", "source": "own" if own else "geonames"})
    write("places", out, fill)


def fill(hand, rows):
    """What a row written by hand leaves empty is what the reference has of that name."""
    known = {}
    for r in rows:
        known.setdefault((r["name"], r["country"], r["kind"]), r)
    for row in hand:
        other = known.get((row["name"], row["country"], row["kind"]))
        for column in ("lat", "lon", "population", "id", "admin1") if other else ():
            row[column] = row[column] or other[column]
