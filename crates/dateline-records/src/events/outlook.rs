//! What lies ahead is another act than what has been done.
//!
//! PLOVER codes cooperation told in the future as AGREE, retreat as CONCEDE, conflict as THREATEN where the one who
//! announces it is the one who will do it, and cooperation that somebody says will not be as REJECT. And who says that
//! another **must** do something makes a REQUEST. The act is then the announcing, which is not in the future itself.

use super::Act;
use crate::ground::Finding;
use crate::scene::Scene;
use crate::syntax::Syntax;
use dateline_contract::{Category, Certainty, Event, Mode, Status, Time};
use dateline_language::Rel;

/// Renames what lies ahead.
pub(super) fn look(scene: &Scene<'_>, coded: &mut [Finding<Act>]) {
    let s = scene.s;
    for c in coded {
        let announced = c.value.event.by.is_empty();
        let would = s.a.children(c.at).any(|x| s.rel(x) == Rel::Aux && s.is_lemma(x, "would")) && !conditional(s, c.at);
        // "said that it would meet", and that told freely, is "will meet" in the past.
        let ahead = c.value.event.status.time == Time::Future || would;
        if !ahead || (c.value.event.status.certainty == Certainty::Hypothetical && !would) {
            continue;
        }
        let new = if c.value.event.status.negated {
            refused(&c.value.event)
        } else {
            promised(&c.value.event).filter(|(to, ..)| announced || *to != Category::Threaten)
        };
        if let Some((category, mode, cameo)) = new {
            // "Chad said **it** would leave": who announces is who says so.
            let said =
                scene.statements.around(c.at).into_iter().flat_map(|i| &scene.statements[i].value.statement.source);
            let said: Vec<_> =
                said.filter(|x| !x.id.is_empty() && c.value.event.actor.iter().any(|a| a.id == x.id)).collect();
            let said = said.last().map(|x| (*x).clone());
            if let Some(said) = said.filter(|_| announced && c.value.event.actor.len() == 1) {
                c.value.event.actor = vec![said];
            }
            let certainty = if announced { Certainty::Asserted } else { c.value.event.status.certainty };
            (c.value.event.category, c.value.event.mode) = (category, mode);
            c.value.event.cameo = Some(cameo.to_owned());
            c.value.event.status = Status { negated: false, time: Time::Past, certainty };
            c.rule = format!("{category_lower}/ahead+{}", c.rule, category_lower = category.name().to_lowercase());
        }
    }
}

fn conditional(s: Syntax<'_>, t: usize) -> bool {
    s.a.children(t).any(|c| s.rel(c) == Rel::Advcl && s.marked_by(c, "if"))
}

type Name = (Category, Option<Mode>, &'static str);

/// Category, mode and CAMEO code of an act that its actor announces.
fn promised(e: &Event) -> Option<Name> {
    use Category::{
        Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Retreat, Sanction, Support,
        Threaten,
    };
    let threat = |mode, cameo| Some((Threaten, Some(mode), cameo));
    match (e.category, e.mode) {
        (Consult, _) => Some((Agree, None, "036")),
        (Support, _) => Some((Agree, None, "032")),
        (Cooperate, _) => Some((Agree, None, "031")),
        (Aid, _) => Some((Agree, None, "033")),
        (Retreat | Concede, _) => Some((Concede, None, "035")),
        (Sanction | Coerce, Some(Mode::Expel | Mode::Deport)) => threat(Mode::Expel, "136"),
        (Sanction, Some(Mode::Withdraw)) => threat(Mode::Relations, "1313"),
        (Coerce, Some(Mode::Arrest)) => threat(Mode::Arrest, "132"),
        (Coerce, Some(Mode::Seize)) => threat(Mode::Territory, "1382"),
        (Sanction | Coerce | Protest, _) => threat(Mode::Restrict, "131"),
        (Assault | Mobilize, _) => threat(Mode::Violence, "138"),
        _ => None,
    }
}

/// The same of cooperation that its actor says will not be.
fn refused(e: &Event) -> Option<Name> {
    use Category::{Agree, Aid, Concede, Consult, Cooperate, Reject, Retreat, Support};
    match e.category {
        Consult => Some((Reject, Some(Mode::Meet), "125")),
        Support | Cooperate | Aid | Agree => Some((Reject, Some(Mode::Assist), "121")),
        Retreat | Concede => Some((Reject, Some(Mode::Yield), "124")),
        _ => None,
    }
}

/// A verb that somebody says another must do: the speaker's and the doer's heads.
pub(super) fn duty(scene: &Scene<'_>, t: usize) -> Option<(usize, usize)> {
    let (s, actors) = (scene.s, &scene.actors);
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
    let around = scene.statements.around(t);
    let inner = around.last().map(|i| &scene.statements[*i].value)?;
    let speaker = inner.sources.iter().copied().find(|h| actors.at(*h).is_some())?;
    let speaking = actors.at(speaker)?;
    (speaking.actor != asked.actor).then_some((speaker, doer))
}
