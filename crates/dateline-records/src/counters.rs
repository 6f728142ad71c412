//! Who counted: "**the UN** counted 340 attacks", "**police** said 12 were hurt", "**the ministry**'s figures show".

use crate::ground::Finding;
use crate::scene::Scene;
use crate::statements::voice;
use dateline_contract::{By, Figure, SpeechAct};
use dateline_language::{Rel, Upos};

/// Words above a number among which a verb of counting is looked for.
const CLIMB: usize = 5;

/// Who counted what a figure tells: the doer of a verb of counting, else whoever states it last. What is only planned or
/// possible nobody has counted, and how long something lasts is measured by nobody.
#[must_use]
pub(crate) fn counters(scene: &Scene<'_>, f: &Finding<Figure>) -> Vec<By> {
    let told = counting(scene, f.at);
    if !told.is_empty() {
        return told;
    }
    let lists = &scene.tables.words.figures;
    if lists.times.has(&f.value.unit) || prospective(scene, f.at) {
        return Vec::new();
    }
    let Some(innermost) = scene.statements.around(f.at).last().map(|i| &scene.statements[*i].value) else {
        return Vec::new();
    };
    if innermost.statement.act != SpeechAct::Assert || innermost.statement.negated {
        return Vec::new();
    }
    // "A tally by the agency", "the ministry's figures": whoever made them.
    let made = innermost.sources.iter().filter(|h| scene.lemma_in(**h, &lists.count_nouns));
    let makers: Vec<By> = made.flat_map(|h| makers(scene, *h)).collect();
    if makers.is_empty() { innermost.voices.clone() } else { makers }
}

/// Who does the counting at the verb above a number.
fn counting(scene: &Scene<'_>, number: usize) -> Vec<By> {
    let (s, lists) = (scene.s, &scene.tables.words.figures);
    let mut below = number;
    for verb in s.above(number).take(CLIMB) {
        let argument = matches!(s.rel(below), Rel::Obj | Rel::Obl | Rel::NsubjPass | Rel::Conj | Rel::Dep);
        if s.is_verb(verb) {
            let counts = s.lemma_in(verb, &lists.counting_verbs);
            // "put the toll at 14", but "put 14 in jail".
            let sets = s.lemma_in(verb, &lists.setting_verbs)
                && s.object(verb).is_some_and(|o| s.lemma_in(o, &lists.count_nouns));
            if !(argument && (counts || sets)) {
                return Vec::new();
            }
            if s.is_passive(verb) {
                let agent = s.a.child(verb, Rel::OblAgent);
                return agent.into_iter().flat_map(|h| by(scene, h)).collect();
            }
            return scene.subject(verb).iter().flat_map(|m| by(scene, m.head)).collect();
        }
        below = verb;
    }
    Vec::new()
}

/// Who made figures, by the phrases on their noun.
fn makers(scene: &Scene<'_>, noun: usize) -> Vec<By> {
    let s = scene.s;
    let maker = |c: &usize| match s.rel(*c) {
        Rel::NmodPoss => true,
        Rel::Nmod => ["by", "from"].iter().any(|p| s.marked_by(*c, p)),
        _ => false,
    };
    s.a.children(noun).filter(maker).flat_map(|c| by(scene, c)).collect()
}

fn by(scene: &Scene<'_>, head: usize) -> Vec<By> {
    let kind = voice(scene, head);
    let Some(m) = scene.actors.at(head) else { return Vec::new() };
    scene.actors.entities(m).into_iter().map(|who| By { who, kind }).collect()
}

/// Whether the nearest verb above a word tells what may or shall be.
fn prospective(scene: &Scene<'_>, t: usize) -> bool {
    let s = scene.s;
    let verb = s.above(t).take(CLIMB).find(|v| s.is_verb(*v));
    let modal = |c: usize| s.upos(c) == Upos::Aux && s.lemma_in(c, &scene.tables.words.figures.modals);
    verb.is_some_and(|v| s.a.children(v).any(modal) || s.marked_by(v, "to"))
}
