//! What reads like a deed and is none: storms and accidents, sport, figures of speech, what is warned against.

use super::Act;
use crate::ground::Finding;
use crate::scene::Scene;
use dateline_contract::{Category, Sector};
use dateline_language::{Rel, Upos};

/// Categories of deeds, of which that which is warned against is none.
const DEEDS: [Category; 5] =
    [Category::Assault, Category::Coerce, Category::Sanction, Category::Mobilize, Category::Protest];

/// Why an act is none; `None` where nothing speaks against it.
pub(super) fn why(scene: &Scene<'_>, f: &Finding<Act>) -> Option<&'static str> {
    let category = f.value.event.category;
    if DEEDS.contains(&category) && averted(scene, f.at) {
        return Some("what is warned against has not been done");
    }
    if category != Category::Assault {
        return None;
    }
    if mishap(scene, f) {
        return Some("a storm, an illness or an accident is nobody's act");
    }
    if sport(scene, f) {
        return Some("it is told of a game");
    }
    figure_of_speech(scene, f).then_some("what it is done to cannot be struck by force")
}

/// "warned against attacking", "urged it to refrain from arresting".
fn averted(scene: &Scene<'_>, t: usize) -> bool {
    let (s, words) = (scene.s, &scene.s.words.acts);
    let first = s.first_conjunct(t);
    let Some(head) = s.a.head(first).filter(|h| s.is_verb(*h)) else { return false };
    s.markers(first).any(|m| {
        s.form_in(m, &words.against) && s.lemma_in(head, &words.warning_against)
            || s.form_in(m, &words.keeping_from) && s.lemma_in(head, &words.abstaining)
    })
}

/// Whether a word is, or is called by, a storm, an illness, an accident.
fn is_mishap(scene: &Scene<'_>, h: usize) -> bool {
    let s = scene.s;
    let list = &s.words.acts.mishaps;
    let joined = |t: usize| t > 0 && list.has(&format!("{} {}", s.a.lemma(t - 1).to_lowercase(), s.a.lemma(t)));
    let part = |c: usize| c < h && matches!(s.rel(c), Rel::Compound | Rel::Amod | Rel::NmodDesc | Rel::Flat);
    s.lemma_in(h, list)
        || joined(h)
        || s.a.children(h).any(|c| part(c) && s.rel(c) == Rel::NmodDesc && s.lemma_in(c, list))
        || s.a.children(h).any(|c| c > h && s.rel(c) == Rel::Flat && s.lemma_in(h, list))
}

/// Whether what struck is nobody: the subject, the noun itself or, where no actor is known, what somebody died in.
fn mishap(scene: &Scene<'_>, f: &Finding<Act>) -> bool {
    let s = scene.s;
    f.value.trigger.iter().chain([&f.at]).any(|t| {
        if !s.is_verb(*t) {
            return is_mishap(scene, *t);
        }
        let doer = s.doer(*t).filter(|d| *d != *t).is_some_and(|d| is_mishap(scene, d));
        let cause = |c: usize| {
            matches!(s.rel(c), Rel::Obl | Rel::OblAgent)
                && s.markers(c).any(|m| s.lemma_in(m, &s.words.acts.causes))
                && is_mishap(scene, c)
        };
        doer || f.value.event.actor.is_empty() && s.a.children(*t).any(cause)
    })
}

/// "beat Germany 2-1", "attacked down the left in the semi-final": a score, a round of a cup, a player's place, and nobody
/// armed who does it.
fn sport(scene: &Scene<'_>, f: &Finding<Act>) -> bool {
    let (s, words) = (scene.s, &scene.s.words.acts);
    let armed = |x: &Sector| matches!(x, Sector::Reb | Sector::Mil | Sector::Uaf | Sector::Cop | Sector::Crm);
    if f.value.event.actor.iter().any(|a| a.sector.iter().any(armed)) || !s.lemma_in(f.at, &words.contests) {
        return false;
    }
    let sentence = scene.sentence(f.at);
    let score = sentence.clone().any(|t| is_score(scene, t));
    let round = |t: usize| {
        s.lemma_in(t, &words.rounds) && s.markers(t).any(|m| s.lemma_in(m, &words.causes)) && s.upos(t) == Upos::Noun
    };
    let player = |t: usize| s.lemma_in(t, &words.players);
    score || sentence.clone().any(round) || s.doer(f.at).is_some_and(player) || s.object(f.at).is_some_and(player)
}

/// "2-1": two small numbers with a dash glued between them, which are no year and no span of what is counted.
fn is_score(scene: &Scene<'_>, t: usize) -> bool {
    let s = scene.s;
    let tokens = &s.a.tokens;
    if t + 2 >= tokens.len() || !matches!(s.a.form(t + 1), "-" | "–") {
        return false;
    }
    let glued =
        tokens[t].span.end() == tokens[t + 1].span.start() && tokens[t + 1].span.end() == tokens[t + 2].span.start();
    let small = |t: usize| s.a.form(t).parse::<u32>().is_ok_and(|n| n < 200) && s.a.form(t).len() < 4;
    let counted = s.a.tokens.get(t + 3).is_some_and(|_| matches!(s.upos(t + 3), Upos::Noun) || s.is_any(t + 3, &["-"]));
    glued && small(t) && small(t + 2) && !counted
}

/// "killed the bill", "an attack on inflation".
fn figure_of_speech(scene: &Scene<'_>, f: &Finding<Act>) -> bool {
    let (s, words) = (scene.s, &scene.s.words.acts);
    let aimed =
        |c: usize| matches!(s.rel(c), Rel::Nmod | Rel::Obl) && s.markers(c).any(|m| s.lemma_in(m, &words.aiming));
    f.value.trigger.iter().chain([&f.at]).any(|t| {
        let own = |c: &usize| matches!(s.rel(*c), Rel::Obj | Rel::NsubjPass) && !f.value.trigger.contains(c);
        let object = s.a.children(*t).find(own);
        let target = object.into_iter().chain(s.a.children(*t).filter(|c| aimed(*c)));
        target.into_iter().any(|o| s.lemma_in(o, &words.unhurt) && scene.actors.at(o).is_none())
    })
}
