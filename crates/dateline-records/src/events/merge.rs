//! One act, one event.
//!
//! Several rules may see one act: "blamed Washington for its failed policy" is blame, and "failed policy" said by a
//! critic is blame too. And what somebody demands, promises or refuses has not happened: in "urged the army to
//! withdraw" there is no withdrawal.

use super::{Act, Rejected};
use crate::ground::Finding;
use crate::syntax::Syntax;
use dateline_contract::{Category, Entity};
use dateline_language::Rel;
use std::cmp::Ordering;

/// Categories whose complement is an act that has not happened.
const PROSPECTIVE: [Category; 6] =
    [Category::Agree, Category::Request, Category::Reject, Category::Threaten, Category::Support, Category::Concede];

/// Parts events from those that another covers, with the reason.
///
/// The weakest is looked at first, and only against those that still stand, so that of two that cover each other one is
/// kept. Only events of one sentence can cover each other, as what covers stands on the same words or above them in one
/// tree; `coded` is in the order of the sentences.
pub(super) fn merge(s: Syntax<'_>, coded: Vec<Finding<Act>>, rejected: &mut Vec<Rejected>) -> Vec<Finding<Act>> {
    let mut order: Vec<usize> = (0..coded.len()).collect();
    order.sort_by(|i, j| {
        let (a, b) = (&coded[*i], &coded[*j]);
        (a.value.trigger.len(), j).cmp(&(b.value.trigger.len(), i)).then(a.confidence.total_cmp(&b.confidence))
    });
    let mut why: Vec<Option<&'static str>> = vec![None; coded.len()];
    for i in order {
        let sentence = coded[i].value.event.sequence;
        let first = coded.partition_point(|c| c.value.event.sequence < sentence);
        let beside = coded.iter().enumerate().skip(first).take_while(|(_, c)| c.value.event.sequence == sentence);
        let others = beside.filter(|(j, _)| *j != i && why[*j].is_none());
        why[i] = others.map(|(j, other)| reason(s, &coded[i], other, i.cmp(&j))).find(Option::is_some).flatten();
    }
    let mut kept = Vec::new();
    for (coded, why) in coded.into_iter().zip(why) {
        match why {
            None => kept.push(coded),
            Some(reason) => rejected.push(Rejected::by_rules(coded, reason)),
        }
    }
    kept
}

/// Without acts that are only demanded, promised, threatened or refused, where the event that says so is told too:
/// what the model has learnt to see, held against rules and other learnt acts.
pub(super) fn done(s: Syntax<'_>, told: Vec<Finding<Act>>, rejected: &mut Vec<Rejected>) -> Vec<Finding<Act>> {
    let only_wanted: Vec<bool> = told
        .iter()
        .map(|event| {
            let sentence = event.value.event.sequence;
            let first = told.partition_point(|c| c.value.event.sequence < sentence);
            let mut beside = told[first..].iter().take_while(|c| c.value.event.sequence == sentence);
            // "Rejects calls to stop", "accepted an invitation": what is answered has been said; "denied that rebels had
            // attacked": it is told, and who denies it.
            let said = matches!(event.value.event.category, Category::Request | Category::Agree);
            let denied = !event.value.event.denied_by.is_empty();
            // "Signed a ceasefire": both are told.
            let signed = |other: &Finding<Act>| other.value.event.category == Category::Support;
            let by = |other: &Finding<Act>| {
                other.at != event.at && !signed(other) && !assented(s, event, other) && wanted_only(s, event, other)
            };
            !said && !denied && beside.any(by)
        })
        .collect();
    let mut kept = Vec::with_capacity(told.len());
    for (event, only_wanted) in told.into_iter().zip(only_wanted) {
        if only_wanted {
            rejected.push(Rejected::by_rules(event, WANTED_ONLY));
        } else {
            kept.push(event);
        }
    }
    kept
}

/// "Many will agree that this is a failure": what somebody agrees **is** so is said, and not to be done.
fn assented(s: Syntax<'_>, event: &Finding<Act>, other: &Finding<Act>) -> bool {
    let below = |t: &usize| s.a.head(*t).is_some_and(|h| other.value.trigger.contains(&h));
    let child = std::iter::once(event.at).chain(s.above(event.at)).find(below);
    other.value.event.category == Category::Agree && child.is_some_and(|c| s.rel(c) == Rel::Ccomp)
}

/// Why what is only wanted is not told.
const WANTED_ONLY: &str = "it is only demanded, promised, threatened or refused, which is the event that was coded";

/// Why an event is covered by another, if it is; `order` says whether it stands before or behind that among the events.
fn reason(s: Syntax<'_>, event: &Finding<Act>, other: &Finding<Act>, order: Ordering) -> Option<&'static str> {
    if wanted_only(s, event, other) {
        Some(WANTED_ONLY)
    } else if same_words(event, other, order) {
        Some("a rule that fits better stands on the same words")
    } else if told_twice(s, event, other, order) {
        Some("the same act between the same parties is coded from a surer place in the sentence")
    } else {
        None
    }
}

/// The act is what the other event's actor demands, promises, refuses …: its complement, or the object of that.
fn wanted_only(s: Syntax<'_>, inner: &Finding<Act>, outer: &Finding<Act>) -> bool {
    if !PROSPECTIVE.contains(&outer.value.event.category) {
        return false;
    }
    let mut at = inner.at;
    for _ in 0..5 {
        let Some(head) = s.a.head(at) else { return false };
        let inside = match s.rel(at) {
            Rel::Xcomp | Rel::Ccomp | Rel::Obj | Rel::Conj => true,
            // "a plan to withdraw", "agreed to withdraw"; not "while …", "after …".
            Rel::Acl | Rel::Advcl => s.marked_by(at, "to"),
            Rel::Obl | Rel::Nmod => s.marked_by(at, "for") || s.marked_by(at, "of") || s.marked_by(at, "on"),
            _ => false,
        };
        // The subject of what is demanded was not demanded: "urged an end to the attack by rebels".
        if !inside {
            return false;
        }
        if outer.value.trigger.contains(&head) {
            return !(s.rel(at) == Rel::Conj && outer.at == head);
        }
        at = head;
    }
    false
}

/// Both stand on overlapping trigger words.
fn same_words(a: &Finding<Act>, b: &Finding<Act>, order: Ordering) -> bool {
    let shared = a.value.trigger.iter().any(|t| b.value.trigger.contains(t));
    shared
        && (a.confidence < b.confidence
            || (a.confidence == b.confidence
                && a.value.trigger.len().cmp(&b.value.trigger.len()).then(order.reverse()).is_lt()))
}

/// The same category between the same parties, one told inside the other or in the same clause.
fn told_twice(s: Syntax<'_>, a: &Finding<Act>, b: &Finding<Act>, order: Ordering) -> bool {
    if a.value.event.category != b.value.event.category
        || a.value.event.sequence != b.value.event.sequence
        || !same(&a.value.event.actor, &b.value.event.actor)
    {
        return false;
    }
    let all = same(&a.value.event.recipient, &b.value.event.recipient);
    if s.below(b.at, a.at) && !through_conjunction(s, a.at, b.at) {
        return all || a.value.event.recipient.is_empty();
    }
    // Side by side, the one that had to look further goes, then the later; never the one that the other hangs from.
    all && a.value.indirect && (!b.value.indirect || (order.is_gt() && !s.below(a.at, b.at)))
}

/// Whether the way up from `t` to `top` passes a joined clause: then both are told in their own right.
fn through_conjunction(s: Syntax<'_>, t: usize, top: usize) -> bool {
    let mut at = t;
    while at != top {
        if s.rel(at) == Rel::Conj && s.is_verb(at) {
            return true;
        }
        match s.a.head(at) {
            Some(h) => at = h,
            None => return false,
        }
    }
    false
}

fn same(a: &[Entity], b: &[Entity]) -> bool {
    let key = |e: &Entity| e.code.clone().unwrap_or_else(|| e.id.clone());
    let (mut x, mut y): (Vec<_>, Vec<_>) = (a.iter().map(key).collect(), b.iter().map(key).collect());
    x.sort();
    y.sort();
    x == y
}
