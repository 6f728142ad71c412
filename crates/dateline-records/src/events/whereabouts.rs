//! Where acts take place.
//!
//! The model gives the words of a place, or a phrase of place stands at the act; either is bound to the place that is
//! named there. The place where a report was filed is not where an act took place, and who is struck is not where:
//! "police arrested twenty pupils in Elm" strikes the pupils.

use super::{Act, learnt};
use crate::actors::Kind;
use crate::ground::Finding;
use crate::places::Toponym;
use crate::scene::Scene;
use dateline_contract::{Category, Entity, Mode, Place};
use dateline_language::Rel;

/// Acts on somebody: what "in" marks is where, not who.
const STRUCK: [Category; 3] = [Category::Assault, Category::Coerce, Category::Protest];

/// Acts of the body: whatever the words around them place is near.
const DONE: [Category; 6] =
    [Category::Assault, Category::Coerce, Category::Protest, Category::Mobilize, Category::Retreat, Category::Aid];

/// Tells where each act took place, and takes from its recipients what is only that.
pub(super) fn tell(scene: &Scene<'_>, told: &mut [Finding<Act>]) {
    for f in told {
        not_whom(scene, f);
        let place = f.value.event.place.take();
        f.value.event.place = match place {
            Some(place) => Some(known(scene, place)),
            None => found(scene, f),
        };
    }
}

/// The place that the words of one name, or that stands behind them.
fn known(scene: &Scene<'_>, place: Place) -> Place {
    let words = scene.words_of(place.span);
    let head = scene.head_of(&words);
    let Some(found) = head.and_then(|h| scene.place_in(h)).or_else(|| scene.place_among(words.clone())) else {
        return place;
    };
    // "Sudan's Red Sea coast" is in Sudan, and not all of it.
    let part = words.start < found.tokens.start && words.end > found.tokens.end
        || head.is_some_and(|h| found.tokens.end <= h && words.contains(&h));
    if !part {
        return scene.place_of(found);
    }
    let whole = scene.place_of(found);
    Place { country: whole.country, admin1: whole.admin1, ..place }
}

/// The place of an act that stands in a phrase of place at its words.
fn found(scene: &Scene<'_>, f: &Finding<Act>) -> Option<Place> {
    let event = &f.value.event;
    let own = std::iter::once(f.at).chain(f.value.trigger.iter().copied());
    let party = |p: &Toponym| {
        let span = scene.s.a.span(p.tokens.clone());
        event.actor.iter().chain(&event.recipient).any(|e| e.span == span)
    };
    let struck = STRUCK.contains(&event.category);
    let place = own.filter_map(|t| scene.located(t)).find(|p| !party(p));
    let around = || scene.located_around(f.at).filter(|p| DONE.contains(&event.category) && !party(p));
    let place = place.or_else(around);
    // "Police in Elm arrested …": those who act act where they are.
    let actors = || {
        let heads = event.actor.iter().filter_map(|e| scene.head_of(&scene.words_of(e.span)));
        heads.filter(|_| struck).filter_map(|h| scene.located(h)).find(|p| !party(p))
    };
    let place = place.or_else(actors).or_else(|| aim(scene, f)).map(|p| scene.place_of(p));
    place.or_else(|| Some(super::place(scene.s.a.span(learnt::named(scene.s, unnamed(scene, f.at)?)))))
}

/// A phrase of place at an act without any name: "in three provinces", "at the border".
fn unnamed(scene: &Scene<'_>, t: usize) -> Option<usize> {
    let s = scene.s;
    let at = |x: usize| {
        let phrases = s.a.children(x).filter(|c| matches!(s.rel(*c), Rel::Obl | Rel::Nmod));
        phrases.filter(|c| scene.is_whereabouts(*c)).find(|c| s.lemma_in(*c, &s.words.places.grounds))
    };
    at(t).or_else(|| at(s.object(t)?))
}

/// The place that an act is aimed at and happens in: a town that is shelled, a country that is visited.
fn aim<'s>(scene: &'s Scene<'_>, f: &Finding<Act>) -> Option<&'s Toponym> {
    let event = &f.value.event;
    let visit = event.mode == Some(Mode::Visit);
    if event.category != Category::Assault && !visit {
        return None;
    }
    let least = if visit { TO_VISIT } else { TO_STRIKE };
    // "The mining town of Rubaya", "Odesa's grain terminals".
    let whole = |e: &Entity| {
        // "Abu Dhabi Crown Prince Ada Crane" is met, and no town.
        let head = scene.head_of(&scene.words_of(e.span))?;
        scene.place_in(head).filter(|_| scene.actors.at(head).is_none_or(|m| m.kind != Kind::Person))
    };
    let struck = event.recipient.iter().find_map(whole);
    let visited = || {
        let to = |t: &usize| scene.s.markers(*t).any(|m| scene.s.form_in(m, &scene.s.words.places.going));
        scene.s.a.children(f.at).filter(to).find_map(|c| scene.places.at(c)).filter(|_| visit)
    };
    // A town that no table has is one all the same.
    let enough = |p: &&Toponym| p.exactness() >= least || (p.exactness() == 0 && !visit);
    struck.or_else(visited).filter(enough)
}

/// A country by [`Toponym::exactness`].
const COUNTRY: u8 = 2;
/// What can be visited: a country at least; see [`Toponym::exactness`].
const TO_VISIT: u8 = COUNTRY;
/// What is struck where it stands: a region at least. A country that is attacked says too little.
const TO_STRIKE: u8 = 3;

/// Leaves out recipients that are only the place, and takes up what the act was done to.
fn not_whom(scene: &Scene<'_>, f: &mut Finding<Act>) {
    let event = &mut f.value.event;
    if !STRUCK.contains(&event.category) {
        return;
    }
    let before = event.recipient.len();
    let whereabouts: Vec<Place> = event.recipient.iter().filter_map(|r| only_where(scene, r)).collect();
    event.recipient.retain(|r| only_where(scene, r).is_none());
    if event.recipient.len() == before {
        return;
    }
    event.place = event.place.take().or(whereabouts.into_iter().next());
    if event.recipient.is_empty()
        && let Some(object) = object(scene, f.at)
    {
        event.recipient = learnt::entities(scene, object);
        event.recipient.retain(|r| !event.actor.iter().any(|a| a.span.overlaps(r.span)));
    }
}

/// The place that a party is, where a preposition says that something is there: "in Nairobi", not "at Nairobi".
fn only_where(scene: &Scene<'_>, party: &Entity) -> Option<Place> {
    let words = scene.words_of(party.span);
    let head = scene.head_of(&words)?;
    let lists = &scene.s.words.places;
    let place = scene.place_among(words.clone());
    let named = place.filter(|p| scene.places.whole(p).contains(&head));
    // Who demonstrates in a country does so before its government.
    if named.is_some_and(|p| p.exactness() == COUNTRY) {
        return None;
    }
    let ground = scene.s.lemma_in(head, &lists.grounds);
    // "at" is how one shoots, too.
    let inside = |m: usize| scene.s.form_in(m, &lists.acted_in) && !scene.s.form_in(m, &lists.aimed);
    if !(named.is_some() || ground) || !scene.s.markers(head).any(inside) {
        return None;
    }
    named.map(|p| scene.place_of(p)).or_else(|| Some(known(scene, super::place(party.span))))
}

/// What an act was done to, if that is no place.
fn object(scene: &Scene<'_>, t: usize) -> Option<usize> {
    let s = scene.s;
    let object = if s.is_verb(t) { s.object(t) } else { s.governor(t).filter(|_| s.rel(t) == Rel::Obj) };
    object.filter(|o| s.is_nominal(*o) && scene.places.at(*o).is_none())
}
