//! Rules and the learnt coder side by side: one act once, told by whoever knows more of it.
//!
//! The model finds what no rule has been written for, and knows its parties better; a rule knows the CAMEO code, the
//! context and to whom something was said. Where both see one act the event has what either knows. What a rule alone sees
//! is told where the model at least thinks it possible.

use super::{Act, Rejected, learnt};
use crate::ground::Finding;
use crate::rules::Judged;
use crate::scene::Scene;
use dateline_contract::{Entity, Event};
use dateline_language::{Part, Rel};

/// How likely the model must think an act of the rule's category for what the rule alone sees to be told.
const POSSIBLE: f32 = 0.1;
/// The same for a rule to be believed against the model.
const NOT_RULED_OUT: f32 = 0.05;
/// What a rule must be worth to be told by itself where the model sees nothing, given that both parties are known.
const WORTH: f32 = 0.6;

/// The same given that it is known to whom it was done: weapons are named, who used them is not.
const SURELY: f32 = 0.85;

/// How sure an event is that a rule alone tells. This and the two lines that make the confidence of the others from what
/// the model says are those that fit best how often events are right on the coded passages' development part.
const ALONE: f32 = 0.55;

/// The events of rules and of the model together, in order of their words.
///
/// Held against passages that the model had not seen, events that both see are right in 91 of 100, those of a rule alone
/// in 62 where the model thinks them possible and in 20 where it does not; where they tell different acts by one word the
/// rule is right in 38.
pub(super) fn join(
    scene: &Scene<'_>,
    ruled: Vec<Finding<Act>>,
    seen: Vec<Finding<Act>>,
    rejected: &mut Vec<Rejected>,
) -> Vec<Finding<Act>> {
    if scene.s.a.acts.is_empty() && seen.is_empty() {
        return ruled;
    }
    let (mut out, mut alone) = (seen, Vec::new());
    for rule in ruled {
        let category = rule.value.event.category;
        // Only events of one sentence can be one act; the model's are in the order of the sentences.
        let sentence = rule.value.event.sequence;
        let first = out.partition_point(|f| f.value.event.sequence < sentence);
        let beside = out[first..].iter().take_while(|f| f.value.event.sequence == sentence);
        let partner = beside.zip(first..).find(|(f, _)| one_act(scene, f, &rule)).map(|(_, i)| i);
        match partner {
            Some(i) if out[i].value.event.category == category => out[i] = both(scene, out[i].clone(), rule),
            Some(i) if overrules(scene, &rule, &out[i]) => {
                let act = std::mem::replace(&mut out[i], rule);
                rejected.push(Rejected::by_rules(act, "a rule reads these words together as another act"));
            }
            Some(_) => rejected.push(by_model(rule, "the learnt coder tells another act by these words")),
            None if likely(scene, &rule, POSSIBLE) || known(scene, &rule) => {
                let confidence =
                    if worth(scene, &rule).is_some() { rule.confidence.min(ALONE) } else { rule.confidence };
                alone.push(Finding { confidence, ..rule });
            }
            None => rejected.push(by_model(rule, "the learnt coder sees no such act here")),
        }
    }
    out.append(&mut alone);
    for f in out.iter_mut().filter(|f| f.rule.starts_with(learnt::RULE)) {
        f.confidence = (f.confidence - 0.1).max(0.05);
    }
    out.sort_by_key(|f| f.at);
    out
}

fn by_model(act: Finding<Act>, reason: &'static str) -> Rejected {
    Rejected { act, reason, by_model: true }
}

/// What a rule is worth; `None` where it has not been judged: a user's own, which is told as it stands.
fn worth(scene: &Scene<'_>, rule: &Finding<Act>) -> Option<f32> {
    scene.tables.rules.judged(&rule.rule).map(Judged::worth)
}

/// Whether a rule is believed where the model is silent: its parties are of a known country or body.
fn known(scene: &Scene<'_>, rule: &Finding<Act>) -> bool {
    let coded = |all: &[Entity]| all.iter().any(|e| e.code.is_some());
    let (actor, recipient) = (coded(&rule.value.event.actor), coded(&rule.value.event.recipient));
    // "killing 14 people": who they are is told by the scene, if at all.
    let somebody = || rule.value.event.recipient.iter().any(|e| !e.sector.is_empty());
    worth(scene, rule).is_none_or(|w| (w >= SURELY && (recipient || somebody())) || (w >= WORTH && actor && recipient))
}

/// Whether a rule is believed against the model: it reads several words together, as "lift … sanctions", and the model does
/// not rule its category out. Held against passages that the model had not seen such rules are right in 60 of 100.
fn overrules(scene: &Scene<'_>, rule: &Finding<Act>, learnt: &Finding<Act>) -> bool {
    let composed = rule.value.trigger.len() > 1 && rule.value.trigger.contains(&learnt.at);
    worth(scene, rule).is_none() || (composed && likely(scene, rule, NOT_RULED_OUT))
}

/// Whether a rule's event and the model's are one act: on the same word; or of one category, one told inside the other,
/// with no party by which they part.
fn one_act(scene: &Scene<'_>, learnt: &Finding<Act>, rule: &Finding<Act>) -> bool {
    let (a, b) = (&learnt.value.event, &rule.value.event);
    if rule.at == learnt.at || rule.value.trigger.contains(&learnt.at) {
        return true;
    }
    let agree =
        |x: &[Entity], y: &[Entity]| x.is_empty() || y.is_empty() || x.iter().any(|p| y.iter().any(|q| same(p, q)));
    // "Russian strikes killed five people when a drone struck": what has one party alone adds nothing.
    let bare = b.actor.is_empty() || b.recipient.is_empty();
    let nested = bare || scene.s.below(learnt.at, rule.at) || scene.s.below(rule.at, learnt.at);
    let joined = |t: usize| scene.s.is_verb(t) && scene.s.rel(t) == Rel::Conj;
    a.sequence == b.sequence
        && a.category == b.category
        && nested
        && !joined(rule.at)
        && !joined(learnt.at)
        && agree(&a.actor, &b.actor)
        && agree(&a.recipient, &b.recipient)
}

fn same(a: &Entity, b: &Entity) -> bool {
    (a.id == b.id && !a.id.is_empty()) || a.span.overlaps(b.span)
}

/// Whether the model thinks an act of the rule's category at least so likely on one of its words.
fn likely(scene: &Scene<'_>, rule: &Finding<Act>, least: f32) -> bool {
    let words = rule.value.trigger.iter().copied().chain([rule.at]);
    let name = rule.value.event.category.name();
    words.into_iter().any(|t| scene.s.a.act_at(t).is_some_and(|a| a.category(name) >= least))
}

/// What both know of one act.
fn both(scene: &Scene<'_>, learnt: Finding<Act>, rule: Finding<Act>) -> Finding<Act> {
    let (mut act, b): (Act, Event) = (learnt.value, rule.value.event);
    let event = &mut act.event;
    event.mode = event.mode.or(b.mode);
    (event.cameo, event.context, event.addressee) = (b.cameo, b.context, b.addressee);
    let known = |all: &[Entity], e: &Entity| all.iter().any(|x| same(x, e));
    // Where the model thought of another party, if not surely, the rule's word alone is not enough.
    let a = scene.s.a;
    let own = a.act_at(learnt.at);
    let doubted = |part: Part, parties: &[Entity]| {
        let thought = || own.into_iter().flat_map(|x| &x.arguments).filter(|x| x.part == part);
        let meant = |head: u32| parties.iter().any(|e| e.span.overlaps(a.tokens[head as usize].span));
        thought().next().is_some() && !thought().any(|x| meant(x.head))
    };
    if event.actor.is_empty() && !doubted(Part::Actor, &b.actor) && b.actor.iter().all(|e| !known(&event.recipient, e))
    {
        event.actor = b.actor;
    }
    if event.recipient.is_empty()
        && !doubted(Part::Recipient, &b.recipient)
        && b.recipient.iter().all(|e| !known(&event.actor, e))
    {
        event.recipient = b.recipient;
    }
    event.place = event.place.take().or(b.place);
    let confidence = 0.8 + 0.15 * learnt.confidence;
    Finding { value: act, at: learnt.at, evidence: learnt.evidence, rule: format!("learnt+{}", rule.rule), confidence }
}
