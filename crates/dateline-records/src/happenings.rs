//! What several records of one report have in common: events that tell one act, and how many an act struck.
//!
//! A report tells its main act again and again; each telling is an event with its own words, and all share `happening`.
//! Dead and injured are no act of their own but the size of one.

use crate::events::Act;
use crate::ground::Finding;
use crate::syntax::Syntax;
use crate::words::Struck;
use dateline_contract::record::Size;
use dateline_contract::{Category, Entity, Event, Figure, Place, Precision, Sector};
use dateline_language::{Rel, Upos};
use dateline_text::Span;
use std::collections::BTreeMap;

/// Sentences within which two tellings by other words are of one act.
const REACH: usize = 4;
/// Sentences after an act in which a count of its victims is still of it.
const NEAR: usize = 2;

/// Of each event the first that tells the same act: its own place where it is the first, or the only one.
///
/// Two events tell one act where they are of one category and mode, between the same known parties, alike done or not done,
/// and use one word or stand close to each other. What another place or day is told of is another act.
pub(crate) fn firsts(s: Syntax<'_>, found: &[Finding<Act>]) -> Vec<usize> {
    let mut out: Vec<usize> = (0..found.len()).collect();
    let mut by_key: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    let mut by_victim: BTreeMap<(Category, Vec<String>), Vec<usize>> = BTreeMap::new();
    for (i, f) in found.iter().enumerate() {
        let struck = victims(&f.value.event);
        if let Some(struck) = struck.clone()
            && let Some(first) =
                by_victim.get(&struck).into_iter().flatten().rev().take(8).find(|j| told_again(s, &found[**j], f))
        {
            out[i] = out[*first];
        }
        if let Some(struck) = struck {
            by_victim.entry(struck).or_default().push(i);
        }
        let Some(key) = key(&f.value.event) else { continue };
        let earlier = by_key.entry(key).or_default();
        // The nearest few are asked, so that a report of nothing but one act is read in the time of its length.
        if let Some(first) = earlier.iter().rev().take(8).find(|j| one(s, &found[**j], f)) {
            out[i] = out[*first];
        }
        earlier.push(i);
    }
    out
}

/// Categories of deeds that are told again without who did them: "The nurses were seized at dawn."
const DEEDS: [Category; 4] = [Category::Assault, Category::Coerce, Category::Retreat, Category::Aid];

/// Whom a deed was done to; `None` where that is nobody known, or it is no deed.
fn victims(e: &Event) -> Option<(Category, Vec<String>)> {
    let mut ids: Vec<String> = e.recipient.iter().map(|r| r.id.clone()).collect();
    ids.sort();
    ids.dedup();
    let known = !ids.is_empty() && ids.iter().all(|id| !id.is_empty());
    (known && DEEDS.contains(&e.category) && !e.status.negated).then_some((e.category, ids))
}

/// Whether of two deeds to the same people, close to each other and of the same time, one is the other told without its
/// doer.
fn told_again(s: Syntax<'_>, a: &Finding<Act>, b: &Finding<Act>) -> bool {
    let (x, y) = (&a.value.event, &b.value.event);
    let one_sided = x.actor.is_empty() != y.actor.is_empty();
    let modes = x.mode == y.mode || x.mode.is_none() || y.mode.is_none();
    let words = |p: &Place| p.span.of(s.a.text()).to_lowercase();
    let elsewhere = x.place.as_ref().zip(y.place.as_ref()).is_some_and(|(p, q)| words(p) != words(q));
    let near = y.sequence.abs_diff(x.sequence) <= REACH;
    one_sided && modes && near && !elsewhere && x.status.time == y.status.time && x.date == y.date
}

type Key = (Category, Vec<String>, Vec<String>, bool);

/// What two tellings of an act have in common; `None` where a side is unknown.
fn key(e: &Event) -> Option<Key> {
    let side = |all: &[Entity]| -> Option<Vec<String>> {
        // A state and its government act as one.
        let state = |x: &&Entity| x.sector.iter().all(|s| *s == Sector::Gov);
        let name = |x: &Entity| {
            let code = Some(x).filter(state).and_then(|x| x.code.clone());
            code.or_else(|| Some(x.id.clone()).filter(|id| !id.is_empty()))
        };
        let mut names = all.iter().map(name).collect::<Option<Vec<String>>>()?;
        names.sort();
        names.dedup();
        Some(names)
    };
    let (actor, recipient) = (side(&e.actor)?, side(&e.recipient)?);
    let known = !actor.is_empty() && (!recipient.is_empty() || actor.len() > 1);
    known.then_some((e.category, actor, recipient, e.status.negated))
}

fn one(s: Syntax<'_>, a: &Finding<Act>, b: &Finding<Act>) -> bool {
    let (x, y) = (&a.value.event, &b.value.event);
    let modes = x.mode == y.mode || x.mode.is_none() || y.mode.is_none();
    let words = |p: &Place| p.span.of(s.a.text()).to_lowercase();
    let elsewhere = x.place.as_ref().zip(y.place.as_ref()).is_some_and(|(p, q)| words(p) != words(q));
    let day = |e: &Event| e.date.filter(|d| d.in_text && d.precision == Precision::Day).map(|d| d.date);
    let other_day = day(x).zip(day(y)).is_some_and(|(p, q)| p != q);
    let same_word = s.a.lemma(a.at) == s.a.lemma(b.at);
    modes && !elsewhere && !other_day && (same_word || y.sequence.abs_diff(x.sequence) <= REACH)
}

/// Gives acts their size from the counts of people around them: a count belongs to the act in whose clause it stands, to
/// the only act of its sentence that can have struck people so, or, where its sentence tells of no such act but of what a
/// blow did, to the one told just before. Counts by one word add up ("three soldiers and five civilians were killed"); of
/// others the first stands. A count that is told as no number ("dozens") is no size.
pub(crate) fn measure(s: Syntax<'_>, acts: &mut [Finding<Act>], figures: &[Finding<Figure>]) {
    let mut told: BTreeMap<(usize, Struck), Span> = BTreeMap::new();
    for f in figures.iter().filter(|f| f.value.unit == "people") {
        let Some(struck) = s.words.acts.struck.get(&f.value.what) else { continue };
        let Some(count) = f.value.value.filter(|n| *n >= 1.0 && n.fract() == 0.0) else { continue };
        let Some(i) = struck_by(s, acts, f, struck) else { continue };
        let size = acts[i].value.event.size.get_or_insert_with(Size::default);
        let place = match struck {
            Struck::Dead => &mut size.dead,
            Struck::Injured => &mut size.injured,
            Struck::Missing => &mut size.missing,
            Struck::Arrested => &mut size.arrested,
            Struck::Displaced => &mut size.displaced,
        };
        let Some(word) = f.evidence.last().copied() else { continue };
        match place {
            None => *place = Some(count as u64),
            Some(sum) if told.get(&(i, struck)) == Some(&word) && !is_part(s, f.at) => *sum += count as u64,
            Some(_) => continue,
        }
        told.insert((i, struck), word);
    }
}

/// "five people, including two children": a count of some of those counted before.
fn is_part(s: Syntax<'_>, number: usize) -> bool {
    let start = s.a.sentences[s.a.sentence_of(number)].start;
    let before = (start..number).rev().take(4);
    let behind = number + 1..s.a.tokens.len().min(number + 3);
    before.chain(behind).any(|t| s.form_in(t, &s.words.acts.of_them))
}

/// The act that struck those whom a figure counts.
fn struck_by(s: Syntax<'_>, acts: &[Finding<Act>], f: &Finding<Figure>, struck: Struck) -> Option<usize> {
    let sentence = s.a.sentence_of(f.at);
    let first = acts.partition_point(|a| a.value.event.sequence < sentence);
    let here = acts[first..].iter().take_while(|a| a.value.event.sequence == sentence).zip(first..);
    let beside: Vec<usize> = here.filter(|(a, _)| can(a.value.event.category, struck)).map(|(_, i)| i).collect();
    let within = |i: &&usize| {
        let clause = acts[**i].value.event.clause;
        f.evidence.first().is_some_and(|e| clause.start() <= e.start() && e.end() <= clause.end())
    };
    let mut inside = beside.iter().filter(within);
    match (inside.next(), inside.next()) {
        (Some(i), None) => Some(*i),
        _ if beside.len() == 1 => Some(beside[0]),
        _ if beside.is_empty() && tells_of_blow(s, f) => {
            let near = |i: &usize| sentence - acts[*i].value.event.sequence <= NEAR;
            let last = (0..first).rev().take(NEAR * 4).take_while(near).find(|i| {
                let event = &acts[*i].value.event;
                can(event.category, struck) && !event.status.negated
            })?;
            // Several acts in the sentence before: nobody knows which.
            let sequence = acts[last].value.event.sequence;
            let rival = |a: &Finding<Act>| a.value.event.sequence == sequence && can(a.value.event.category, struck);
            (acts[..first].iter().rev().take(NEAR * 4).filter(|a| rival(a)).count() == 1).then_some(last)
        }
        _ => None,
    }
}

/// Whether what struck those counted is a blow told of before, by the sentence of the count: what happened is a passive, a
/// toll or a blow's doing ("the blast left 12 dead"), nothing else is named as its cause, and no other year.
fn tells_of_blow(s: Syntax<'_>, f: &Finding<Figure>) -> bool {
    let sentence = s.a.sentences[s.a.sentence_of(f.at)].clone();
    let blow = |t: usize| s.lemma_in(t, &s.words.acts.blows);
    let Some(word) = f.evidence.last().and_then(|e| sentence.clone().find(|t| s.a.tokens[*t].span == *e)) else {
        return false;
    };
    let verb = if s.is_verb(word) { word } else { s.a.head(word).filter(|h| s.is_verb(*h)).unwrap_or(word) };
    let subject = s.a.children(verb).find(|c| s.rel(*c) == Rel::Nsubj && *c != f.at);
    let counted = |t: usize| {
        f.evidence.iter().any(|e| e.start() <= s.a.tokens[t].span.start() && s.a.tokens[t].span.end() <= e.end())
    };
    let dies = |t: usize| {
        counted(t) || s.a.children(t).any(|c| s.rel(c) == Rel::Nummod) || s.lemma_in(t, &s.words.figures.tolls)
    };
    if subject.is_some_and(|t| !blow(t) && !dies(t)) {
        return false;
    }
    let cause =
        |t: usize| s.upos(t) == Upos::Noun && s.markers(t).any(|p| s.lemma_in(p, &s.words.acts.causes)) && !blow(t);
    let other_year = |t: usize| s.a.form(t).len() == 4 && s.a.form(t).bytes().all(|b| b.is_ascii_digit());
    let known = sentence.clone().any(blow) || s.lemma_in(word, &s.words.figures.tolls);
    !sentence.clone().any(other_year) && (known || !sentence.clone().any(cause))
}

fn can(category: Category, struck: Struck) -> bool {
    match struck {
        Struck::Arrested => category == Category::Coerce,
        Struck::Missing => matches!(category, Category::Assault | Category::Coerce),
        _ => category == Category::Assault,
    }
}
