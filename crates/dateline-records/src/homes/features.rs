//! What speaks for a country to be that in which a party is at home, as names of features.

use super::Party;
use super::tellings::{Telling, Tellings, role};
use crate::actors::Kind;
use crate::scene::Scene;
use crate::words::relations::Noun;
use dateline_contract::{MentionForm, Sector};
use std::fmt::Write;

/// Tellings asked before and after a party, beyond those the report tells most.
const BEFORE: usize = 8;
const AFTER: usize = 6;

/// Bodies of no one country, which a party may be by its words: `IGO`, `NGO` and `IMG` as PLOVER has them.
pub(super) const BODIES: [&str; 3] = ["IGO", "NGO", "IMG"];

/// The features for a party to be a body of no one country.
pub(super) fn of_body(scene: &Scene<'_>, party: &Party<'_>, body: &str, tell: &mut dyn FnMut(&str)) {
    let class = class(scene, party);
    tell(body);
    tell(&format!("{body}:{class}"));
    if party.mention.is_some_and(|m| m.form == MentionForm::Name) {
        tell(&format!("{body}:name"));
    }
    for t in party.span.clone().take(MOST_WORDS) {
        tell(&format!("{body}:word:{}", scene.s.a.lemma(t).to_lowercase()));
    }
    tell(&format!("{body}:head:{}", scene.s.a.lemma(party.head).to_lowercase()));
    if is_inside(scene, party, body) {
        tell(&format!("{body}:inside"));
        tell(&format!("{body}:inside:{class}"));
    }
}

/// Whether a body that has this code stands before the head of a party: "the **UN** mission in Kabul", "**EU** ambassador Ada
/// Crane".
fn is_inside(scene: &Scene<'_>, party: &Party<'_>, body: &str) -> bool {
    let a = scene.s.a;
    let end = party.span.end.min(party.span.start + MOST_WORDS);
    let forms: Vec<&str> = (party.span.start..end).map(|t| a.form(t)).collect();
    (0..forms.len()).any(|i| {
        let capital = forms[i].chars().next().is_some_and(char::is_uppercase);
        let found = scene.tables.lexicon.group(&forms[i..], a.document.date).filter(|_| capital);
        found.is_some_and(|g| g.hit[0].code == body && !g.hit[0].caution)
    })
}

/// Words of a party that are asked.
const MOST_WORDS: usize = 12;

/// One country that a party may be at home in.
pub(super) struct Candidate<'s> {
    pub(super) code: &'s str,
    /// The telling that speaks for it most.
    nearest: Option<usize>,
    /// How many countries are told nearer.
    rank: usize,
    /// Other tellings of it nearby.
    again: usize,
}

/// The countries that a party may be at home in, the nearest first.
pub(super) fn candidates<'s>(scene: &Scene<'_>, tellings: &Tellings<'s>, party: &Party<'s>) -> Vec<Candidate<'s>> {
    let sentence = scene.sentence(party.head);
    let here = tellings.from(party.head);
    let mut near: Vec<usize> = (here.saturating_sub(BEFORE)..(here + AFTER).min(tellings.all.len())).collect();
    let order = |i: &usize| {
        let at = tellings.all[*i].at;
        // In the sentence, then before, then after.
        let where_ = if sentence.contains(&at) { 0 } else { 1 + usize::from(at > party.head) };
        (where_, at.abs_diff(party.head), at)
    };
    near.sort_by_key(order);
    let mut out: Vec<Candidate<'s>> = Vec::new();
    for i in near {
        let code = tellings.all[i].code;
        match out.iter_mut().find(|c| c.code == code) {
            Some(c) => c.again += 1,
            None => out.push(Candidate { code, nearest: Some(i), rank: out.len(), again: 0 }),
        }
    }
    if let Some(code) = party.listed.filter(|l| !out.iter().any(|c| c.code == *l)) {
        out.push(Candidate { code, nearest: None, rank: out.len(), again: 0 });
    }
    for code in tellings.title.iter().chain(&tellings.dateline).chain(&tellings.most) {
        if !out.iter().any(|c| c.code == *code) {
            out.push(Candidate { code, nearest: None, rank: out.len(), again: 0 });
        }
    }
    out
}

/// The class of a party: what sort of role it has.
pub(super) fn class(scene: &Scene<'_>, party: &Party<'_>) -> &'static str {
    let Some(m) = party.mention else { return "phrase" };
    let chain = scene.actors.chain(m);
    if m.form == MentionForm::Pronoun && chain.sector.is_empty() {
        let gender = m.gender.is_some();
        if scene.s.form_in(m.head, &scene.s.words.refer.first_person) {
            return "we";
        }
        return match (m.plural, gender) {
            (true, _) => "they",
            (_, true) => "he",
            _ => "it",
        };
    }
    let sector = m.sector.first().or(chain.sector.first());
    match sector {
        Some(Sector::Cop | Sector::Jud) => "law",
        Some(Sector::Gov) => "gov",
        Some(Sector::Leg | Sector::Pty | Sector::Opp) => "party",
        Some(Sector::Mil | Sector::Spy) => "mil",
        Some(Sector::Reb | Sector::Uaf | Sector::Prm) => "armed",
        Some(Sector::Jrn) => "press",
        Some(_) => "civil",
        None => match m.kind {
            Kind::Person => "person",
            Kind::Persons => "persons",
            Kind::Body => "body",
            Kind::Country | Kind::Seat => "state",
            _ => "unknown",
        },
    }
}

/// The features for a party to have none of the countries.
pub(super) fn of_none(scene: &Scene<'_>, party: &Party<'_>, candidates: usize, tell: &mut dyn FnMut(&str)) {
    let class = class(scene, party);
    let mut name = String::new();
    let mut put = |args: std::fmt::Arguments<'_>| {
        name.clear();
        if name.write_fmt(args).is_ok() {
            tell(&name);
        }
    };
    put(format_args!("none"));
    put(format_args!("none:{class}"));
    put(format_args!("none:{}", party.side));
    put(format_args!("none:of:{}", candidates.min(4)));
    if party.mention.is_some_and(|m| m.form == MentionForm::Name) {
        put(format_args!("none:name:{class}"));
    }
    put(format_args!("none:word:{}", scene.s.a.lemma(party.head).to_lowercase()));
    if party.listed.is_some() {
        put(format_args!("none:listed"));
    }
}

fn bucket(n: usize) -> usize {
    match n {
        0..=1 => 1,
        2..=3 => 2,
        4..=6 => 4,
        7..=12 => 7,
        13..=24 => 13,
        _ => 25,
    }
}

/// The features of a candidate for a party.
pub(super) fn of<'s>(
    scene: &Scene<'_>,
    tellings: &Tellings<'s>,
    party: &Party<'_>,
    c: &Candidate<'s>,
    candidates: usize,
    tell: &mut dyn FnMut(&str),
) {
    let class = class(scene, party);
    let mut name = String::new();
    let mut put = |args: std::fmt::Arguments<'_>| {
        name.clear();
        if name.write_fmt(args).is_ok() {
            tell(&name);
        }
    };
    if let Some(listed) = party.listed {
        put(format_args!("listed:{}", listed == c.code));
        if listed == c.code {
            let told = tellings.title.contains(&c.code) || tellings.dateline.contains(&c.code);
            put(format_args!("listed:told:{}:{told}", tellings.count(c.code).min(2)));
            put(format_args!("listed:{class}"));
        }
    }
    put(format_args!("rank:{}", c.rank.min(4)));
    put(format_args!("again:{}", c.again.min(2)));
    if candidates == 1 {
        put(format_args!("only"));
        put(format_args!("only:{class}"));
    }
    let all = tellings.all.len().max(1);
    put(format_args!("share:{}", 4 * tellings.count(c.code) / all));
    if tellings.most.first() == Some(&c.code) {
        put(format_args!("most"));
        put(format_args!("most:{class}"));
    }
    framed(tellings, c.code, class, &mut put);
    match c.nearest {
        Some(i) => near(scene, &tellings.all[i], party, c, class, &mut put),
        None => put(format_args!("far")),
    }
    played(scene, party, c.code, class, &mut put);
    in_event(party, c.code, class, &mut put);
}

/// Whether the title or the dateline tells it.
fn framed(tellings: &Tellings<'_>, code: &str, class: &str, put: &mut dyn FnMut(std::fmt::Arguments<'_>)) {
    // The passages that weights are learnt from have no titles: one speaks for a country as a dateline does, and where a
    // whole report plays weighs more than what stands near in it.
    let (title, dateline) = (tellings.title.contains(&code), tellings.dateline.contains(&code));
    if title && dateline {
        put(format_args!("frame:both"));
    } else if title || dateline {
        put(format_args!("frame:one"));
    }
    if title || dateline {
        put(format_args!("dateline"));
        put(format_args!("dateline:{class}"));
    }
}

/// Whether it is where the passage plays.
fn played(scene: &Scene<'_>, party: &Party<'_>, code: &str, class: &str, put: &mut dyn FnMut(std::fmt::Arguments<'_>)) {
    if let Some(scenery) = scene.scene(party.head) {
        let by = scenery.by.name();
        if scenery.country == code {
            put(format_args!("scene"));
            put(format_args!("scene:{by}"));
            put(format_args!("scene:{class}"));
            put(format_args!("scene:{}", party.category));
        } else {
            put(format_args!("scene:elsewhere:{by}"));
        }
    }
}

fn near(
    scene: &Scene<'_>,
    telling: &Telling<'_>,
    party: &Party<'_>,
    c: &Candidate<'_>,
    class: &str,
    put: &mut dyn FnMut(std::fmt::Arguments<'_>),
) {
    let s = scene.s;
    let (t, h) = (telling.at, party.head);
    let (role, via) = (role(scene, t), telling.via.name());
    let side = if t < h { "before" } else { "after" };
    let sentence = scene.sentence(h);
    if !sentence.contains(&t) {
        let gap = s.a.sentence_of(t).abs_diff(s.a.sentence_of(h)).min(4);
        put(format_args!("gap:{side}:{gap}"));
        put(format_args!("gap:{side}:{class}"));
        put(format_args!("gap:{via}:{role}"));
        put(format_args!("gap:{}", c.rank.min(3)));
        return;
    }
    put(format_args!("here:{side}:{}", bucket(t.abs_diff(h))));
    put(format_args!("here:{side}:{class}"));
    put(format_args!("here:{class}:{}", c.rank.min(3)));
    put(format_args!("here:{via}"));
    put(format_args!("here:{via}:{class}"));
    put(format_args!("here:{side}:{role}"));
    put(format_args!("here:{via}:{role}"));
    of_another(scene, t, party, class, put);
    if party.span.contains(&t) {
        put(format_args!("inside:{via}:{role}"));
        put(format_args!("inside"));
    } else if s.below(h, t) {
        put(format_args!("below:{role}"));
        put(format_args!("below:{class}"));
        let direct = s.a.head(t) == Some(h);
        put(format_args!("below:direct:{direct}"));
    }
    let governor = s.governor(h);
    if governor.is_some() && governor == s.governor(t) {
        put(format_args!("clause:{role}:{}", party.side));
        put(format_args!("clause:{via}"));
        put(format_args!("clause:{class}"));
    } else if governor.is_some_and(|v| s.below(v, t)) {
        put(format_args!("under:{role}"));
    }
    // What is set off by a comma is of another.
    let (low, high) = (t.min(h), t.max(h));
    let apart = (low..high).filter(|i| s.is_punct(*i)).count().min(2);
    put(format_args!("apart:{side}:{apart}"));
    if s.a.opens_paragraph(sentence.start) && t < sentence.start + 4 {
        put(format_args!("opening"));
    }
}

/// Where a telling says whose another is: "his **Cypriot** counterpart".
fn of_another(
    scene: &Scene<'_>,
    t: usize,
    party: &Party<'_>,
    class: &str,
    put: &mut dyn FnMut(std::fmt::Arguments<'_>),
) {
    let s = scene.s;
    let Some(other) = s.a.head(t).filter(|o| !party.span.contains(o) && scene.actors.at(*o).is_some()) else { return };
    put(format_args!("another:{}", role(scene, t)));
    put(format_args!("another:{class}"));
    if matches!(s.words.relations.nouns.get(s.a.lemma(other)), Some(Noun::Counterpart)) {
        put(format_args!("another:counterpart"));
    }
}

/// What the act tells that the party is in.
fn in_event(party: &Party<'_>, code: &str, class: &str, put: &mut dyn FnMut(std::fmt::Arguments<'_>)) {
    let side = party.side;
    if party.places.iter().any(|p| p == code) {
        put(format_args!("act:place"));
        put(format_args!("act:place:{class}"));
        put(format_args!("act:place:{side}"));
        put(format_args!("act:place:{}", party.category));
    } else if !party.places.is_empty() {
        put(format_args!("act:elsewhere"));
    }
    if party.mates.iter().any(|p| p == code) {
        put(format_args!("act:mate"));
        put(format_args!("act:mate:{class}"));
    }
    for (other, sector) in party.others.iter().filter(|(o, _)| o == code).take(1) {
        debug_assert_eq!(other, code);
        put(format_args!("act:other:{side}"));
        put(format_args!("act:other:{class}"));
        put(format_args!("act:other:{side}:{sector}"));
        put(format_args!("act:other:{class}:{sector}"));
        put(format_args!("act:other:{}", party.category));
        put(format_args!("act:other:{}:{side}:{class}", party.category));
    }
    if !party.others.is_empty() && !party.others.iter().any(|(o, _)| o == code) {
        put(format_args!("act:third:{class}"));
        put(format_args!("act:third:{}", party.category));
    }
}
