//! What the words of a phrase say of country, sector, name and role.
//!
//! An unknown person's code comes from the words around the name (nationality + role); a known one's from the
//! office held on the report's date. Words beat tables where both speak: "former minister" is no minister.

use super::full::FullNames;
use super::look::{LookedUp, look_up};
use super::titles::{honorific, is_calendar};
use super::{Kind, Mention, phrase};
use crate::syntax::Syntax;
use dateline_contract::{CodeFrom, MentionForm, Sector};
use dateline_language::{NameKind, Rel, Upos, Xpos};
use dateline_lexicon::{AgentNumber, AgentRole, CountryHit, CountryKind, Gender, Group, Holder, Lexicon};
use std::collections::BTreeMap;
use std::ops::Range;

/// The mention that a word heads, if its phrase can stand for somebody.
pub(super) fn mention(s: Syntax<'_>, lexicon: &Lexicon, full: &FullNames<'_>, t: usize) -> Option<Mention> {
    if !phrase::heads_phrase(s, t) {
        return None;
    }
    if s.upos(t) == Upos::Pron {
        return pronoun(s, t);
    }
    let core = phrase::core(s, t);
    let mut m = pair(s, &core, t).or_else(|| described(s, lexicon, full, &core, t));
    if let Some(app) = phrase::apposition(s, t) {
        let other = phrase::core(s, app);
        let named = described(s, lexicon, full, &other, app);
        m = match (m, named) {
            // "A fellow Democrat, Ada Crane": a person of the body, which has not become her.
            (Some(mine), Some(name)) if mine.kind == Kind::Body && name.kind == Kind::Person && !mine.plural => {
                Some(Mention {
                    core: mine.core.clone(),
                    head: t,
                    ..merge(name, Mention { kind: Kind::Person, name: None, ..mine })
                })
            }
            (Some(mine), Some(name)) => Some(merge(mine, name)),
            (mine, _) => mine,
        };
    }
    let mut m = m?;
    m.name = m.name.map(|name| without_age(&name).to_owned());
    if let Some(surname) = shared_surname(s, lexicon, full, &m) {
        m.name = m.name.map(|given| format!("{given} {surname}"));
    }
    m.span = phrase::maximal(s, &core, t);
    Some(m)
}

/// Phrase and apposition are one: the name from the one that has it, the codes from the one that says more.
fn merge(mut mine: Mention, other: Mention) -> Mention {
    if other.kind == Kind::Unknown && mine.name.is_some() {
        return mine;
    }
    if mine.name.is_none() {
        mine.name = other.name;
        mine.form = if mine.name.is_some() { MentionForm::Name } else { mine.form };
    }
    if mine.code.is_none() {
        (mine.code, mine.code_from) = (other.code, other.code_from);
    }
    if mine.sector.is_empty() || mine.kind == Kind::Unknown {
        mine.sector = other.sector;
    }
    mine.office = mine.office.or(other.office);
    mine.gender = mine.gender.or(other.gender);
    if mine.kind == Kind::Unknown {
        mine.kind = other.kind;
    }
    mine
}

pub(super) fn blank(s: Syntax<'_>, head: usize, core: Range<usize>, form: MentionForm, kind: Kind) -> Mention {
    let span = s.a.span(core.clone());
    let plural = matches!(s.xpos(head), Xpos::Nns | Xpos::Nnps);
    Mention {
        head,
        core,
        span,
        form,
        kind,
        plural,
        name: None,
        code: None,
        code_from: CodeFrom::Told,
        more: Vec::new(),
        unsure: false,
        sector: Vec::new(),
        office: None,
        gender: None,
        members: Vec::new(),
        stands_for: Vec::new(),
        actor: 0,
    }
}

/// Personal and possessive pronouns; demonstratives and relatives stand for nobody here.
fn pronoun(s: Syntax<'_>, t: usize) -> Option<Mention> {
    if !matches!(s.xpos(t), Xpos::Prp | Xpos::PrpS) || s.rel(t) == Rel::Expl {
        return None;
    }
    let word = s.a.form(t).to_lowercase();
    let mut m = blank(s, t, t..t + 1, MentionForm::Pronoun, Kind::Pronoun);
    m.gender = match word.as_str() {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    };
    m.plural =
        matches!(word.as_str(), "they" | "them" | "their" | "theirs" | "themselves" | "we" | "us" | "our" | "ours");
    let you = matches!(word.as_str(), "you" | "your" | "yours");
    (!you).then_some(m)
}

/// "both sides", "the two leaders", "the warring parties".
fn pair(s: Syntax<'_>, core: &Range<usize>, t: usize) -> Option<Mention> {
    const SIDES: [&str; 9] =
        ["side", "party", "faction", "country", "nation", "government", "leader", "neighbor", "neighbour"];
    let two = core
        .clone()
        .any(|i| matches!(s.a.form(i).to_lowercase().as_str(), "both" | "two" | "warring" | "conflicting" | "rival"))
        || s.a.children(t).any(|c| s.is_lemma(c, "both"));
    let side = SIDES.iter().any(|w| s.is_lemma(t, w));
    (two && side).then(|| Mention { plural: true, ..blank(s, t, core.clone(), MentionForm::Nominal, Kind::Pair) })
}

fn described(s: Syntax<'_>, lexicon: &Lexicon, full: &FullNames<'_>, core: &Range<usize>, t: usize) -> Option<Mention> {
    let mut found = look_up(s, lexicon, full, core.clone(), t);
    // A possessor says whose it is; its own words name another.
    let owner = s.a.child(t, Rel::NmodPoss).map(|p| s.a.subtree(p));
    let outside = |r: &Range<usize>| owner.as_ref().is_none_or(|o| !o.contains(&r.start));
    let owned_country = found.countries.iter().find(|c| !outside(&c.0)).map(|c| c.1);
    found.countries.retain(|c| outside(&c.0));
    found.agents.retain(|c| outside(&c.0));
    found.person = found.person.filter(|p| outside(&p.0));
    found.group = found.group.filter(|p| outside(&p.0));

    // "Chilean President Maria Lopez" is no Mexican ambassador of that name.
    let of_another = |holder: &Holder<'_>| {
        let told = found.countries.iter().find(|c| c.0.end <= t && !c.0.contains(&t));
        told.is_some_and(|c| c.1.code != holder.code && c.1.code.len() == 3 && holder.code.len() == 3)
    };
    if let Some((_, holder)) = found.person.as_ref().filter(|p| !of_another(&p.1)) {
        return Some(known_person(s, core, t, holder, &found));
    }
    let belongs = |r: &Range<usize>| r.contains(&t) || found.agents.iter().any(|x| x.0.contains(&t));
    if let Some((range, group)) = found.group.as_ref().filter(|g| belongs(&g.0)) {
        return Some(body(s, core, t, range, group, &found));
    }
    if let Some((range, hit)) = found.countries.iter().find(|c| c.0.contains(&t))
        && (found.agents.is_empty() || hit.kind != CountryKind::Adjective)
    {
        return Some(country(s, lexicon, core, t, range, hit));
    }
    if let Some(codes) = found.region.take() {
        const STATES: [&str; 5] = ["nation", "country", "state", "neighbor", "neighbour"];
        let mut m = blank(s, t, core.clone(), MentionForm::Nominal, Kind::Country);
        m.members = codes;
        if STATES.iter().any(|w| s.is_lemma(t, w)) {
            return Some(m);
        }
    }
    let named = s.a.name_at(t);
    if let Some((_, agent)) = found.agents.last() {
        if agent.role == AgentRole::Country && s.upos(t) == Upos::Noun {
            return Some(Mention {
                kind: Kind::Country,
                ..blank(s, t, core.clone(), MentionForm::Nominal, Kind::Country)
            });
        }
        return role(s, lexicon, core, t, &found, owned_country);
    }
    named_only(s, lexicon, core, t, named.map(|n| n.kind), &found, owned_country)
}

fn strings(codes: dateline_lexicon::Codes<'_>) -> Vec<String> {
    codes.iter().map(ToOwned::to_owned).collect()
}

/// The lexicon's sectors; a test holds all of them to PLOVER's.
fn sectors(codes: dateline_lexicon::Codes<'_>) -> Vec<Sector> {
    codes.iter().filter_map(Sector::parse).collect()
}

fn known_person(s: Syntax<'_>, core: &Range<usize>, t: usize, holder: &Holder<'_>, found: &LookedUp<'_>) -> Mention {
    let mut m = blank(s, t, core.clone(), MentionForm::Name, Kind::Person);
    m.plural = false;
    m.name = Some(holder.person.to_owned());
    (m.code, m.code_from) = (Some(holder.code.to_owned()), CodeFrom::Office);
    m.sector = sectors(holder.sectors);
    m.office = (!holder.office.is_empty()).then(|| holder.office.to_owned());
    // What the report itself says of country and role goes before what the table says.
    if let Some((_, hit)) = found.countries.iter().find(|c| !c.0.contains(&t))
        && let Some((_, agent)) = found.agents.iter().find(|x| x.1.role == AgentRole::Own)
    {
        (m.code, m.code_from) = (Some(hit.code.to_owned()), CodeFrom::Told);
        m.sector = sectors(agent.sectors);
    }
    if found.agents.iter().any(|x| x.1.role == AgentRole::Former) {
        m.sector = vec![Sector::Eli];
    }
    m.gender = found.agents.iter().find_map(|x| x.1.gender);
    m
}

fn body(
    s: Syntax<'_>,
    core: &Range<usize>,
    t: usize,
    range: &Range<usize>,
    group: &Group<'_>,
    found: &LookedUp<'_>,
) -> Mention {
    let mut m = blank(s, t, core.clone(), MentionForm::Name, Kind::Body);
    m.name = Some(group.name.to_owned());
    m.code = Some(group.code.to_owned());
    m.sector = sectors(group.sectors);
    m.members = strings(group.members);
    m.unsure = group.caution;
    if range.contains(&t) {
        return m;
    }
    // "Hamas militants" are Hamas; a "Hamas leader", "UN envoy" belongs to it.
    match found.agents.iter().rfind(|x| x.0.contains(&t)).map(|x| x.1) {
        Some(agent) if agent.number == AgentNumber::Person => {
            m.kind = Kind::Person;
            m.name = None;
            m.members.clear();
            m.form = MentionForm::Nominal;
            m.office = Some(agent.phrase.to_owned());
            m.gender = agent.gender;
        }
        Some(agent) if agent.number == AgentNumber::Persons && m.sector.is_empty() => m.sector = sectors(agent.sectors),
        Some(_) => {}
        // "NATO spokeswoman Marta Lindqvist": a person of the body.
        None if found.agents.iter().any(|x| x.1.number == AgentNumber::Person) => {
            let title = found.agents.iter().map(|x| x.0.end).max().unwrap_or(core.start);
            m.kind = Kind::Person;
            m.members.clear();
            m.name = Some(name_after(s, title, core));
            m.office = found.agents.last().map(|x| x.1.phrase.to_owned());
            m.gender = found.agents.iter().find_map(|x| x.1.gender);
        }
        None if s.upos(t) == Upos::Propn => m.kind = Kind::Unknown,
        None => m.name = None,
    }
    m
}

fn country(
    s: Syntax<'_>,
    lexicon: &Lexicon,
    core: &Range<usize>,
    t: usize,
    range: &Range<usize>,
    hit: &CountryHit<'_>,
) -> Mention {
    let place = s.markers(t).any(|m| s.form_in(m, &s.words.places.a_seat_is_a_town));
    let (kind, name) = match hit.kind {
        CountryKind::Seat => (Kind::Seat, None),
        CountryKind::People | CountryKind::Adjective => (Kind::People, None),
        CountryKind::Country | CountryKind::Region => {
            (Kind::Country, lexicon.country_info(hit.code).map(|c| c.name.to_owned()))
        }
    };
    let mut m = blank(s, t, core.clone(), MentionForm::Name, kind);
    let capital = lexicon.country_info(hit.code).map_or("", |c| c.capital);
    let words = s.a.span(range.clone()).of(s.a.text());
    m.name = match kind {
        Kind::Seat if words.eq_ignore_ascii_case(capital) || words.starts_with("Washington") => {
            lexicon.country_info(hit.code).map(|c| c.name.to_owned())
        }
        Kind::Seat | Kind::People => Some(words.trim_start_matches("the ").trim_start_matches("The ").to_owned()),
        _ => name,
    };
    m.code = Some(hit.code.to_owned());
    if let Some(sector) = hit.sector.filter(|_| !(kind == Kind::Seat && place)) {
        m.sector = Sector::parse(sector).into_iter().collect();
    }
    if kind == Kind::People && !m.plural && hit.kind == CountryKind::Adjective && s.upos(t) == Upos::Adj {
        m.kind = Kind::Unknown;
    }
    m
}

/// A role: "Russian Foreign Minister Sergei Lavrov", "the Israeli military", "gunmen".
fn role(
    s: Syntax<'_>,
    lexicon: &Lexicon,
    core: &Range<usize>,
    t: usize,
    found: &LookedUp<'_>,
    owned: Option<CountryHit<'_>>,
) -> Option<Mention> {
    let (range, agent) = found.agents.last()?;
    let heads = range.contains(&t);
    if !heads && s.upos(t) == Upos::Noun {
        // "police station", "army base": a thing that has to do with somebody.
        return None;
    }
    let number = agent.number;
    let kind = match number {
        AgentNumber::Person => Kind::Person,
        AgentNumber::Persons => Kind::Persons,
        AgentNumber::Body | AgentNumber::Thing => Kind::Body,
    };
    let mut m = blank(s, t, core.clone(), MentionForm::Nominal, kind);
    m.plural = number == AgentNumber::Persons || (heads && m.plural);
    m.sector = sectors(agent.sectors);
    m.office = Some(agent.phrase.to_owned());
    m.gender = agent.gender;
    m.code = found.countries.first().map(|c| c.1.code.to_owned()).or_else(|| owned.map(|c| c.code.to_owned()));
    if m.plural {
        m.more = listed(s, found);
    }
    match agent.role {
        AgentRole::Former => m.sector = vec![Sector::Eli],
        AgentRole::None if m.code.is_none() && !heads => return None,
        AgentRole::Inherits | AgentRole::Counterpart if m.code.is_some() && m.sector.is_empty() => {
            m.sector = vec![Sector::Gov];
        }
        _ => {}
    }
    if !heads {
        let name = name_after(s, range.end, core);
        m.kind = if kind == Kind::Persons { Kind::Persons } else { Kind::Person };
        m.gender = m.gender.or_else(|| name.split(' ').next().and_then(|g| lexicon.gender(g)));
        m.name = Some(name);
        m.plural = false;
        m.form = MentionForm::Name;
    } else if s.upos(t) == Upos::Propn && kind == Kind::Body {
        m.name = Some(s.a.span(strip_article(s, core)).of(s.a.text()).to_owned());
        m.form = MentionForm::Name;
    }
    Some(m)
}

/// The countries after the first of several that are listed before a noun: "Colombian **and Panamanian** frogmen".
fn listed(s: Syntax<'_>, found: &LookedUp<'_>) -> Vec<String> {
    let mut more: Vec<String> = Vec::new();
    for two in found.countries.windows(2) {
        let between = two[0].0.end..two[1].0.start;
        let joined = !between.is_empty() && between.clone().all(|t| s.rel(t) == Rel::Cc || s.xpos(t) == Xpos::Comma);
        if !joined {
            break;
        }
        let code = two[1].1.code;
        if code != found.countries[0].1.code && !more.iter().any(|c| c == code) {
            more.push(code.to_owned());
        }
    }
    more
}

fn strip_article(s: Syntax<'_>, core: &Range<usize>) -> Range<usize> {
    let mut first = core.start;
    while first + 1 < core.end && matches!(s.rel(first), Rel::Det | Rel::DetPredet) {
        first += 1;
    }
    first..core.end
}

/// The name that follows a title.
fn name_after(s: Syntax<'_>, start: usize, core: &Range<usize>) -> String {
    let first = (start..core.end).find(|i| s.upos(*i) == Upos::Propn).unwrap_or(core.end - 1);
    s.a.span(first..core.end).of(s.a.text()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name without a role: a person or body nothing is known of but what the tagger says.
fn named_only(
    s: Syntax<'_>,
    lexicon: &Lexicon,
    core: &Range<usize>,
    t: usize,
    kind: Option<NameKind>,
    found: &LookedUp<'_>,
    owned: Option<CountryHit<'_>>,
) -> Option<Mention> {
    let words: Vec<&str> = strip_article(s, core).map(|i| s.a.form(i)).collect();
    // "the Middle East" is where, not who.
    let region = lexicon.region(&words).is_some_and(|r| r.words == words.len() && !r.hit.adjective);
    let day = is_calendar(s, t) && s.a.name_at(t).is_none_or(|n| n.tokens.len() == 1);
    if s.upos(t) != Upos::Propn || day || region {
        return None;
    }
    let words = strip_article(s, core);
    let first =
        words.clone().find(|i| s.upos(*i) == Upos::Propn && !found.countries.iter().any(|c| c.0.contains(i)))?;
    let honorific = honorific(s.a.form(first)).filter(|_| first + 1 < core.end);
    let first = if honorific.is_some() { first + 1 } else { first };
    let given = s.a.form(first);
    let kind = match kind {
        _ if honorific.is_some() => Kind::Person,
        Some(NameKind::Per) => Kind::Person,
        Some(NameKind::Org) => Kind::Body,
        Some(NameKind::Loc) => return place(s, lexicon, core, t),
        None if lexicon.gender(given).is_some() && words.end - first > 1 => Kind::Person,
        None => Kind::Unknown,
    };
    let mut m = blank(s, t, core.clone(), MentionForm::Name, kind);
    let whole = if kind == Kind::Body { words } else { first..core.end };
    m.name = Some(s.a.span(whole).of(s.a.text()).split_whitespace().collect::<Vec<_>>().join(" "));
    m.code = found.countries.first().map(|c| c.1.code.to_owned()).or_else(|| owned.map(|c| c.code.to_owned()));
    m.gender = (kind == Kind::Person).then(|| lexicon.gender(given)).flatten().or_else(|| honorific.flatten());
    m.plural = false;
    Some(m)
}

/// A city or region: its country, and no sector.
fn place(s: Syntax<'_>, lexicon: &Lexicon, core: &Range<usize>, t: usize) -> Option<Mention> {
    let words: Vec<&str> = strip_article(s, core).map(|i| s.a.form(i)).collect();
    let found = lexicon.place(&words)?;
    let mut m = blank(s, t, core.clone(), MentionForm::Name, Kind::Country);
    m.name = Some(words.join(" "));
    m.code = Some(found.hit.first()?.country.to_owned());
    Some(m)
}

/// The codes of those joined to an owner: "the presidents of Uzbekistan **and Kyrgyzstan**".
fn others(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, owner: usize) -> Vec<String> {
    let own = mentions[&owner].code.as_ref();
    let mut more: Vec<String> = Vec::new();
    for other in s.conjuncts(owner).into_iter().filter(|c| *c != owner).filter_map(|c| mentions.get(&c)) {
        let state = matches!(other.kind, Kind::Country | Kind::Seat);
        if let Some(code) = other.code.as_ref().filter(|c| state && Some(*c) != own && !more.contains(c)) {
            more.push(code.clone());
        }
    }
    more
}

/// Roles that take their code from another: "Putin's spokesperson", "a spokesman for the ministry", "his Iranian
/// counterpart", "the group's leader".
pub(super) fn inherit(s: Syntax<'_>, mentions: &mut BTreeMap<usize, Mention>) {
    let heads: Vec<usize> = mentions.keys().copied().collect();
    for h in heads {
        let m = &mentions[&h];
        if !matches!(m.kind, Kind::Person | Kind::Persons | Kind::Body) || m.form == MentionForm::Pronoun {
            continue;
        }
        let whose = s.a.child(h, Rel::NmodPoss).or_else(|| {
            let of =
                s.a.children_by(h, Rel::Nmod).find(|c| ["of", "for", "from", "at"].iter().any(|p| s.marked_by(*c, p)));
            of.filter(|_| m.office.is_some())
        });
        let Some(owner) = whose.and_then(|w| mentions.get(&w)) else { continue };
        let (code, sector, owner) = (owner.code.clone(), owner.sector.clone(), owner.head);
        let more =
            if mentions[&h].plural && mentions[&h].code.is_none() { others(s, mentions, owner) } else { Vec::new() };
        let Some(m) = mentions.get_mut(&h) else { continue };
        m.more.extend(more);
        m.stands_for.push(owner);
        if m.code.is_none() {
            (m.code, m.code_from) = (code, CodeFrom::Context);
            if m.sector.is_empty() {
                m.sector = if sector.is_empty() && m.code.is_some() && m.kind != Kind::Body {
                    vec![Sector::Gov]
                } else {
                    sector
                };
            }
        }
    }
}

/// "Ingrid Falk, the group's founder, **is Swedish**": the country that a sentence says of a person by an adjective.
pub(super) fn told_of(s: Syntax<'_>, lexicon: &Lexicon, mentions: &mut BTreeMap<usize, Mention>) {
    for m in mentions.values_mut().filter(|m| m.code.is_none() && matches!(m.kind, Kind::Person | Kind::Unknown)) {
        let said = s.a.head(m.head).filter(|t| s.rel(m.head) == Rel::Nsubj && s.upos(*t) == Upos::Adj && *t > m.head);
        let plain =
            |t: &usize| s.a.child(*t, Rel::Cop).is_some() && !s.negated(*t) && s.a.child(*t, Rel::Obl).is_none();
        let land = said.filter(plain).and_then(|t| lexicon.country_at(&[s.a.form(t)]));
        if let Some(land) = land.filter(|c| c.words == 1 && c.hit.kind == CountryKind::Adjective) {
            m.code = Some(land.hit.code.to_owned());
        }
    }
}

/// "**Helen** and James Okafor": the surname that a first name shares with the one joined to it.
fn shared_surname<'a>(s: Syntax<'a>, lexicon: &Lexicon, full: &FullNames<'_>, m: &Mention) -> Option<&'a str> {
    let given = m.name.as_deref().filter(|n| !n.contains(' '))?;
    let last = m.core.end - 1;
    let alone =
        m.form == MentionForm::Name && matches!(m.kind, Kind::Person | Kind::Unknown) && s.a.form(last) == given;
    if !alone || s.a.tokens.len() < last + 4 || s.rel(last + 1) != Rel::Cc {
        return None;
    }
    let person = |t: usize| s.a.name_at(t).filter(|n| n.kind == NameKind::Per);
    let other = person(last + 2).filter(|n| n.tokens.len() == 2 && n.tokens.start == last + 2)?;
    // A surname alone before a full name: "Brandl and Ada Crane".
    let known = |word: &str| lexicon.gender(word).is_some();
    let first = known(given) || person(last).is_some() && lexicon.person(&[given], None).is_none();
    let named = known(s.a.form(other.tokens.start)) || known(given);
    (first && named && !full.is_surname(given)).then(|| s.a.form(other.tokens.end - 1))
}

/// A name without the age that the name tagger took for part of it: "Ada Crane, 71".
fn without_age(name: &str) -> &str {
    let age = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    name.rsplit_once(", ").filter(|(_, rest)| age(rest)).map_or(name, |(name, _)| name)
}
