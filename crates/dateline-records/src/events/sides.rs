//! Sides that the tree tells where the model has seen one alone, or both as doers.

use super::Act;
use crate::ground::Finding;
use crate::scene::Scene;
use dateline_contract::{Category, Entity};
use dateline_language::Rel;

/// What one does to another that a noun with a relative clause may be.
const DONE_TO: [Category; 8] = [
    Category::Assault,
    Category::Coerce,
    Category::Sanction,
    Category::Threaten,
    Category::Accuse,
    Category::Retreat,
    Category::Support,
    Category::Mobilize,
];

/// What one gives and another gets.
const GIVEN: [Category; 6] =
    [Category::Aid, Category::Agree, Category::Threaten, Category::Support, Category::Concede, Category::Cooperate];

/// Gives acts the sides that the tree tells of them.
pub(super) fn settle(scene: &Scene<'_>, acts: &mut [Finding<Act>]) {
    for f in acts {
        antecedent(scene, f);
        giver(scene, f);
    }
}

/// "a priest **whom** militants had threatened", "the envoy **Chad expelled**": whom a relative clause is about.
fn antecedent(scene: &Scene<'_>, f: &mut Finding<Act>) {
    let event = &mut f.value.event;
    if !event.recipient.is_empty() || event.actor.is_empty() || !DONE_TO.contains(&event.category) {
        return;
    }
    let noun = scene.s.antecedent_object(f.at).and_then(|noun| scene.actors.at(noun));
    let known = |e: &Entity| event.actor.iter().any(|a| a.id == e.id && !a.id.is_empty());
    event.recipient =
        noun.map(|m| scene.actors.entities(m)).unwrap_or_default().into_iter().filter(|e| !known(e)).collect();
}

/// "Nepal received a grant **from Japan**": who gives is the doer, who gets the one it is done to.
fn giver(scene: &Scene<'_>, f: &mut Finding<Act>) {
    let s = scene.s;
    let event = &mut f.value.event;
    let above = || s.a.head(f.at).filter(|h| s.rel(f.at) == Rel::Obj && s.is_verb(*h));
    let Some(verb) = Some(f.at).filter(|t| s.is_verb(*t)).or_else(above) else { return };
    if !GIVEN.contains(&event.category) || !s.lemma_in(verb, &s.words.acts.receiving) || s.is_passive(verb) {
        return;
    }
    // "received refugees from Syria": they are who is given to.
    if s.object(verb).is_some_and(|o| scene.actors.at(o).is_some()) {
        return;
    }
    let mention = |t: usize| scene.actors.at(t).filter(|m| m.head == t);
    let Some(taker) = s.doer(verb).and_then(mention) else { return };
    let Some(giver) = s.with_preposition(verb, "from").into_iter().find_map(mention) else { return };
    let known = |e: &Entity| [taker.span, giver.span].iter().any(|span| span.overlaps(e.span));
    if taker.actor != giver.actor && event.actor.iter().chain(&event.recipient).all(known) {
        (event.actor, event.recipient) = (scene.actors.entities(giver), scene.actors.entities(taker));
    }
}
