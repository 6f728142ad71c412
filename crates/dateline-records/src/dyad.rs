//! What one party does to another, the pair being given: categories, best first.
//!
//! Who reads a report for all that is in it (`events`) must be sure of an act and of both its parties. Who asks what goes on
//! between two parties that he has marked knows the parties, and wants the likeliest act even where it is not likely. So all
//! that points to an act between the two is added up, and counts the more the closer it binds them: events that were
//! coded, acts that the model holds possible, rules that saw an act and were overruled. What binds neither of the two
//! counts as well, but so little that it decides only where there is nothing else.

use crate::events::{self, Judged};
use crate::scene::Scene;
use crate::tables::Tables;
use dateline_contract::{Category, Codebook, Entity, Event};
use dateline_language::{Analysis, Part, Rel, acts};
use dateline_text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A category and its part of all that points to an act between two parties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// What is done.
    pub category: Category,
    /// 0 to 1; those of a pair add up to 1.
    pub share: f32,
}

/// How evidence binds the pair; what it counts is its place in [`CLOSENESS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bond {
    /// The source acts, and it is done to, or said to, the target.
    Forward,
    /// The other way round.
    Backward,
    /// Both act.
    Together,
    /// The source acts; of the target nothing is said.
    Source,
    /// It is done to the target; of the source nothing is said.
    Target,
    /// One of the two is a party, in the other's part.
    Either,
    /// Neither is a party, but the act's word joins them in the tree.
    Between,
    /// Neither is a party, in a sentence that has both.
    Beside,
    /// Neither is a party, in a sentence that has one.
    Near,
}

/// Bonds, as many as there are.
const BONDS: usize = 9;
/// What an act with a bond counts, in the order of [`Bond`].
const CLOSENESS: [f32; BONDS] = [4.0, 2.0, 2.0, 1.0, 1.0, 0.3, 0.6, 0.2, 0.05];

/// What points to an act; what it counts is its place in [`TRUST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An event that was coded.
    Told,
    /// An act that the model holds possible.
    Possible,
    /// An event that the rules agree on and the model does not see.
    Overruled,
    /// An event that a rule saw and another rule did not let stand.
    Dropped,
}

/// What evidence counts by its kind, in the order of [`Kind`]. These and [`CLOSENESS`] were chosen on a coarse grid over the
/// pairs of a development set; half or twice of one of these moves two pairs in a hundred at the most.
const TRUST: [f32; 4] = [1.0, 0.2, 1.0, 0.33];

/// How far a word that stands for the same actor elsewhere counts as the party.
const CHAIN: f32 = 0.9;
/// How far the noun that a party's words belong to counts as the party: "**Israeli** soldiers".
const PHRASE: f32 = 0.7;

/// What the source does to the target, the likeliest category first; nothing where no word of their sentences points to
/// any act. Acts are named by `codebook`, whose names must be PLOVER's.
///
/// Spans are bytes of the report's text; one that covers no word is nobody.
#[must_use]
pub fn rank(analysis: &Analysis, tables: &Tables<'_>, codebook: Codebook, source: Span, target: Span) -> Vec<Ranked> {
    let scene = Scene::new(analysis, tables);
    let pair = Pair::new(&scene, source, target);
    let mut sums: BTreeMap<Category, f32> = BTreeMap::new();
    let mut add = |category: Category, kind: Kind, bond: Bond, sure: f32| {
        *sums.entry(category).or_default() += sure * TRUST[kind as usize] * CLOSENESS[bond as usize];
    };
    let named = |e: &Event| Category::parse(codebook.event(e.category, e.cameo.as_deref())).unwrap_or(e.category);
    let Judged { told, rejected } = events::judge(&scene);
    let dropped = rejected.iter().map(|r| (if r.by_model { Kind::Overruled } else { Kind::Dropped }, &r.act));
    for (kind, act) in told.iter().map(|f| (Kind::Told, f)).chain(dropped) {
        if let Some((bond, how)) = pair.event(&act.value.event, act.at) {
            add(named(&act.value.event), kind, bond, how * act.confidence);
        }
    }
    for act in &analysis.acts {
        let Some((bond, how)) = pair.act(act) else { continue };
        for (name, sure) in &act.categories {
            if let Some(category) = Category::parse(name) {
                add(category, Kind::Possible, bond, how * sure);
            }
        }
    }
    ranked(sums)
}

/// The sums as shares, the greatest first.
fn ranked(sums: BTreeMap<Category, f32>) -> Vec<Ranked> {
    let all: f32 = sums.values().sum();
    let share = |sum: f32| sum / all.max(f32::MIN_POSITIVE);
    let mut out: Vec<Ranked> = sums.into_iter().map(|(category, sum)| Ranked { category, share: share(sum) }).collect();
    // The sort is stable: of equals the first in the codebook.
    out.sort_by(|a, b| b.share.total_cmp(&a.share));
    out
}

/// One of the two.
struct Party {
    /// Its words.
    words: Range<usize>,
    /// From the first to the last of them; `None` where there is none.
    span: Option<Span>,
    /// The word of them that heads the others.
    head: usize,
    /// That word and those above it.
    up: BTreeSet<usize>,
    /// Ids of the actors that its words stand for.
    ids: Vec<String>,
    /// Its sentences.
    sentences: Range<usize>,
}

impl Party {
    fn new(scene: &Scene<'_>, span: Span) -> Self {
        let a = scene.s.a;
        let start = a.tokens.partition_point(|t| t.span.end() <= span.start());
        let end = a.tokens.partition_point(|t| t.span.start() < span.end()).max(start);
        let words = start..end;
        if words.is_empty() {
            let (up, ids) = (BTreeSet::new(), Vec::new());
            return Self { words, span: None, head: start, up, ids, sentences: 0..0 };
        }
        let heads = |t: &usize| a.head(*t).is_none_or(|h| !words.contains(&h));
        let head = words.clone().find(heads).unwrap_or(start);
        let id = |t: usize| scene.actors.at(t).map(|m| scene.actors.id(m.actor).to_owned());
        let ids = match id(head) {
            Some(id) => vec![id],
            None => words.clone().filter_map(id).collect(),
        };
        let sentences = a.sentence_of(start)..a.sentence_of(end - 1) + 1;
        let up = std::iter::successors(Some(head), |t| a.head(*t)).collect();
        Self { span: Some(a.span(words.clone())), words, head, up, ids, sentences }
    }

    /// How far a word that heads an argument stands for it, 0 to 1.
    fn is(&self, scene: &Scene<'_>, head: usize) -> f32 {
        if self.words.contains(&head) {
            return 1.0;
        }
        let same = |id: &str| !id.is_empty() && self.ids.iter().any(|own| own == id);
        if scene.actors.at(head).is_some_and(|m| same(scene.actors.id(m.actor))) {
            return CHAIN;
        }
        let below = |low: usize, high: usize| climb(scene.s.a, low).any(|t| t == high);
        let part =
            self.span.is_some() && (below(self.head, head) || climb(scene.s.a, head).any(|t| self.words.contains(&t)));
        if part { PHRASE } else { 0.0 }
    }

    /// How far one of some parties of an event is it, 0 to 1.
    fn among(&self, all: &[Entity]) -> f32 {
        let is = |e: &Entity| {
            let same = !e.id.is_empty() && self.ids.contains(&e.id);
            match self.span.is_some_and(|own| own.overlaps(e.span)) {
                true => 1.0,
                false if same => CHAIN,
                false => 0.0,
            }
        };
        all.iter().map(is).fold(0.0, f32::max)
    }
}

/// How far above a word the words of its phrase are looked for.
const REACH: usize = 8;

/// The words above a word as far as one phrase goes.
fn climb(a: &Analysis, from: usize) -> impl Iterator<Item = usize> + '_ {
    let inside = |t: usize| {
        matches!(
            a.tokens[t].rel,
            Rel::Amod | Rel::Compound | Rel::NmodPoss | Rel::Nmod | Rel::NmodDesc | Rel::Flat | Rel::Appos | Rel::Conj
        )
    };
    std::iter::successors(Some(from), move |t| a.head(*t).filter(|_| inside(*t))).skip(1).take(REACH)
}

struct Pair<'a> {
    scene: &'a Scene<'a>,
    source: Party,
    target: Party,
    /// Where the ways from both up the tree meet.
    top: Option<usize>,
}

impl<'a> Pair<'a> {
    fn new(scene: &'a Scene<'a>, source: Span, target: Span) -> Self {
        let (source, target) = (Party::new(scene, source), Party::new(scene, target));
        let way = std::iter::successors(source.span.map(|_| source.head), |t| scene.s.a.head(*t));
        let top = way.into_iter().find(|t| target.up.contains(t));
        Self { scene, source, target, top }
    }

    /// How an event binds the two, and how far; `None` where it stands elsewhere.
    fn event(&self, e: &Event, at: usize) -> Option<(Bond, f32)> {
        let to = |party: &Party| party.among(&e.recipient).max(party.among(&e.addressee));
        let of = |party: &Party| (party.among(&e.actor), to(party));
        self.bond([of(&self.source), of(&self.target)], at)
    }

    /// How a possible act binds the two, and how far; `None` where it stands elsewhere.
    fn act(&self, act: &acts::Act) -> Option<(Bond, f32)> {
        let most = |party: &Party, part: Part| {
            let all = act.arguments.iter().filter(|x| x.part == part);
            all.map(|x| x.sure * party.is(self.scene, x.head as usize)).fold(0.0, f32::max)
        };
        let of = |party: &Party| (most(party, Part::Actor), most(party, Part::Recipient));
        self.bond([of(&self.source), of(&self.target)], act.trigger as usize)
    }

    /// The closest bond, given how far source and target are actor and recipient, and the word that tells the act.
    fn bond(&self, [source, target]: [(f32, f32); 2], at: usize) -> Option<(Bond, f32)> {
        let both = [
            (Bond::Forward, source.0 * target.1),
            (Bond::Backward, source.1 * target.0),
            (Bond::Together, source.0 * target.0),
        ];
        let one = [(Bond::Source, source.0), (Bond::Target, target.1), (Bond::Either, source.1.max(target.0))];
        let best = |all: &[(Bond, f32)]| {
            // Of equals the first.
            let most = all.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a });
            most.filter(|(_, how)| *how > 0.0)
        };
        best(&both).or_else(|| best(&one)).or_else(|| self.beside(at).map(|bond| (bond, 1.0)))
    }

    /// How a word binds the two that have no part in what it tells; `None` where it stands in no sentence of theirs.
    fn beside(&self, at: usize) -> Option<Bond> {
        let sentence = self.scene.s.a.sentence_of(at);
        let has = |party: &Party| party.sentences.contains(&sentence);
        match (has(&self.source), has(&self.target)) {
            (true, true) if self.joins(at) => Some(Bond::Between),
            (true, true) => Some(Bond::Beside),
            (false, false) => None,
            _ => Some(Bond::Near),
        }
    }

    /// Whether a word stands on the way through the tree from one of the two to the other.
    fn joins(&self, at: usize) -> bool {
        let (from_source, from_target) = (self.source.up.contains(&at), self.target.up.contains(&at));
        // On one way up alone it stands below where both meet; on both it is on the way only where they meet.
        from_source != from_target || (from_source && self.top == Some(at))
    }
}
