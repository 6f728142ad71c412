//! What lies ahead is another act than what has been done.
//!
//! PLOVER codes cooperation told in the future as AGREE, retreat as CONCEDE, conflict as THREATEN where the one who
//! announces it is the one who will do it, and cooperation that somebody says will not be as REJECT. And who says that
//! another **must** do something makes a REQUEST. The act is then the announcing, which is not in the future itself.

use super::Coded;
use crate::actors::Actors;
use crate::record::{Certainty, Event, Status, Time};
use crate::statements::Statements;
use crate::syntax::Syntax;
use dateline_language::Rel;

/// Renames what lies ahead.
pub(super) fn look(s: Syntax<'_>, found: &Statements, coded: &mut [Coded]) {
    for c in coded {
        let announced = c.event.by.is_empty();
        let would = s.a.children(c.at).any(|x| s.rel(x) == Rel::Aux && s.is_lemma(x, "would")) && !conditional(s, c.at);
        // "said that it would meet", and that told freely, is "will meet" in the past.
        let ahead = c.event.status.time == Time::Future || would;
        if !ahead || (c.event.status.certainty == Certainty::Hypothetical && !would) {
            continue;
        }
        let new = if c.event.status.negated { refused(&c.event) } else { promised(&c.event, announced) };
        if let Some((category, mode, cameo)) = new {
            // "Chad said **it** would leave": who announces is who says so.
            let said = found.around(c.at).into_iter().flat_map(|i| &found[i].statement.source);
            let said: Vec<_> =
                said.filter(|x| !x.id.is_empty() && c.event.actor.iter().any(|a| a.id == x.id)).collect();
            let said = said.last().map(|x| (*x).clone());
            if let Some(said) = said.filter(|_| announced && c.event.actor.len() == 1) {
                c.event.actor = vec![said];
            }
            let certainty = if announced { Certainty::Asserted } else { c.event.status.certainty };
            category.clone_into(&mut c.event.category);
            c.event.mode = mode.map(ToOwned::to_owned);
            c.event.cameo = Some(cameo.to_owned());
            c.event.status = Status { negated: false, time: Time::Past, certainty };
            c.rule = format!("{category_lower}/ahead+{}", c.rule, category_lower = category.to_lowercase());
        }
    }
}

fn conditional(s: Syntax<'_>, t: usize) -> bool {
    s.a.children(t).any(|c| s.rel(c) == Rel::Advcl && s.marked_by(c, "if"))
}

type Name = (&'static str, Option<&'static str>, &'static str);

/// Category, mode and CAMEO code of an act that is announced.
fn promised(e: &Event, announced: bool) -> Option<Name> {
    let threat = |mode, cameo| announced.then_some(("THREATEN", Some(mode), cameo));
    match (e.category.as_str(), e.mode.as_deref()) {
        ("CONSULT", _) => Some(("AGREE", None, "036")),
        ("SUPPORT", _) => Some(("AGREE", None, "032")),
        ("COOPERATE", _) => Some(("AGREE", None, "031")),
        ("AID", _) => Some(("AGREE", None, "033")),
        ("RETREAT" | "CONCEDE", _) => Some(("CONCEDE", None, "035")),
        ("SANCTION" | "COERCE", Some("expel" | "deport")) => threat("expel", "136"),
        ("SANCTION", Some("withdraw")) => threat("relations", "1313"),
        ("COERCE", Some("arrest")) => threat("arrest", "132"),
        ("COERCE", Some("seize")) => threat("territory", "1382"),
        ("SANCTION" | "COERCE" | "PROTEST", _) => threat("restrict", "131"),
        ("ASSAULT" | "MOBILIZE", _) => threat("violence", "138"),
        _ => None,
    }
}

/// The same of cooperation that its actor says will not be.
fn refused(e: &Event) -> Option<Name> {
    match e.category.as_str() {
        "CONSULT" => Some(("REJECT", Some("meet"), "125")),
        "SUPPORT" | "COOPERATE" | "AID" | "AGREE" => Some(("REJECT", Some("assist"), "121")),
        "RETREAT" | "CONCEDE" => Some(("REJECT", Some("yield"), "124")),
        _ => None,
    }
}

/// A verb that somebody says another must do: the speaker's and the doer's heads.
pub(super) fn duty(s: Syntax<'_>, actors: &Actors, found: &Statements, t: usize) -> Option<(usize, usize)> {
    let bound =
        |x: usize| s.a.children(x).any(|c| s.rel(c) == Rel::Aux && ["must", "should"].iter().any(|w| s.is_lemma(c, w)));
    let has_to = |x: usize| {
        let head = s.a.head(x).filter(|_| s.rel(x) == Rel::Xcomp);
        head.is_some_and(|h| ["have", "need"].iter().any(|w| s.is_lemma(h, w)) && s.object(h).is_none())
    };
    if !s.is_verb(t) || !(bound(t) || has_to(t)) || conditional(s, t) {
        return None;
    }
    let doer = s.doer(t)?;
    let asked = actors.at(doer)?;
    let around = found.around(t);
    let inner = around.last().map(|i| &found[*i])?;
    let speaker = inner.sources.iter().copied().find(|h| actors.at(*h).is_some())?;
    let speaking = actors.at(speaker)?;
    (speaking.actor != asked.actor).then_some((speaker, doer))
}
