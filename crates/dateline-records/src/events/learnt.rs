//! Acts that the model has learnt to see ([`dateline_language::acts`]), bound to the report's actors.
//!
//! The model says which word tells an act and which words head its parties, place and time; who those are, on whose word
//! the act stands and whether it came to be is told as for rules. A phrase that stands for nobody the lexicon knows is an
//! argument all the same, by its words.

use super::{Act, by, clause_of, mode, place, reported, status, trigger_spans};
use crate::ground::Finding;
use crate::places::Toponym;
use crate::scene::Scene;
use crate::syntax::Syntax;
use crate::voices;
use dateline_contract::record::{Certainty, Status, Time};
use dateline_contract::{Category, CodeFrom, Entity, Event, Mode, Sector};
use dateline_language::{Part, Rel, State, Upos, Xpos, acts};
use std::ops::Range;

/// A mode is told where it is at least so likely among those of its category: the best of four values on coded passages
/// that the network had not seen.
const MODE: f32 = 0.2;
/// A mode so likely is told whatever the words around say.
const SURE_MODE: f32 = 0.7;
/// An act is background of long ago where that is at least so likely (chosen likewise).
const HISTORICAL: f32 = 0.15;
/// What stands so far ahead by nature that telling it as to come adds nothing.
const AHEAD: [Category; 5] =
    [Category::Agree, Category::Request, Category::Reject, Category::Threaten, Category::Concede];

/// How sure an argument has to be: below this more of them are wrong than right on passages that the network had not seen,
/// and who is said to have attacked or blamed weighs most.
fn least(part: Part) -> f32 {
    match part {
        Part::Actor => 0.6,
        Part::Recipient => 0.45,
        Part::Place | Part::When => 0.5,
    }
}

/// The acts of a report that the model is sure enough of, in order of their words.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding<Act>> {
    let mut out: Vec<Finding<Act>> = Vec::new();
    for act in scene.s.a.acts.iter().filter(|a| a.told) {
        out.extend(code(scene, act));
    }
    single(out)
}

/// How the rule's name of what the model alone has found begins; its category follows.
pub(super) const RULE: &str = "learnt/";

fn code(scene: &Scene<'_>, act: &acts::Act) -> Option<Finding<Act>> {
    let s = scene.s;
    let t = act.trigger as usize;
    let category = Category::parse(&act.categories.first()?.0)?;
    let mode = mode_of(s, act, category);
    let heads = |part: Part| {
        act.arguments.iter().filter(move |a| a.part == part && a.sure >= least(part)).map(|a| a.head as usize)
    };
    let party = |part: Part| distinct(heads(part).flat_map(|h| entities(scene, h)).collect());
    let actor = party(Part::Actor);
    let same = |r: &Entity| actor.iter().any(|a| a.span == r.span || (a.id == r.id && !a.id.is_empty()));
    let recipient: Vec<Entity> = party(Part::Recipient).into_iter().filter(|r| !same(r)).collect();
    let acting: Vec<usize> = heads(Part::Actor).collect();
    let by = by(scene, &acting, t);
    let denied_by = voices::deniers(scene, t);
    let mut status = state(s, act, category);
    if !(by.is_empty() && denied_by.is_empty()) {
        status = status::attributed(status);
    }
    let event = Event {
        category,
        mode,
        context: Vec::new(),
        cameo: None,
        actor,
        recipient,
        addressee: Vec::new(),
        trigger: trigger_spans(s, &[t]),
        when: heads(Part::When).map(|h| s.a.span(phrase(s, h))).collect(),
        place: most_exact(scene, act).map(|h| place(s.a.span(named(s, h)))),
        size: None,
        by,
        denied_by,
        status,
        date: reported(scene),
        clause: clause_of(s, t),
        sequence: s.a.sentence_of(t),
        happening: None,
    };
    let evidence = event.trigger.clone();
    let value = Act { event, trigger: vec![t], indirect: false };
    Some(Finding {
        value,
        at: t,
        evidence,
        rule: format!("{RULE}{}", category.name()),
        confidence: act.right.clamp(0.05, 1.0),
    })
}

/// How it is done: what the model is sure of, else what the words tell, else what the model thinks likeliest.
fn mode_of(s: Syntax<'_>, act: &acts::Act, category: Category) -> Option<Mode> {
    let (name, sure) = act.mode.as_ref()?;
    let learnt = Mode::parse(name);
    if *sure >= SURE_MODE {
        return learnt;
    }
    mode::told(s, category, act.trigger as usize).or(learnt.filter(|_| *sure >= MODE))
}

/// Whether it came to be, by its words; long ago also where the model says so.
fn state(s: Syntax<'_>, act: &acts::Act, category: Category) -> Status {
    let mut status = status::of(s, act.trigger as usize);
    if AHEAD.contains(&category) && status.time == Time::Future {
        status.time = Time::Past;
    }
    if AHEAD.contains(&category) && matches!(status.certainty, Certainty::Hypothetical | Certainty::Possible) {
        status.certainty = Certainty::Asserted;
    }
    if act.state(State::Historical) >= HISTORICAL {
        status.time = Time::Historical;
    }
    status
}

/// How sure a place has to be that the gazetteer has.
const KNOWN_PLACE: f32 = 0.42;

/// The head of the most exact of the places that the model sees: of "police in China detained them in Beijing" Beijing.
fn most_exact(scene: &Scene<'_>, act: &acts::Act) -> Option<usize> {
    let places = act.arguments.iter().filter(|a| a.part == Part::Place);
    let ranked = places.filter_map(|a| {
        let known = scene.place_in(a.head as usize).map_or(0, Toponym::exactness);
        let enough = if known > 0 { KNOWN_PLACE } else { least(Part::Place) };
        (a.sure >= enough).then_some((known, a))
    });
    // The surest; another that the model is sure of too where that says more closely where.
    let best = ranked.reduce(|best, next| {
        let sure = |x: &(u8, &acts::ActArgument)| x.0 > 0 && x.1.sure >= least(Part::Place);
        let closer = next.0 > best.0 && best.0 > 0 && sure(&next);
        let keeps = best.0 > next.0 && next.0 > 0 && sure(&best);
        if closer || (next.1.sure > best.1.sure && !keeps) { next } else { best }
    });
    best.map(|(_, a)| a.head as usize)
}

/// Who a word stands for: the mention it heads, the country or body that it names before a noun, or its phrase alone.
pub(super) fn entities(scene: &Scene<'_>, h: usize) -> Vec<Entity> {
    if let Some(m) = scene.actors.at(h) {
        return scene.actors.entities(m);
    }
    let s = scene.s;
    if matches!(s.upos(h), Upos::Adj | Upos::Propn)
        && let Some(entity) = scene.modifier(h..h + 1)
    {
        return vec![entity];
    }
    let words = phrase(s, h);
    let mut entity = Entity::unknown(s.a.span(words.clone()));
    entity.sector = sector_in(scene, words.clone());
    // "An Iraqi base" is Iraq's.
    let owner = words.clone().filter(|w| *w != h).find_map(|w| {
        let own = scene.actors.at(w).map(|m| scene.actors.entity(m));
        own.or_else(|| matches!(s.upos(w), Upos::Adj | Upos::Propn).then(|| scene.modifier(w..w + 1)).flatten())
    });
    if let Some(owner) = owner.filter(|o| o.code.is_some()) {
        (entity.code, entity.code_from) = (owner.code, Some(CodeFrom::Told));
    }
    vec![entity]
}

/// The sector of the last role in a phrase that stands for nobody: "an army base" is of the army.
fn sector_in(scene: &Scene<'_>, words: Range<usize>) -> Vec<Sector> {
    let forms: Vec<&str> = words.map(|t| scene.s.a.form(t)).collect();
    let last = (0..forms.len()).rev().find_map(|i| scene.tables.lexicon.agent(&forms[i..]));
    last.into_iter().flat_map(|f| f.hit.sectors.iter()).filter_map(Sector::parse).collect()
}

/// Each party once: of "US" and "US policy" the one that is somebody.
fn distinct(all: Vec<Entity>) -> Vec<Entity> {
    let rank = |e: &Entity| (!e.id.is_empty(), e.code.is_some());
    let mut out: Vec<Entity> = Vec::new();
    for e in all {
        // Several may have the same words: "both sides", "the presidents of Norway and Chad".
        let one = |o: &&Entity| o.span.overlaps(e.span) && (o.span != e.span || (&o.id, &o.code) == (&e.id, &e.code));
        match out.iter().position(|o| one(&o)) {
            Some(i) if rank(&e) > rank(&out[i]) => out[i] = e,
            Some(_) => {}
            None => out.push(e),
        }
    }
    out
}

/// The phrase that a word heads, without what follows it but a name that goes on: modifiers and noun.
fn phrase(s: Syntax<'_>, h: usize) -> Range<usize> {
    let inside = |c: &usize| {
        *c < h
            && matches!(
                s.rel(*c),
                Rel::Det
                    | Rel::Amod
                    | Rel::Compound
                    | Rel::Nummod
                    | Rel::NmodPoss
                    | Rel::Flat
                    | Rel::NmodDesc
                    | Rel::Advmod
            )
    };
    let first = s.a.children(h).filter(inside).map(|c| s.a.subtree(c).start.min(c)).min().unwrap_or(h);
    let last = s.a.children(h).filter(|c| *c > h && matches!(s.rel(*c), Rel::Flat | Rel::Compound)).max().unwrap_or(h);
    first..last + 1
}

/// The words of a place: the whole name where the word is in one, else its phrase without an article.
pub(super) fn named(s: Syntax<'_>, h: usize) -> Range<usize> {
    match s.a.name_at(h) {
        Some(name) => name.tokens.clone(),
        None => {
            let words = phrase(s, h);
            let start = words.clone().find(|w| s.xpos(*w) != Xpos::Dt).unwrap_or(h);
            start..words.end
        }
    }
}

/// Without acts that a surer one of their sentence tells too: one category, and no party beyond that one's.
fn single(found: Vec<Finding<Act>>) -> Vec<Finding<Act>> {
    let mut keep = Vec::with_capacity(found.len());
    for own in found.chunk_by(|a, b| a.value.event.sequence == b.value.event.sequence) {
        let mut order: Vec<usize> = (0..own.len()).collect();
        order.sort_by(|a, b| own[*b].confidence.total_cmp(&own[*a].confidence).then(a.cmp(b)));
        let mut kept: Vec<usize> = Vec::new();
        for i in order {
            if !kept.iter().any(|j| told_by(&own[i], &own[*j])) {
                kept.push(i);
            }
        }
        keep.extend((0..own.len()).map(|i| kept.contains(&i)));
    }
    found.into_iter().zip(keep).filter_map(|(f, keep)| keep.then_some(f)).collect()
}

fn told_by(a: &Finding<Act>, other: &Finding<Act>) -> bool {
    let (x, y) = (&a.value.event, &other.value.event);
    let within = |some: &[Entity], all: &[Entity]| some.iter().all(|s| all.iter().any(|o| o.span == s.span));
    x.category == y.category
        && (a.at.abs_diff(other.at) <= 1 || (within(&x.actor, &y.actor) && within(&x.recipient, &y.recipient)))
}
