//! How two parties stand to each other: member, spokesperson, backer, ally, unit, successor, counterpart, office.
//!
//! A relation is what *holds* between two parties when the report is written, or held for a time that it tells. What one
//! of them *does* is an event: a promise of support, a visit, a rupture of ties. So the rules here leave out what is
//! promised, wished, denied or done once.
//!
//! | kind | from → to | told as |
//! |---|---|---|
//! | `member_of` | member → body | "X is part of Y", "Y member X", "X joined Y", "Y, which includes X" |
//! | `spokesperson_of` | speaker → whom for | "X, a spokesman for Y", "Y spokesman X", "Y's spokesman, X" |
//! | `office_of` | holder → of what | a clause only: "X became president of Y", "X, who is mayor of Y". A title beside a name ("President X") belongs to the actor and makes no relation |
//! | `backs` | backer → backed | "X-backed Y", "Y, backed by X", "X arms Y", "X's support for Y" |
//! | `ties_with` | either → other | "X has ties with Y", "X shares a border with Y", "X's ally Y" |
//! | `part_of` | part → whole | "X, the armed wing of Y", "X, a unit of Y" |
//! | `successor_of` | later → earlier | "X succeeded Y", "Y's successor, X" |
//! | `counterpart_of` | counterpart → whose | "his Iranian counterpart, X" |
//!
//! Both ends are actors: named, coded, or in a chain with one who is. They come from the same clause or through such a
//! chain, never from elsewhere.

mod clauses;
mod look;
mod nouns;
mod role;
mod when;

use crate::actors::{Kind, Mention};
use crate::ground::{Finding, Ground};
use dateline_contract::record::{Entity, Relation, RelationKind};
use look::Look;

pub use crate::words::relations::{Noun, Verb};

/// Finds the relations that a report tells, in the order of the text. Takes time linear in its length. On whose word
/// each stands (`by`) is left empty: the statements around tell that.
///
/// ```
/// use dateline_language::{Model, analyse};
/// use dateline_records::{Tables, ground::Ground, relations};
/// use dateline_text::{RawItem, document::{Limits, document}};
///
/// let item = RawItem::new("Finland joined NATO in 2023.");
/// let read = analyse(document(&item, &Limits::default()).unwrap().value.into(), Model::fast()).value;
/// let found = relations::find(&Ground::new(&read, &Tables::builtin()));
/// assert_eq!(found[0].value.kind.name(), "member_of");
/// assert_eq!(found[0].value.since.map(|s| s.to_string()).as_deref(), Some("2023"));
/// ```
#[must_use]
pub fn find(ground: &Ground<'_>) -> Vec<Finding<Relation>> {
    let mut out = Out { look: Look { g: ground }, found: Vec::new() };
    for sentence in &ground.s.a.sentences {
        let first = out.found.len();
        for t in sentence.clone() {
            out.at_word(t);
        }
        out.thin(first);
    }
    out.found
}

/// What the rules found so far, and the view they look through.
struct Out<'g> {
    look: Look<'g>,
    found: Vec<Finding<Relation>>,
}

/// What a rule says of a relation beside its ends.
#[derive(Clone, Copy)]
struct Told<'r> {
    kind: RelationKind,
    rule: &'r str,
    confidence: f32,
    /// The words that say it, from one to the other.
    cue: (usize, usize),
}

impl Out<'_> {
    fn at_word(&mut self, t: usize) {
        let a = self.look.s.a;
        let lemma = a.lemma(t);
        // Names alone keep their capitals.
        if lemma.starts_with(|c: char| c.is_ascii_uppercase()) {
            let lemma = lemma.to_ascii_lowercase();
            self.noun(t, &lemma);
        } else {
            self.noun(t, lemma);
            self.clause(t, lemma);
        }
    }

    /// A mention as the ends of a relation: two for a pair.
    fn ends(&self, m: &Mention) -> Vec<Entity> {
        if self.look.known(m) { self.look.actors.entities(m) } else { Vec::new() }
    }

    /// Writes one relation for each pair of ends.
    fn add(&mut self, told: Told<'_>, from: &[&Mention], to: &[&Mention]) {
        let to: Vec<Entity> = to.iter().flat_map(|m| self.ends(m)).collect();
        self.add_to(told, from, &to);
    }

    fn add_to(&mut self, told: Told<'_>, from: &[&Mention], to: &[Entity]) {
        let from: Vec<Entity> = from.iter().flat_map(|m| self.ends(m)).collect();
        self.add_entities(told, &from, to);
    }

    fn add_entities(&mut self, told: Told<'_>, from: &[Entity], to: &[Entity]) {
        for f in from {
            for t in to.iter().filter(|t| !same(f, t)) {
                let (since, until) = when::told(&self.look, told.cue.1, told.kind);
                let cue = self.look.s.a.span(told.cue.0..told.cue.1 + 1);
                let relation =
                    Relation { kind: told.kind, from: f.clone(), to: t.clone(), since, until, by: Vec::new() };
                self.found.push(Finding {
                    value: relation,
                    evidence: vec![f.span.cover(cue).cover(t.span)],
                    at: told.cue.0,
                    rule: told.rule.to_owned(),
                    confidence: told.confidence,
                });
            }
        }
    }

    /// Of what two rules found twice in a sentence, the surer stays.
    fn thin(&mut self, first: usize) {
        let mut kept: Vec<Finding<Relation>> = Vec::new();
        for f in self.found.drain(first..) {
            let twin = |k: &&mut Finding<Relation>| {
                let symmetric = k.value.kind == RelationKind::TiesWith;
                let one = |a: &Entity, b: &Entity| same(a, b);
                k.value.kind == f.value.kind
                    && ((one(&k.value.from, &f.value.from) && one(&k.value.to, &f.value.to))
                        || (symmetric && one(&k.value.from, &f.value.to) && one(&k.value.to, &f.value.from)))
            };
            match kept.iter_mut().find(twin) {
                Some(k) if k.confidence < f.confidence => *k = f,
                Some(_) => {}
                None => kept.push(f),
            }
        }
        self.found.append(&mut kept);
    }
}

/// Whether two ends are one party. The sides of a pair have one span and are two.
fn same(a: &Entity, b: &Entity) -> bool {
    if a.id.is_empty() || b.id.is_empty() {
        return a.span == b.span || (a.name.is_some() && a.name == b.name && a.code == b.code);
    }
    a.id == b.id
}

/// Whether a mention stands for a body or a country rather than a person.
fn is_body(m: &Mention) -> bool {
    matches!(m.kind, Kind::Body | Kind::Country | Kind::Seat)
}
