//! What the words of counting tell: what rises and falls, participles.

use crate::syntax::Syntax;
use dateline_contract::Trend;
use dateline_language::{Upos, Xpos};

/// The trend that a verb tells.
pub(super) fn trend_of(s: Syntax<'_>, t: usize) -> Option<Trend> {
    if !s.is_verb(t) && !matches!(s.xpos(t), Xpos::Nn | Xpos::Nns) {
        return None;
    }
    let words = &s.words.figures;
    words.trend_forms.get(s.a.form(t)).or_else(|| words.trend_verbs.get(s.a.lemma(t)))
}

/// A verb's past participle.
pub(super) fn participle(s: Syntax<'_>, verb: usize) -> String {
    let form = s.a.form(verb).to_lowercase();
    if s.xpos(verb) == Xpos::Vbn || s.upos(verb) == Upos::Adj || form.ends_with("ed") {
        return form;
    }
    let lemma = s.a.lemma(verb).to_lowercase();
    if let Some(past) = s.words.figures.participles.value(&lemma) {
        return past.to_owned();
    }
    if lemma.ends_with('e') {
        return format!("{lemma}d");
    }
    match lemma.strip_suffix('y').filter(|l| !l.ends_with(['a', 'e', 'o', 'u'])) {
        Some(stem) => format!("{stem}ied"),
        None => format!("{lemma}ed"),
    }
}
