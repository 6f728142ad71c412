//! What the ranker sees: for every mention and every pair of mentions one value in each of a fixed list of slots.
//!
//! `training/coref.py` learns from these values, which `examples/coref_features.rs` writes: training and program cannot
//! differ in them. A slot added, removed or resized makes older weights a misfit: the slots' names and sizes stand in
//! the model file.

use super::document::{Document, Match, agree};
use super::mentions::{Kind, Mention, Role};
use super::words::{Class, Gender, Number, PRONOUN_ROWS};
use crate::labels::{NameKind, Rel, Upos, Xpos};

/// A slot: its name, and how many values it has.
pub type Slot = (&'static str, usize);

/// Slots of a mention by itself.
pub const MENTION: [Slot; 19] = [
    ("kind", FINE),
    ("definite", 6 * CLASSES),
    ("role", ROLES * CLASSES),
    ("agreement", 3 * GENDERS),
    ("length", 6 * CLASSES),
    ("quote", 2 * 4),
    ("parts", 32),
    ("xpos", Xpos::ALL.len()),
    ("lemma", 1021),
    ("governor", 509),
    ("word before", 251),
    ("word after", 251),
    ("text before", 4 * CLASSES),
    ("noun before", 4 * 6 * CLASSES),
    ("text after", 4 * CLASSES),
    ("noun after", 4 * CLASSES),
    ("place", 6 * CLASSES),
    ("relation", Rel::ALL.len() * 2),
    ("rough chain", 16 * CLASSES),
];

/// Slots of a pair: a mention and an earlier one.
pub const PAIR: [Slot; 22] = [
    ("kinds", COARSE * COARSE),
    ("sentences between", 9 * CLASSES),
    ("mentions between", 10 * CLASSES),
    ("match", MATCHES * CLASSES * 4),
    ("match and definiteness", MATCHES * 36),
    ("agreement", 9 * GENDERS * GENDERS),
    ("configuration", 8 * CLASSES),
    ("roles", ROLES * ROLES * 3),
    ("quotes", 5 * 16),
    ("paragraphs", 4 * CLASSES * 2),
    ("agreeing nearer", 6 * CLASSES),
    ("agreeing before it, as a reader would look", 6 * CLASSES),
    ("salience", 5 * CLASSES),
    ("names", 25 * 3),
    ("governors", 4 * CLASSES),
    ("words", 2039),
    ("modifiers", 8 * 6),
    ("same text nearer", 6 * CLASSES),
    ("quantity", 4 * MATCHES),
    ("rough link", 4 * CLASSES),
    ("rough gender", GENDERS * GENDERS * 2),
    ("rough chain", 5 * CLASSES),
];

const FINE: usize = PRONOUN_ROWS + 12;
const CLASSES: usize = 5;
const ROLES: usize = 12;
const GENDERS: usize = 7;
const MATCHES: usize = 9;
const COARSE: usize = 24;

/// Values of a mention's slots.
pub type MentionValues = [u16; MENTION.len()];
/// Values of a pair's slots.
pub type PairValues = [u16; PAIR.len()];

/// Third-person pronoun, first or second, demonstrative, name, other.
fn class(m: &Mention) -> usize {
    match m.kind {
        Kind::Pronoun(p) if p.person < 3 => 1,
        Kind::Pronoun(p) if matches!(p.class, Class::Near | Class::Far | Class::Indefinite) => 2,
        Kind::Pronoun(_) => 0,
        Kind::Name => 3,
        Kind::Nominal | Kind::Verb => 4,
    }
}

/// Name, nominal, pronoun, verb.
fn plain_kind(m: &Mention) -> usize {
    match m.kind {
        Kind::Name => 0,
        Kind::Nominal => 1,
        Kind::Pronoun(_) => 2,
        Kind::Verb => 3,
    }
}

fn name_kind(m: &Mention) -> usize {
    match (m.kind, m.name) {
        (Kind::Name, Some(NameKind::Per)) => 0,
        (Kind::Name, Some(NameKind::Loc)) => 1,
        (Kind::Name, Some(NameKind::Org)) => 2,
        (Kind::Name, None) => 3,
        _ => 4,
    }
}

fn fine(doc: &Document<'_>, m: &Mention) -> usize {
    PRONOUN_ROWS
        + match m.kind {
            Kind::Pronoun(p) => return p.row,
            Kind::Name if m.coordinated => 4,
            Kind::Name => name_kind(m),
            Kind::Verb => 5,
            Kind::Nominal if m.coordinated => 6,
            Kind::Nominal => match doc.view.words[m.head].upos {
                Upos::Noun => 7,
                Upos::Num => 8,
                Upos::Adj => 9,
                Upos::Det => 10,
                _ => 11,
            },
        }
}

fn coarse(m: &Mention) -> usize {
    match m.kind {
        Kind::Pronoun(p) => match (p.person, p.class, p.number, p.gender) {
            (1, _, Number::Singular, _) => 0,
            (1, ..) => 1,
            (2, ..) => 2,
            (_, Class::Near, Number::Singular, _) => 3,
            (_, Class::Far, Number::Singular, _) => 4,
            (_, Class::Near | Class::Far, ..) => 5,
            (_, Class::Indefinite, ..) => 6,
            (_, _, _, Gender::Male) => 7,
            (_, _, _, Gender::Female) => 8,
            (_, _, Number::Singular, _) => 9,
            _ => 10,
        },
        Kind::Verb => 11,
        _ if m.coordinated => 12,
        Kind::Name => 13 + name_kind(m),
        Kind::Nominal => 17 + m.gender as usize,
    }
}

fn bucket(value: usize, ends: &[usize]) -> usize {
    ends.iter().position(|end| value <= *end).unwrap_or(ends.len())
}

/// A value for a word of an open class; FNV-1a, so that it is the same everywhere.
fn hashed(words: &[&str], size: usize) -> usize {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|w| w.bytes().chain([b' '])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash % size as u64) as usize
}

/// The values of mention `i`.
#[must_use]
pub fn mention(doc: &Document<'_>, i: usize) -> MentionValues {
    let (m, key) = (&doc.mentions[i], &doc.keys[i]);
    let words = &doc.view.words;
    let (class, head) = (class(m), &words[m.head]);
    let lemma = |w: Option<usize>| w.map_or(String::new(), |w| words[w].lemma.to_lowercase());
    let near = |w: Option<usize>| {
        let inside = w.filter(|w| doc.view.sentences[m.sentence].contains(w));
        inside.map_or(String::new(), |w| doc.view.lower(w))
    };
    let person = m.pronoun().map_or(0, |p| usize::from(p.person));
    let few = |n: usize| n.min(3);
    let lengths = bucket(m.span.len(), &[1, 2, 3, 5, 10]);
    let all = [
        fine(doc, m),
        m.definite as usize * CLASSES + class,
        m.role as usize * CLASSES + class,
        m.number as usize * GENDERS + m.gender as usize,
        lengths * CLASSES + class,
        usize::from(m.quote > 0) * 4 + person,
        parts(doc, m),
        head.xpos as usize,
        hashed(&[doc.lemma(i)], 1021),
        hashed(&[&lemma(key.governor)], 509),
        hashed(&[&near(m.span.start.checked_sub(1))], 251),
        hashed(&[&near(Some(m.span.end))], 251),
        few(key.before.0) * CLASSES + class,
        (few(key.before.1) * 6 + m.definite as usize) * CLASSES + class,
        few(key.after.0) * CLASSES + class,
        few(key.after.1) * CLASSES + class,
        bucket(m.sentence, &[0, 1, 3, 7, 15]) * CLASSES + class,
        head.rel as usize * 2 + usize::from(explained(doc, m)),
        rough_chain(doc, i) * CLASSES + class,
    ];
    all.map(|v| v as u16)
}

/// How many of its rough chain stand before a mention, and how many after.
fn rough_chain(doc: &Document<'_>, i: usize) -> usize {
    let before = doc.rough.before[i];
    let after = doc.rough.size[doc.rough.first[i]] - 1 - before;
    bucket(before, &[0, 1, 3]) * 4 + bucket(after, &[0, 1, 3])
}

/// What hangs on a mention's head, as flags.
fn parts(doc: &Document<'_>, m: &Mention) -> usize {
    let mut flags = usize::from(m.coordinated) << 4;
    for c in doc.shape.children(m.head) {
        flags |= match doc.view.words[*c].rel {
            Rel::Acl | Rel::AclRelcl => 1,
            Rel::Appos => 2,
            Rel::Nmod => 4,
            Rel::Amod | Rel::Compound | Rel::Nummod => 8,
            _ => 0,
        };
    }
    flags
}

/// Whether a clause follows that an `it` may merely announce: "it is clear that …".
fn explained(doc: &Document<'_>, m: &Mention) -> bool {
    let clause = |c: &usize| {
        *c > m.head && matches!(doc.view.words[*c].rel, Rel::Csubj | Rel::CsubjPass | Rel::Ccomp | Rel::Advcl)
    };
    m.pronoun().is_some() && doc.shape.head(m.head).is_some_and(|g| doc.shape.children(g).iter().any(clause))
}

/// What is known of a mention's candidates together: how many agree, in which order.
#[derive(Clone, Debug, Default)]
pub struct Field {
    agreeing: Vec<bool>,
    order: Vec<usize>,
    same: Vec<Match>,
}

impl Field {
    /// Looks over the candidates of `m`, nearest first.
    #[must_use]
    pub fn of(doc: &Document<'_>, m: usize, candidates: &[usize]) -> Self {
        let mention = &doc.mentions[m];
        let fits = |a: &usize| doc.mentions[*a].kind != Kind::Verb && agree(mention, &doc.mentions[*a]);
        let agreeing: Vec<bool> = candidates.iter().map(fits).collect();
        // Sentence by sentence backwards, subjects first, then from left to right.
        let rank = |i: &usize| {
            let a = &doc.mentions[candidates[*i]];
            let subject = matches!(a.role, Role::Subject | Role::PassiveSubject);
            (mention.sentence - a.sentence, !subject, a.span.start, a.span.len())
        };
        let mut sorted: Vec<usize> = (0..candidates.len()).filter(|i| agreeing[*i]).collect();
        sorted.sort_by_key(rank);
        let mut order = vec![usize::MAX; candidates.len()];
        for (place, i) in sorted.into_iter().enumerate() {
            order[i] = place;
        }
        Self { agreeing, order, same: candidates.iter().map(|a| doc.compare(m, *a)).collect() }
    }
}

/// The values of a mention and all its candidates.
#[must_use]
pub fn pairs(doc: &Document<'_>, m: usize, candidates: &[usize]) -> Vec<PairValues> {
    let field = Field::of(doc, m, candidates);
    let mut nearer = 0;
    let mut best = Match::None;
    let one = |(i, a): (usize, &usize)| {
        let values = pair(doc, m, *a, &field, i, nearer, best);
        nearer += usize::from(field.agreeing[i]);
        best = best.max(field.same[i]);
        values
    };
    candidates.iter().enumerate().map(one).collect()
}

fn pair(doc: &Document<'_>, m: usize, a: usize, field: &Field, i: usize, nearer: usize, best: Match) -> PairValues {
    let (x, y) = (&doc.mentions[m], &doc.mentions[a]);
    let (class, same, rough) = (class(x), field.same[i] as usize, &doc.rough);
    let person = |m: &Mention| m.pronoun().map_or(0, |p| usize::from(p.person));
    let gap = x.sentence - y.sentence;
    let salience = doc.keys[a].before.0 + usize::from(doc.keys[a].after.0 > 0);
    let repeated = usize::from(x.pronoun().is_some() && doc.keys[m].text == doc.keys[a].text);
    let order = if field.agreeing[i] { bucket(field.order[i], &[0, 1, 3, 7]) } else { 5 };
    let nearest = if field.agreeing[i] { bucket(nearer, &[0, 1, 3, 7]) } else { 5 };
    let stronger = bucket(best as usize, &[0, 3, 5, 6, 7]);
    let matched = usize::from(same > 0) + usize::from(same > Match::Inside as usize);
    let all = [
        coarse(x) * COARSE + coarse(y),
        bucket(gap, &[0, 1, 2, 3, 4, 6, 10, 20]) * CLASSES + class,
        bucket(doc.between(a, m), &[1, 2, 3, 4, 6, 9, 14, 24, 49]) * CLASSES + class,
        (same * CLASSES + class) * 4 + plain_kind(y),
        same * 36 + x.definite as usize * 6 + y.definite as usize,
        (x.number as usize * 3 + y.number as usize) * GENDERS * GENDERS
            + x.gender as usize * GENDERS
            + y.gender as usize,
        configuration(doc, m, a) * CLASSES + class,
        (x.role as usize * ROLES + y.role as usize) * 3 + gap.min(2),
        quotes(x, y) * 16 + person(x) * 4 + person(y),
        (x.paragraph.saturating_sub(y.paragraph).min(3) * CLASSES + class) * 2 + repeated,
        nearest * CLASSES + class,
        order * CLASSES + class,
        bucket(salience, &[0, 1, 3, 7]) * CLASSES + class,
        (name_kind(x) * 5 + name_kind(y)) * 3 + matched,
        governors(doc, m, a) * CLASSES + class,
        lexical(doc, m, a, field.same[i]),
        modifiers(doc, m, a) * 6 + x.definite as usize,
        stronger * CLASSES + class,
        usize::from(x.coordinated) * 2 * MATCHES + usize::from(y.coordinated) * MATCHES + same,
        rough_link(doc, m, a) * CLASSES + class,
        (x.gender as usize * GENDERS + rough.gender[rough.first[a]] as usize) * 2 + usize::from(gap > 2),
        bucket(rough.before[a], &[0, 1, 3, 7]) * CLASSES + class,
    ];
    all.map(|v| v as u16)
}

/// Whether the sieves link a mention to another, to its chain, to some other chain, or to none.
fn rough_link(doc: &Document<'_>, m: usize, a: usize) -> usize {
    match doc.rough.links[m] {
        None => 0,
        Some(b) if b == a => 3,
        Some(_) if doc.rough.first[m] == doc.rough.first[a] => 2,
        Some(_) => 1,
    }
}

/// How two mentions stand to each other in the tree.
fn configuration(doc: &Document<'_>, m: usize, a: usize) -> usize {
    let (x, y) = (&doc.mentions[m], &doc.mentions[a]);
    if x.sentence != y.sentence {
        return 0;
    }
    let (gx, gy) = (doc.keys[m].governor, doc.keys[a].governor);
    let rel = |m: &Mention| doc.view.words[m.head].rel;
    if gx == Some(y.head) {
        // The later one hangs on the earlier: subject and predicate the other way round, apposition, conjunct.
        return match rel(x) {
            Rel::Conj => 1,
            Rel::Appos => 2,
            _ => 3,
        };
    }
    if gy == Some(x.head) {
        return 4;
    }
    if gx.is_some() && gx == gy {
        return 5;
    }
    // Whether the earlier one's governor is above the later one.
    let mut at = gx;
    for _ in 0..doc.view.sentences[x.sentence].len() {
        let Some(up) = at else { break };
        if Some(up) == gy {
            return 6;
        }
        at = doc.shape.head(up);
    }
    7
}

fn quotes(x: &Mention, y: &Mention) -> usize {
    match (x.quote, y.quote) {
        (0, 0) => 0,
        (a, b) if a == b => 1,
        (_, 0) => 2,
        (0, _) => 3,
        _ => 4,
    }
}

/// Whether both hang on the same word, by its lemma, and in the same role.
fn governors(doc: &Document<'_>, m: usize, a: usize) -> usize {
    let lemma = |i: usize| doc.keys[i].governor.map(|g| doc.view.words[g].lemma);
    let role = doc.mentions[m].role == doc.mentions[a].role;
    usize::from(lemma(m).is_some() && lemma(m) == lemma(a)) * 2 + usize::from(role)
}

/// The two nouns, where their texts do not already tell.
fn lexical(doc: &Document<'_>, m: usize, a: usize, same: Match) -> usize {
    if same >= Match::Within {
        return 0;
    }
    1 + hashed(&[doc.lemma(m), doc.lemma(a)], 2038)
}

/// Of the words beside the noun: whether a number, a possessor or a name stands on one side only or differs.
fn modifiers(doc: &Document<'_>, m: usize, a: usize) -> usize {
    if doc.keys[m].word != doc.keys[a].word {
        return 0;
    }
    let beside = |i: usize, wanted: fn(Upos, Rel) -> bool| -> Vec<&str> {
        let head = doc.mentions[i].head;
        let words = doc.shape.children(head).iter().map(|c| &doc.view.words[*c]);
        words.filter(|w| wanted(w.upos, w.rel)).map(|w| w.lemma).collect()
    };
    let differ = |wanted: fn(Upos, Rel) -> bool| usize::from(beside(m, wanted) != beside(a, wanted));
    let number = differ(|u, r| u == Upos::Num || r == Rel::Nummod);
    let owner = differ(|_, r| r == Rel::NmodPoss || r == Rel::Nmod);
    let adjective = differ(|u, r| r == Rel::Amod || (r == Rel::Compound && u == Upos::Propn));
    number * 4 + owner * 2 + adjective
}
