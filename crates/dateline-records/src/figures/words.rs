//! What the words of counting tell: what rises and falls, participles.

use crate::syntax::Syntax;
use dateline_contract::Trend;
use dateline_language::{Upos, Xpos};
use dateline_text::document::MONTHS;

/// "October", "Oct.", "Sept"; not "may" and "march" as verbs.
pub(super) fn is_month(s: Syntax<'_>, t: usize) -> bool {
    let word = s.a.form(t).to_lowercase();
    let word = word.trim_end_matches('.');
    let short = |m: &str| (word.len() == 3 || word == "sept") && m.starts_with(word);
    let name = MONTHS.iter().any(|m| *m == word || short(m));
    name && s.a.form(t).chars().next().is_some_and(char::is_uppercase) && !matches!(s.xpos(t), Xpos::Md)
}

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
