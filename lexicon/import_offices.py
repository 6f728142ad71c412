"""Office-holders out of offices.tsv: which are shipped, under which spelling, and how the sources are joined."""

import re
from collections import defaultdict
from datetime import date, timedelta

from tables import STATE, code, fold, write

SINCE = "1990"  # holders whose term ended before are left out
MAX_OFFICE = 60
REALMS = {"Elizabeth II": "GBR", "Charles III": "GBR"}

BODY_CODE = {"UN": ("IGO", "UNO"), "EU": ("IGO", "EUR"), "AU": ("IGO", "African Union"), "ICRC": ("NGO", "ICRC"),
             "GCC": ("IGO", "Gulf Cooperation Council"), "Hamas": ("PSE", "Hamas"), "Hezbollah": ("LBN", "Hezbollah"),
             "Houthis": ("YEM", "Houthis"), "Islamic State": ("IMG", "Islamic State"), "al-Qaeda": ("IMG", "al-Qaeda"),
             "Palestinian Islamic Jihad": ("PSE", "Palestinian Islamic Jihad"), "Taliban": ("AFG", "Taliban"),
             "Boko Haram": ("NGA", "Boko Haram"), "al-Shabaab": ("SOM", "al-Shabaab"), "FARC": ("COL", "FARC"),
             "Lord's Resistance Army": ("UGA", "Lord's Resistance Army"), "Wagner Group": ("RUS", "Wagner Group"),
             "Libyan National Army": ("LBY", "Libyan National Army"), "Viv Ansanm": ("HTI", "Viv Ansanm"),
             "Rapid Support Forces": ("SDN", "Rapid Support Forces"), "Somaliland": ("SOM", "Somaliland"),
             "Syrian Democratic Forces": ("SYR", "Syrian Democratic Forces"),
             "Hayat Tahrir al-Sham": ("SYR", "Hayat Tahrir al-Sham"), "Alliance Fleuve Congo": ("COD", "M23"),
             "Tigray People's Liberation Front": ("ETH", "Tigray People's Liberation Front")}
TITLE = re.compile(
    r"^(\[\w+\] president|chief minister|premiers|prefect|ret\.|(brig|maj|lt|gen|col|adm|capt|vice adm|"
    r"field mar)\.? ?(gen\.?)?(?= )|general|major|colonel|"
    r"admiral|lieutenant|captain|dr\.?|sir|dame|lord|bailiff|mr\.?|mrs\.?|king|queen|emir|sultan|sheikha?|shaykh|"
    r"crown prince|prince|depurty prime minister|assistant governor|swiss confederation|ayatollah|"
    r"hojjat ol-eslam|datuk|"
    r"dato'?|tan sri|tun|ratu|el hadj|alhaji|hajji|reverend|rev\.|eng\.|prof\.?|professor|acting) ", re.I)
MINISTER = re.compile(r"minister|secretary of (state|defen[cs]e|the (treasury|interior))|attorney general", re.I)
LEAD = re.compile(r"^(acting |interim |transitional |federal |the )*(president|prime minister|premier|"
                  r"chancellor|king|queen|monarch|"
                  r"emir|sultan|taoiseach|pope|ruler|head of state|head of government|supreme leader|state president|"
                  r"(president|prime minister|king|queen|chancellor) of the (republic|russian federation|"
                  r"government|state|"
                  r"swiss confederation)|federal president|federal chancellor|king and prime minister)$", re.I)
NOT_LEAD = re.compile(r"senate|assembly|chamber|council|court|parliament|province|region|house|lower saxony|"
                      r"of the \w+ (state|land)|"
                      r"bundes|crimea|sejm|duma|knesset|catalonia|scotland|wales|flanders|ontario|madrid|"
                      r"galicia|andalu", re.I)
SECOND = re.compile(r"foreign|external (affairs|relations)|defen[cs]e|interior|home (affairs|secretary)|"
                    r"internal affairs|vice.president|"
                    r"secretary of state$|spokes|press secretary|security (advis|council)|"
                    r"chief of (the )?(general|defen[cs]e|army) ?staff|joint chiefs|commander.in.chief|intelligence|"
                    r"secretary.general|speaker|deputy head of (state|government)|leader of the opposition|"
                    r"majority leader|minority leader|"
                    r"director of the (cia|fbi|central)|high representative|minister for europe", re.I)


def office_rank(office, source="own"):
    low = office.lower()
    if source == "cia":
        plain = re.match(r"head of government( \(and\))?$", low)  # the Factbook's deputies and ministers lost their title
        return 3 if plain or re.search("governor|administrator|commissioner|bailiff", low) else 2 if "deputy" in low else 1
    if source == "own" and low.startswith(("head of", "leader", "opposition leader", "commander", "caliph", "supreme leader")):
        return 1
    if LEAD.match(office) and not NOT_LEAD.search(office):
        return 1
    if re.search(r"ambassador|chief of mission|parliamentary|assistant|under.?secretary|deputy (foreign|defen|"
                 r"interior|minister)|"
                 r"state secretary|vice.minister|envoy|permanent|minister.?delegate|state minister", low):
        return 4
    if SECOND.search(office):
        return 3 if re.search("deputy|associate|vice.(chief|foreign)|first secretary|europe and|campaign|former", low) else 2
    return 3 if MINISTER.search(office) or "representative" in low or "senat" in low else 4


def clean_person(name):
    name = re.sub(r" - (Tutsi|Hutu)$", "", name)
    name = re.sub(r",? (Jr|Sr)\.?$", r" \1.", name)
    name = name.split(",")[0].strip()
    while TITLE.match(name):
        name = TITLE.sub("", name, count=1)
    return name.strip()


PORTFOLIO = {"Foreign Affairs": "foreign", "Defence": "defence", "Defense": "defence", "Interior": "interior",
             "Internal Affairs": "interior", "Home Affairs": "interior", "External Relations": "foreign",
             "External Affairs": "foreign", "Foreign Relations": "foreign", "National Defence": "defence"}
COUNTRY_NAMES = set()


def plain_office(office):
    """"President of Turkey" is "President": the country is in its own column."""
    m = re.match(r"^(.+?) of (?:the )?(.+)$", office)
    if m and fold(m[2]) in COUNTRY_NAMES:
        office = m[1]
    office = re.sub(r"^(United States|US|Federal|Union|State of Israel) (?=Secretary|Minister|Attorney)", "", office)
    return {"Foreign Affairs Minister": "foreign minister", "Minister of Foreign and European Affairs": "foreign minister",
            "Secretary of State for Defence": "defence minister", "Secretary of State for the Home Department": "interior minister",
            "Home Secretary": "interior minister", "Secretary of State for Foreign and Commonwealth Affairs": "foreign minister",
            "Secretary of Defense": "defence minister", "Defence Minister": "defence minister", "Minister of Europe and Foreign Affairs": "foreign minister"}.get(office, office)


def short_office(office, source):
    office = re.sub(r"^head of (state|government) \((and|Sir|President of( the)?|.*of the)\)$", r"head of \1", office)
    office = re.sub(r"^(deputy )?head of (?:state|government) \((?:and )?(.+?)(?: Sir| Gen\.| Dr\.)?\)$", r"\1\2", office)
    office = re.sub(r"^deputy (Vice|Deputy|First|Second|Third)", r"\1", office).replace("US chief of mission", "US ambassador")
    office = re.sub(r"\s+\((senate|house)\)$", "", office)
    office = plain_office(office)
    office = re.sub(r"^(?:Federal )?Minister (?:of|for) (?:the )?(National |State )?(.+)$",
                    lambda m: f"{PORTFOLIO.get(m[2], re.sub('^(state )?for ', '', m[2].lower()))} minister", office)
    office = "" if office.endswith(".") else office
    if source == "cia" and re.match(r"head of government( \(and\))?$", office):
        office = "member of the government"
    return office[:MAX_OFFICE].rstrip() if source != "phx" else office[:40].rstrip()


def known_until(row, source):
    """With no end given: the last day for which the source vouches. A term of office seldom lasts longer."""
    years = {"wd": 5, "phx": 4, "pocom": 5}.get(source)
    as_of = {"2025-12": "2025-12-31", "2026": "2026-06-30", "2026-06": "2026-06-15", "2022": "2022-06-30",
             "2014": "2014-06-30"}.get(row["as_of"], row["as_of"])
    if source == "wd" and office_rank(plain_office(row["office"]), source) == 1:
        years = 30
    if not years or not row["start"]:
        return as_of
    return min(as_of, f"{int(row['start'][:4]) + years}{row['start'][4:]}")


CAPE_VERDEANS = {"Antonio Mascarenhas Monteiro", "Carlos Alberto Wahnon de Carvalho Veiga", "Jose Maria Pereira Neves",
                 "Pedro Pires", "Pedro Verona Rodrigues Pires"}  # the table codes them CAN


def royal_names(person, office):
    """Harald V of Norway is King Harald in the press."""
    title = re.match(r"(King|Queen|Emir|Sultan|monarch)\b", office, re.I)
    if not title or re.match(r"(King|Queen|Emir|Sultan) ", person):
        return []
    short = re.sub(r" of .*$", "", person)
    numbered = re.match(r"(.+) [IVX]+$", short)
    plain = numbered[1] if numbered else short.split()[0]
    word = {"monarch": "King"}.get(title[1].lower(), title[1].capitalize())
    return [person, *([f"{word} {short}"] if numbered else []), f"{word} {plain}"]


def holder(row, source):
    value = row["iso3_or_org"]
    value, ident = BODY_CODE.get(value, (code(value), ""))
    if source == "cia" and row["start"] < "1993" and value in ("SVK", "CZE"):
        value = "CSK"
    if source == "cia" and row["person"] in CAPE_VERDEANS:
        value = "CPV"
    if len(value) != 3 or not re.fullmatch("[A-Z]{3}", value):
        value, ident = "IGO", {"IGOUNO": "UNO", "IGOEUR": "EUR", "IGOWST": "NATO"}.get(row["iso3_or_org"][:6], row["iso3_or_org"])
    if source == "phx" and value == "IGO":
        ident = {"UN": "UNO", "The EU": "EUR", "NATO": "NATO"}.get(row["office"], ident if len(ident) < 5 else row["office"])
    sector = "" if row["sector"] in ("IGO", "NGO") else row["sector"]
    office = plain_office(row["office"])
    rank = office_rank(office, source) if office else 4
    if code(row["iso3_or_org"]) in STATE:
        rank = max(rank, 3)
    if value in ("IGO", "NGO") and source == "own":
        rank = 1
    end = row["end"]
    person = clean_person(row["person"])
    names = royal_names(person, office)
    person = re.sub(r" of (the )?[A-Z][\w ]+$", "", person) if names else person
    odd = r"^(President|Col\.) |Ayatollah|prince|Revolution|Hutu|Tutsi|[\[\]()]"
    names += [clean_person(a) for a in row["aliases"].split(";") if a and not re.search(odd, a)]
    return {"person": person, "aliases": names, "code": STATE.get(value, value), "identifier": ident,
            "office": short_office(office, source), "sector": sector, "rank": rank, "start": row["start"], "end": end,
            "known": "" if end else known_until(row, source), "source": source}


def source_of(row):
    for prefix, name in (("own", "own"), ("Wikidata", "wd"), ("CIA", "cia"), ("congress", "congress"),
                         ("HistoryAtState", "pocom"), ("Phoenix", "phx")):
        if row["source"].startswith(prefix):
            return name
    raise SystemExit(f"offices.tsv: no rule for the source {row['source']!r}; add one to source_of")


BROKEN = re.compile(r"\((.*\b(of|the)|and)\)$")  # the Factbook's title ran on into the name


def wanted(row, source):
    """Is this row worth shipping? Those in office since 1990, lesser offices since 2011 or so."""
    last = row["end"] or row["as_of"]
    if not row["start"] or (source != "own" and max(last[:4], row["start"][:4]) < SINCE):
        return False
    if row["end"] and row["end"] < row["start"]:
        return False
    office, low = row["office"], row["office"].lower()
    if source == "cia":
        broken = BROKEN.search(office) and not row["person"].startswith("Swiss")
        if re.search(r"prince ", row["person"], re.I) or (row["person"].startswith(("Elizabeth II", "Charles III"))
                                                           and row["iso3_or_org"] != "GBR"):
            return False  # a monarch shared by many states belongs to one
        return not broken and not re.search(r"territorial|assembly|council|premiers", row["person"], re.I)
    if source == "wd":
        if re.match(r"(scotland|wales|northern ireland|flemish|walloon|member of the (senate|parliament))", low):
            return False
        rank = office_rank(plain_office(office), source)
        if rank == 3 and last < "2011":
            return False
        if rank < 4:
            return not re.match(r"(president|minister.president) of (the )?(province|state)", low)
        return bool(re.match(r"ambassador to (the )?(united (states|nations|kingdom)|russia|china|israel|"
                             r"ukraine|european)|"
                             r"permanent representative to the united nations|attorney general|prosecutor general|"
                             r"chief justice|.*chief of|deputy minister of (foreign|defen)", low))
    if source == "pocom":
        return (row["end"] or "9999") >= "2000" and not re.search(r"counselor|inspector|career ambassador", low)
    if source == "phx":
        years = int((row["end"] or row["as_of"])[:4]) - int(row["start"][:4])
        return row["sector"] not in ("ELI", "LEG") and last >= "2000" and years >= 6 and " " in row["person"]
    return True


SPELLINGS = {w: words.split()[0] for words in (
    "mohammed muhammad mohamed mohammad mohamad muhammed", "hussein husayn hossein husain hussain", "benjamin binyamin benyamin",
    "ahmed ahmad", "abdullah abdallah", "sergey sergei sergii", "dmitry dmitri dmitriy", "aleksandr alexander aleksander",
    "yousef yusuf youssef", "antony anthony", "joseph joe", "william bill", "robert bob", "michael mike") for w in words.split()}


def loose(name):
    words = [w for w in re.sub(r"\b(al|el|ul) ", "al", fold(name) + " ").split() if len(w) > 1]
    return [SPELLINGS.get(w, w) for w in words]


def same_person(a, b):
    """Two spellings of one name: all words of the shorter are in the longer, or the first and last agree."""
    wa, wb = loose(a), loose(b)
    short, long = sorted((wa, wb), key=len)
    return wa == wb or (len(short) > 1 and (set(short) <= set(long) or (wa[-1] == wb[-1] and wa[0] == wb[0])))


def overlap(a, b):
    return a["start"] <= (b["end"] or b["known"]) and b["start"] <= (a["end"] or a["known"])


def day(text):
    y, m, d = (text + "-01-01").split("-")[:3]
    return date(int(y), min(max(int(m), 1), 12), min(int(d), 28))


def same_start(a, b):
    """Do two rows tell of one term? A date that is a year alone agrees with any day of it."""
    short = min(len(a["start"]), len(b["start"]))
    return abs(day(a["start"]) - day(b["start"])) <= timedelta(days=60) or (short == 4 and a["start"][:4] == b["start"][:4])


def near(a, b, days=800):
    """Do two terms follow each other within two years or so?"""
    return day(b["start"]) - day(a["end"] or a["known"]) <= timedelta(days=days)


def merge_person(rows):
    """One person's lesser posts, end to end, become one row; a post told by two sources keeps the better row."""
    rows = sorted(rows, key=lambda r: (r["rank"] > 2, r["start"], r["end"] or r["known"]))
    out = []
    for r in rows:
        last = out[-1] if out else None
        again = next((o for o in out if (o["office"].lower() == r["office"].lower() or seat_of(o) == seat_of(r) is not None)
                      and near(o, r, 45)), None)
        if again:
            if again["end"][:4] == r["start"][:4] == again["start"][:4]:
                again["end"], again["known"] = r["end"], r["known"]
            elif (r["end"] or r["known"]) > (again["end"] or again["known"]):
                again["end"], again["known"] = r["end"], r["known"]
            continue
        if last and r["rank"] > 2 and last["rank"] > 2 and r["sector"] == last["sector"] and near(last, r):
            if r["office"] not in last["office"]:
                last["office"] = "minister" if "minister" in (last["office"] + r["office"]).lower() else last["office"]
            last["rank"] = min(last["rank"], r["rank"])
            if (r["end"] or r["known"]) >= (last["end"] or last["known"]):
                last["end"], last["known"] = r["end"], r["known"]
            continue
        if any(o["rank"] < r["rank"] and o["sector"] == r["sector"] and o["start"] <= r["start"]
               and (r["end"] or r["known"]) <= (o["end"] or o["known"]) for o in out):
            continue  # a second hat worn within a higher office
        out.append(r)
    return out


SEAT = (("hos", re.compile(r"^(head of state|president$|president of the republic|king|queen|monarch|emir|supreme leader|leader of the islamic)", re.I)),
        ("hog", re.compile(r"^(head of government|prime minister$|premier$|federal chancellor|chancellor)", re.I)),
        ("fm", re.compile(r"^(foreign minister|minister (of|for) foreign affairs|secretary of state|foreign secretary)$", re.I)),
        ("dm", re.compile(r"^(defen[cs]e minister|minister (of|for) (national )?defen[cs]e|secretary of defense)$", re.I)),
        ("im", re.compile(r"^(interior minister|minister (of|for) (the interior|interior|internal affairs))$", re.I)))


def seat_of(r):
    return next((name for name, pattern in SEAT if pattern.match(r["office"])), None)


def close_open_terms(rows):
    """An open term ends where the next holder of the same single seat began: the newer source over the older."""
    seats = defaultdict(list)
    for r in rows:
        if seat_of(r):
            seats[(r["code"], r["identifier"], seat_of(r))].append(r)
    for members in seats.values():
        for r in members:
            if r["end"] or r["source"] == "own":
                continue
            later = sorted(o["start"] for o in members if o["start"][:4] > r["start"][:4]
                           and not same_person(o["person"], r["person"]))
            if later:
                r["end"], r["known"] = later[0], ""


def complete(o, r):
    """What a second source adds to a row kept: an earlier start, an end, or a later day it vouches for."""
    if o["source"] == "own":
        return
    if r["start"] < o["start"] and not o["start"].startswith(r["start"]) and r["source"] == "cia":
        o["start"] = r["start"]
    if not o["end"] and r["end"] and day(r["end"]) - day(o["start"]) > timedelta(days=300):
        o["end"], o["known"] = r["end"], ""
    elif not o["end"] and not r["end"]:
        o["known"] = max(o["known"], r["known"])


def mend(row, names):
    """The Factbook's title sometimes ran on into the name: "President of the Islamic Republic of" "Afghanistan Hamid Karzai"."""
    if not BROKEN.search(row["office"]):
        return row
    spare = row["aliases"].split(";")[0].split(", ")[-1]
    person = spare if " " in spare else re.sub(f"^{re.escape(names.get(row['iso3_or_org'], '-'))} ", "", row["person"])
    if person == row["person"]:
        return row
    title = "President" if "President" in row["office"] else "Premier"
    return {**row, "person": person, "aliases": "", "office": f"{row['office'].split(' (')[0]} ({title})"}


def offices(rows, nations):
    COUNTRY_NAMES.update(fold(n) for r in nations for n in [r["name"], r["official_name"], *r["alt_names"].split(";")] if n)
    BODY_CODE.update({b: ("IGO", b) for b in ("OAS", "ECB", "IMF", "WTO", "ICC")})
    BODY_CODE.update({"PKK": ("TUR", "PKK"), "ELN": ("COL", "ELN"), "ANT": ("NLD", ""), "KNT": ("KNA", "")})
    names = {r["iso3"]: r["name"] for r in nations}
    order = ["own", "wd", "cia", "congress", "pocom", "phx"]
    people = defaultdict(list)  # code, last word of the name -> [[name, aliases, rows]]
    picked = [(source_of(r), r) for r in rows]
    for source, row in sorted(picked, key=lambda p: order.index(p[0])):
        row = mend(row, names) if source == "cia" else row
        if not wanted(row, source):
            continue
        r = holder(row, source)
        words = loose(r["person"])
        if not words or re.search(r"\d", r["person"]) or (source == "cia" and " " not in r["person"]):
            continue
        bucket = people[(r["code"], words[0])] + people[(r["code"], words[-1])]
        match = next((p for p in bucket if same_person(p[0], r["person"])), None)
        if match is None:
            match = [r["person"], set(), []]
            people[(r["code"], words[-1])].append(match)
            people[(r["code"], words[0])].append(match)
        elif source == "phx" and (any(overlap(o, r) for o in match[2]) or not r["end"]):
            if len(loose(r["person"])) < len(loose(match[0])):
                match[1].add(r["person"])  # the press's short form of a Factbook name
            continue  # adds no office to a person already known
        match[1] |= {r["person"], *r["aliases"]}
        better = [o for o in match[2] if o["source"] != source and overlap(o, r) and (
            seat_of(o) == seat_of(r) is not None or (o["source"] == "own" and same_start(o, r)))]
        for o in better:
            complete(o, r)
        if not better:
            match[2].append(r)
    out, seen = [], set()
    for bucket in people.values():
        for name, aliases, held in bucket:
            if id(held) in seen:
                continue
            seen.add(id(held))
            spellings = {fold(name)}
            kept = [a for a in sorted(aliases) if a and fold(a) not in spellings and not spellings.add(fold(a))]
            for r in merge_person(held):
                out.append({**r, "person": name, "aliases": ";".join(kept)})
    close_open_terms(out)
    # A sovereign of several realms is one party, that of the realm of residence.
    out = [r for r in out if r["code"] == REALMS.get(r["person"], r["code"])]
    write("offices", out)
