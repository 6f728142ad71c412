//! Mentions: the spans that may refer, and what can be told of each by itself.

use super::tree::Shape;
use super::view::View;
use super::words::{Class, Definite, Gender, Number, Pronoun, Words};
use crate::labels::{NameKind, Rel, Upos, Xpos};
use std::ops::Range;

/// What a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A pronoun of the table.
    Pronoun(Pronoun),
    /// Its head is a proper noun.
    Name,
    /// Its head is any other noun, number or adjective.
    Nominal,
    /// A verb that a pronoun may take up: "He left. That was …".
    Verb,
}

/// What a mention is to its governor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are the relations of the tree")]
pub enum Role {
    Subject,
    PassiveSubject,
    Object,
    Oblique,
    Agent,
    Modifier,
    Possessor,
    Predicate,
    Conjunct,
    Apposition,
    Compound,
    Other,
}

/// A mention.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its words.
    pub span: Range<usize>,
    /// Its head.
    pub head: usize,
    /// Whether it is a whole coordination: "Bos and colleagues".
    pub coordinated: bool,
    /// Pronoun, name or other.
    pub kind: Kind,
    /// Who or what it can be.
    pub gender: Gender,
    /// One or several.
    pub number: Number,
    /// What the name tagger says.
    pub name: Option<NameKind>,
    /// How it is determined.
    pub definite: Definite,
    /// What it is to its governor.
    pub role: Role,
    /// Its sentence.
    pub sentence: usize,
    /// Its paragraph.
    pub paragraph: usize,
    /// The quotation it stands in; 0 outside.
    pub quote: usize,
}

impl Mention {
    /// The pronoun it is.
    #[must_use]
    pub fn pronoun(&self) -> Option<Pronoun> {
        if let Kind::Pronoun(p) = self.kind { Some(p) } else { None }
    }
}

/// All mentions, in order of their beginning, the longer first.
#[must_use]
pub fn mentions(view: &View<'_>, shape: &Shape, table: &Words) -> Vec<Mention> {
    let quotes = quotes(view);
    let mut out = Vec::new();
    for (sentence, range) in view.sentences.iter().enumerate() {
        for head in range.clone() {
            let Some(kind) = kind(view, shape, head, table) else { continue };
            let make = |span: Range<usize>, coordinated| {
                let mut m = Mention {
                    head,
                    coordinated,
                    kind,
                    gender: Gender::Unknown,
                    number: Number::Unknown,
                    name: shape.name(head),
                    definite: definite(view, shape, head, table),
                    role: role(view, shape, head),
                    sentence,
                    paragraph: view.paragraphs.get(sentence).copied().unwrap_or(0),
                    quote: quotes[head],
                    span,
                };
                m.number = number(view, &m, table);
                m.gender = gender(view, &m, table);
                m
            };
            let span = shape.phrase(view, head, false);
            let whole = shape.phrase(view, head, true);
            if whole != span && !matches!(kind, Kind::Verb) {
                out.push(make(whole, true));
            }
            out.push(make(span, false));
        }
    }
    out.sort_by_key(|m| (m.span.start, usize::MAX - m.span.end, m.head));
    out.dedup_by(|b, a| a.span == b.span);
    out
}

/// What a mention with this head would be; `None` where none has it.
fn kind(view: &View<'_>, shape: &Shape, head: usize, table: &Words) -> Option<Kind> {
    let word = &view.words[head];
    let lower = view.lower(head);
    if let Some(p) = table.pronouns.get(lower.as_str()) {
        let pronominal = match p.class {
            Class::Near | Class::Far => word.xpos == Xpos::Dt && word.rel != Rel::Det,
            Class::Indefinite => word.upos == Upos::Pron,
            // "US", "IT".
            _ if word.form.len() > 1 && word.upos == Upos::Propn && !word.form.contains(char::is_lowercase) => false,
            // 's is "us" only in "let's".
            _ if matches!(lower.as_str(), "'s" | "’s") => word.upos == Upos::Pron,
            Class::Possessive => word.upos == Upos::Pron || word.rel == Rel::NmodPoss,
            _ => matches!(word.upos, Upos::Pron | Upos::Propn | Upos::X) || word.xpos == Xpos::Prp,
        };
        if pronominal {
            return Some(Kind::Pronoun(*p));
        }
    }
    let named = shape.name(head).is_some();
    // "the UN", "DH courses": initials are a name, whatever their tag.
    let named = named || (word.form.len() > 1 && word.form.bytes().all(|b| b.is_ascii_uppercase()));
    let argument = !matches!(word.rel, Rel::Flat | Rel::Fixed | Rel::Goeswith | Rel::Reparandum | Rel::CompoundPrt);
    match word.upos {
        Upos::Propn if argument => Some(Kind::Name),
        Upos::Noun | Upos::X | Upos::Sym if argument && named => Some(Kind::Name),
        Upos::Noun if argument && word.rel != Rel::Compound => Some(Kind::Nominal),
        Upos::Num | Upos::Adj | Upos::Det if participates(word.rel) => Some(Kind::Nominal),
        Upos::Verb | Upos::Aux if shape.is_clause(view, head) => Some(Kind::Verb),
        _ => None,
    }
}

/// Whether a word that is no noun stands where only a nominal can.
fn participates(rel: Rel) -> bool {
    matches!(rel, Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Obl | Rel::Nmod | Rel::NmodPoss | Rel::Iobj)
}

fn definite(view: &View<'_>, shape: &Shape, head: usize, table: &Words) -> Definite {
    for c in shape.children(head).iter().filter(|c| **c < head) {
        match view.words[*c].rel {
            Rel::NmodPoss => return Definite::Possessed,
            Rel::Det => return table.determiners.get(&view.lower(*c)).copied().unwrap_or(Definite::Quantified),
            Rel::Nummod => return Definite::Quantified,
            _ => {}
        }
    }
    Definite::Bare
}

fn role(view: &View<'_>, shape: &Shape, head: usize) -> Role {
    if shape.is_predicate(view, head) {
        return Role::Predicate;
    }
    match view.words[head].rel {
        Rel::NsubjPass | Rel::CsubjPass => Role::PassiveSubject,
        r if r.is_subject() => Role::Subject,
        Rel::Obj | Rel::Iobj => Role::Object,
        Rel::OblAgent => Role::Agent,
        Rel::Obl | Rel::OblUnmarked => Role::Oblique,
        Rel::Nmod | Rel::NmodUnmarked | Rel::NmodDesc => Role::Modifier,
        Rel::NmodPoss => Role::Possessor,
        Rel::Conj => Role::Conjunct,
        Rel::Appos => Role::Apposition,
        Rel::Compound => Role::Compound,
        _ => Role::Other,
    }
}

fn number(view: &View<'_>, m: &Mention, table: &Words) -> Number {
    if m.coordinated {
        return Number::Plural;
    }
    let word = &view.words[m.head];
    match m.kind {
        Kind::Pronoun(p) => p.number,
        Kind::Verb => Number::Singular,
        _ => match word.xpos {
            Xpos::Nns | Xpos::Nnps => Number::Plural,
            _ if table.nouns.get(word.lemma).is_some_and(|n| n.1 == Number::Plural) => Number::Plural,
            Xpos::Nn | Xpos::Nnp => Number::Singular,
            _ => Number::Unknown,
        },
    }
}

fn gender(view: &View<'_>, m: &Mention, table: &Words) -> Gender {
    match m.kind {
        Kind::Pronoun(p) => p.gender,
        Kind::Verb => Gender::Thing,
        Kind::Name => name_gender(view, m, table),
        Kind::Nominal => {
            let word = &view.words[m.head];
            let (lemma, lower) = (word.lemma.to_lowercase(), view.lower(m.head));
            let known = table.nouns.get(lemma.as_str()).or_else(|| table.nouns.get(lower.as_str()));
            known.map_or(Gender::Unknown, |n| n.0)
        }
    }
}

/// A name's gender: by its title, its first name, the nouns in it, or else by what the tagger says it names.
fn name_gender(view: &View<'_>, m: &Mention, table: &Words) -> Gender {
    if m.coordinated {
        return Gender::Unknown;
    }
    // Words after the head of an apposition are another's: "Merkel, whose husband …" says nothing of Merkel.
    let last = (m.head + 1..m.span.end).take_while(|i| view.words[*i].upos == Upos::Propn).last().unwrap_or(m.head);
    let forms: Vec<String> = (m.span.start..=last).map(|i| view.lower(i)).collect();
    let told = |g: &Gender| matches!(g, Gender::Male | Gender::Female);
    if m.name != Some(NameKind::Loc) && m.name != Some(NameKind::Org) {
        let title = forms.iter().find_map(|f| table.titles.get(f.as_str()).copied().filter(told));
        let given = || forms.iter().find_map(|f| table.given.get(f.as_str()).copied());
        let noun = || forms.iter().find_map(|f| table.nouns.get(f.as_str()).map(|n| n.0).filter(told));
        if let Some(found) = title.or_else(given).or_else(noun) {
            return found;
        }
    }
    match m.name {
        Some(NameKind::Per) => Gender::Person,
        Some(NameKind::Loc) => Gender::Place,
        Some(NameKind::Org) => Gender::Group,
        None => table.nouns.get(forms[forms.len() - 1].as_str()).map_or(Gender::Unknown, |n| n.0),
    }
}

/// A mention's words in lower case without those that need not be repeated; of a name, without titles. No mention holds
/// them: phrases nest, and each would hold the words of all phrases in it.
pub(super) fn content(view: &View<'_>, span: &Range<usize>, table: &Words) -> Vec<String> {
    let kept = |w: &String| !table.weak.has(w) && !table.titles.contains_key(w.as_str());
    let all: Vec<String> = span.clone().map(|i| view.lower(i)).collect();
    let some: Vec<String> = all.iter().filter(|w| kept(w)).cloned().collect();
    if some.is_empty() { all } else { some }
}

/// All words of a mention in lower case, without a determiner before and `'s` after.
pub(super) fn text(view: &View<'_>, span: &Range<usize>, table: &Words) -> String {
    let (mut first, mut last) = (span.start, span.end);
    while last - first > 1 && table.dropped.has(&view.lower(first)) {
        first += 1;
    }
    while last - first > 1 && view.words[last - 1].xpos == Xpos::Pos {
        last -= 1;
    }
    let forms: Vec<String> = (first..last).map(|i| view.lower(i)).collect();
    let joined = forms.join(" ");
    // "us" is a country only as a name.
    let named = view.words[first].form.starts_with(char::is_uppercase) && view.words[first].upos == Upos::Propn;
    table.aliases.get(&joined).filter(|_| named).cloned().unwrap_or(joined)
}

/// The quotation each word stands in, counted from 1; 0 outside. A quotation ends with its paragraph at the latest.
///
/// Not [`crate::quotes`]: the ranker was trained with these, and CoNLL-U has no space around a mark to read it by.
fn quotes(view: &View<'_>) -> Vec<usize> {
    let mut out = vec![0; view.words.len()];
    let (mut count, mut now, mut paragraph) = (0, 0, 0);
    for (sentence, range) in view.sentences.iter().enumerate() {
        let here = view.paragraphs.get(sentence).copied().unwrap_or(0);
        if here != paragraph {
            (now, paragraph) = (0, here);
        }
        for i in range.clone() {
            let opens = match view.words[i].form {
                "\"" => now == 0,
                "“" | "``" | "«" | "„" => true,
                "”" | "''" | "»" => false,
                _ => {
                    out[i] = now;
                    continue;
                }
            };
            if opens {
                count += 1;
            }
            now = if opens { count } else { 0 };
        }
    }
    out
}
