//! Denials that follow what they deny: "Rebels said the army shelled the town. The army denied it."

use super::Act;
use crate::ground::Finding;
use crate::scene::Scene;
use crate::statements::{Said, Statements};
use crate::syntax::Syntax;
use crate::voices;
use dateline_contract::{By, Category, Entity};
use dateline_language::Upos;
use std::ops::Range;

/// Sentences back that a denial reaches.
const REACH: usize = 3;
/// What stands for a thing told before.
const POINTERS: [&str; 7] = ["it", "this", "that", "all", "them", "these", "so"];
/// Nouns for a thing told before.
const CLAIMS: [&str; 18] = [
    "accusation",
    "allegation",
    "assertion",
    "charge",
    "claim",
    "report",
    "statement",
    "suggestion",
    "account",
    "version",
    "story",
    "responsibility",
    "involvement",
    "role",
    "blame",
    "wrongdoing",
    "finding",
    "news",
];

/// Gives each event the voices that deny it from another sentence or clause.
///
/// A denial whose content only points back ("it", "the claim", "any role") or names an act again ("the attack") denies
/// the nearest events told before that the denier, or the denier's side, is said to have done; where none is theirs and
/// it points at a claim, those of the nearest statement by somebody else.
pub(super) fn link(scene: &Scene<'_>, events: &mut [Finding<Act>]) {
    let (s, found) = (scene.s, &scene.statements);
    // Where each event stands: a denial reaches a few sentences back and asks only those.
    let mut by_word: Vec<(usize, usize)> = events.iter().enumerate().map(|(i, e)| (e.at, i)).collect();
    by_word.sort_unstable();
    for (cue, denial) in found.iter().map(|f| (f.at, &f.value)).filter(|(_, said)| voices::denies(&said.statement)) {
        let Some(what) = pointed_at(s, denial) else { continue };
        let deniers = &denial.voices;
        let here = s.a.sentence_of(cue);
        let reach = |e: &Finding<Act>| e.at < cue && here - s.a.sentence_of(e.at) <= REACH && !denial.holds(e.at);
        let theirs =
            |e: &Finding<Act>| e.value.event.actor.iter().any(|a| deniers.iter().any(|d| same_side(a, &d.who)));
        let fits = |e: &Finding<Act>| reach(e) && theirs(e) && (what.claim || names_again(s, &e.value, what.head));
        let within = |words: Range<usize>| {
            let first = by_word.partition_point(|(at, _)| *at < words.start);
            by_word[first..].iter().take_while(move |(at, _)| *at < words.end).map(|(_, i)| *i)
        };
        let near = s.a.sentences[here.saturating_sub(REACH)].start..cue;
        let fitting: Vec<usize> = within(near.clone()).filter(|i| fits(&events[*i])).collect();
        let nearest = fitting.iter().map(|i| s.a.sentence_of(events[*i].at)).max();
        let own: Vec<usize> = fitting.into_iter().filter(|i| Some(s.a.sentence_of(events[*i].at)) == nearest).collect();
        let all = if own.is_empty() && what.claim {
            let told = claimed(found, near, deniers, |f| {
                f.content.iter().any(|r| within(r.start..r.end.min(cue)).next().is_some())
            });
            told.into_iter().flat_map(|f| &f.content).flat_map(|r| within(r.start..r.end.min(cue))).collect()
        } else {
            own
        };
        for i in all {
            let event = &mut events[i].value.event;
            for denier in deniers {
                if !event.denied_by.iter().any(|d| voices::one(d, denier)) {
                    event.denied_by.push(denier.clone());
                }
            }
        }
    }
}

/// What a denial's content is, where it says nothing of its own.
struct Pointer {
    head: usize,
    /// It points at something said, not at an act.
    claim: bool,
}

fn pointed_at(s: Syntax<'_>, denial: &Said) -> Option<Pointer> {
    let words: Vec<usize> =
        denial.content.iter().flat_map(Clone::clone).filter(|t| s.upos(*t) != Upos::Punct).collect();
    let inside = |t: &usize| s.a.head(*t).is_none_or(|h| !denial.holds(h) || s.upos(h) == Upos::Punct);
    let head = *words.iter().find(|t| inside(t))?;
    let any = |list: &[&str]| list.iter().any(|w| s.is_lemma(head, w) || s.a.form(head).eq_ignore_ascii_case(w));
    if words.iter().any(|t| s.is_verb(*t)) {
        return None;
    }
    let claim = any(&POINTERS) || any(&CLAIMS);
    (claim || s.upos(head) == Upos::Noun).then_some(Pointer { head, claim })
}

/// "the attack" after "attacked", "the arrest" after "arrested": the same word, or the same beginning.
fn names_again(s: Syntax<'_>, act: &Act, head: usize) -> bool {
    let noun = s.a.lemma(head).to_lowercase();
    let alike = |t: &usize| {
        let verb = s.a.lemma(*t).to_lowercase();
        let shared = verb.chars().zip(noun.chars()).take_while(|(a, b)| a == b).count();
        verb == noun || shared >= 5.min(noun.chars().count())
    };
    let acts = ["attack", "strike", "shelling", "bombing", "raid", "killing", "assault", "bombardment", "incident"];
    let broad = act.event.category == Category::Assault && acts.contains(&noun.as_str());
    broad || act.trigger.iter().any(alike)
}

/// The nearest statement that somebody else made whose cue stands in some words, of those that tell of an event.
fn claimed<'f>(
    found: &'f Statements,
    near: Range<usize>,
    deniers: &[By],
    tells: impl Fn(&Said) -> bool,
) -> Option<&'f Said> {
    let others = |f: &Said| {
        let own = f.statement.source.iter().any(|a| deniers.iter().any(|d| a.id == d.who.id && !a.id.is_empty()));
        !own && !voices::denies(&f.statement) && tells(f)
    };
    found.cued_in(near).filter(|f| others(&f.value)).max_by_key(|f| f.at).map(|f| &f.value)
}

/// The same actor, or parties of one state.
fn same_side(a: &Entity, b: &Entity) -> bool {
    let code = |e: &Entity| e.code.clone().filter(|c| c.len() == 3);
    (a.id == b.id && !a.id.is_empty()) || (code(a).is_some() && code(a) == code(b))
}
