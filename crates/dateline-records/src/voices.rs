//! On whose word something stands, and who denies it: read from the statements around a word.

use crate::scene::Scene;
use dateline_contract::{By, SpeechAct, Statement};
use dateline_language::Xpos;

/// On whose word something stands: the speakers of the statements around a word, outermost first.
#[must_use]
pub(crate) fn voices(scene: &Scene<'_>, t: usize) -> Vec<By> {
    let (mut out, mut deniers): (Vec<By>, Vec<By>) = Default::default();
    for i in scene.statements.around(t) {
        let said = &scene.statements[i].value;
        let statement = &said.statement;
        // What somebody promises or demands is on nobody's word: "vowed to answer the attack by X" does not claim it.
        let prospect = matches!(statement.act, SpeechAct::Promise | SpeechAct::Demand | SpeechAct::Refuse);
        if prospect && said.content.first().is_some_and(|r| scene.xpos(r.start) == Xpos::To) {
            continue;
        }
        // Nor is what somebody denies on their word.
        let own = &said.voices;
        if denies(statement) {
            deniers.extend(own.iter().cloned());
        }
        let own = if denies(statement) { &[][..] } else { own };
        for by in statement.by.iter().chain(own) {
            if !out.iter().any(|b| one(b, by)) {
                out.push(by.clone());
            }
        }
    }
    out.retain(|b| !deniers.iter().any(|d| one(d, b)));
    out
}

/// Who denies what a word tells: the speakers of the denials around it.
#[must_use]
pub(crate) fn deniers(scene: &Scene<'_>, t: usize) -> Vec<By> {
    let around = scene.statements.around(t).into_iter().map(|i| &scene.statements[i].value);
    around.filter(|f| denies(&f.statement)).flat_map(|f| f.voices.iter().cloned()).collect()
}

/// Says that something is not so; "has not denied" does not.
pub(crate) fn denies(statement: &Statement) -> bool {
    statement.act == SpeechAct::Deny && !statement.negated
}

/// Whether two voices are one.
pub(crate) fn one(a: &By, b: &By) -> bool {
    (a.who.id == b.who.id && !a.who.id.is_empty()) || a.who.span == b.who.span
}
