//! A document's mentions and what is worked out of them once: keys to compare by, governors, candidate antecedents.

use super::mentions::{self, Kind, Mention};
use super::tree::Shape;
use super::view::View;
use super::words::{Class, Definite, Gender, Number, Words};
use crate::labels::{Rel, Upos};
use std::collections::HashMap;

/// Mentions back that a name or noun is compared with, whatever they say.
const WINDOW: usize = 50;
/// Sentences back that a pronoun is.
const REACH: usize = 4;
/// Earlier mentions with a word in common, beyond the window.
const MATCHES: usize = 12;

/// What pairs are compared by.
#[derive(Clone, Debug, Default)]
pub struct Key {
    /// The whole text.
    pub text: u32,
    /// The noun, or a person's last name.
    pub word: u32,
    /// The head's lemma in lower case, by [`Document::lemma`].
    lemma: u32,
    /// The words that say which, sorted.
    pub content: Box<[u32]>,
    /// Nouns of its appositions.
    pub others: Box<[u32]>,
    /// The word it hangs on.
    pub governor: Option<usize>,
    /// Mentions before with the same text, and with the same word.
    pub before: (usize, usize),
    /// Mentions after with the same text, and with the same word.
    pub after: (usize, usize),
}

/// A document made ready.
#[derive(Debug)]
pub struct Document<'v> {
    /// Its words.
    pub view: &'v View<'v>,
    /// Its trees.
    pub shape: Shape,
    /// Its mentions in order.
    pub mentions: Vec<Mention>,
    /// What each is compared by.
    pub keys: Vec<Key>,
    /// Earlier mentions by each content word, for names and nouns.
    index: HashMap<u32, Vec<usize>>,
    /// Lemmas of heads, each once.
    lemmas: Vec<String>,
    numbers: Vec<usize>,
    /// The sieves' links, before anything learnt has a say.
    pub rough: Rough,
}

/// What the sieves make of a document.
#[derive(Clone, Debug, Default)]
pub struct Rough {
    /// The earlier mention each is linked to.
    pub links: Vec<Option<usize>>,
    /// The first mention of each one's chain, itself where it is in none.
    pub first: Vec<usize>,
    /// Mentions of its chain before each.
    pub before: Vec<usize>,
    /// The chain's mentions, by its first one.
    pub size: Vec<usize>,
    /// The chain's gender, by its first one.
    pub gender: Vec<Gender>,
}

impl Rough {
    fn of(mentions: &[Mention], links: Vec<Option<usize>>) -> Self {
        let told = |g: Gender| matches!(g, Gender::Male | Gender::Female);
        let mut gender: Vec<Gender> = mentions.iter().map(|m| m.gender).collect();
        let (mut first, mut before, mut size) = (Vec::new(), Vec::new(), vec![0; links.len()]);
        for (m, link) in links.iter().enumerate() {
            let start = link.map_or(m, |a| first[a]);
            first.push(start);
            before.push(size[start]);
            size[start] += 1;
            if gender[start] == Gender::Unknown || (told(gender[m]) && !told(gender[start])) {
                gender[start] = gender[m];
            }
        }
        Self { links, first, before, size, gender }
    }
}

/// Texts longer than this in bytes are known by their hash: phrases nest, and their texts together can be far longer
/// than the document.
const LONG: usize = 64;

/// The constants of FNV-1a, which gives the same everywhere.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// Numbers for texts, in the order they come.
#[derive(Default)]
struct Interner(HashMap<String, u32>);

impl Interner {
    fn of(&mut self, text: &str) -> u32 {
        let next = self.0.len() as u32;
        if text.len() > LONG {
            // Words hold no blank at their beginning: no text is mistaken for a hash.
            let hash = text.bytes().fold(FNV, |h, b| (h ^ u64::from(b)).wrapping_mul(FNV_PRIME));
            return *self.0.entry(format!(" {} {hash:x}", text.len())).or_insert(next);
        }
        *self.0.entry(text.to_owned()).or_insert(next)
    }
}

/// Lemmas in lower case, each once.
#[derive(Default)]
struct Lemmas {
    all: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Lemmas {
    fn of(&mut self, view: &View<'_>, word: usize) -> u32 {
        let lemma = view.words[word].lemma.to_lowercase();
        if let Some(number) = self.numbers.get(&lemma) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.all.push(lemma.clone());
        self.numbers.insert(lemma, number);
        number
    }
}

impl<'v> Document<'v> {
    /// Finds the mentions of a view and compares what can be compared once; nothing is linked yet.
    pub(super) fn unlinked(view: &'v View<'v>, words: &Words) -> Self {
        let shape = Shape::of(view);
        let mentions = mentions::mentions(view, &shape, words);
        let (mut interner, mut lemmas) = (Interner::default(), Lemmas::default());
        let mut keys: Vec<Key> =
            mentions.iter().map(|m| key(view, &shape, m, words, &mut interner, lemmas.of(view, m.head))).collect();
        let lemmas = lemmas.all;
        count(&mut keys);
        let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
        for (i, (key, m)) in keys.iter().zip(&mentions).enumerate() {
            if !matches!(m.kind, Kind::Name | Kind::Nominal) {
                continue;
            }
            // A noun is found by itself; a name by every part of it.
            if m.kind == Kind::Name {
                for word in key.content.iter().filter(|w| **w != key.word) {
                    index.entry(*word).or_default().push(i);
                }
            }
            index.entry(key.word).or_default().push(i);
        }
        let numbers = numbers(&mentions);
        Self { view, shape, mentions, keys, index, lemmas, numbers, rough: Rough::default() }
    }

    /// Takes the sieves' links over.
    pub(super) fn link(&mut self, links: Vec<Option<usize>>) {
        self.rough = Rough::of(&self.mentions, links);
    }

    /// The lemma of a mention's head in lower case.
    #[must_use]
    pub fn lemma(&self, m: usize) -> &str {
        &self.lemmas[self.keys[m].lemma as usize]
    }

    /// Mentions between two, verbs not counted.
    #[must_use]
    pub fn between(&self, from: usize, to: usize) -> usize {
        self.numbers[to].abs_diff(self.numbers[from])
    }

    /// The earlier mentions that mention `m` may be one with, nearest first. They are found anew each time: kept for all
    /// mentions they would fill more memory than everything else that is known of a document.
    #[must_use]
    pub fn candidates(&self, m: usize) -> Vec<usize> {
        let mention = &self.mentions[m];
        if mention.kind == Kind::Verb {
            return Vec::new();
        }
        let mut out = Vec::new();
        let far = match mention.pronoun() {
            Some(p) if p.person == 3 => REACH,
            Some(_) => 3 * REACH,
            None => usize::MAX,
        };
        for a in (0..m).rev() {
            let other = &self.mentions[a];
            if mention.sentence - other.sentence > far || self.between(a, m) > WINDOW {
                break;
            }
            if self.allowed(m, a) {
                out.push(a);
            }
        }
        if mention.pronoun().is_none() {
            let last = out.last().copied().unwrap_or(m);
            let mut more: Vec<usize> = Vec::new();
            let own = &self.keys[m];
            for word in own.content.iter().chain([&own.word]).filter(|w| mention.kind == Kind::Name || **w == own.word)
            {
                let earlier = self.index.get(word).map_or(&[][..], |all| &all[..all.partition_point(|a| *a < last)]);
                more.extend(earlier.iter().rev().take(MATCHES).filter(|a| self.allowed(m, **a)));
            }
            more.sort_unstable_by(|a, b| b.cmp(a));
            more.dedup();
            out.extend(more);
        }
        out
    }

    /// Whether a pair is worth a look: not one inside the other, and a verb only for what can take it up.
    fn allowed(&self, m: usize, a: usize) -> bool {
        let (mention, other) = (&self.mentions[m], &self.mentions[a]);
        if other.span.end > mention.span.start {
            return false;
        }
        if other.kind != Kind::Verb {
            return true;
        }
        let near = mention.sentence - other.sentence <= 1;
        near && match mention.kind {
            Kind::Pronoun(p) => {
                p.number == Number::Singular && p.gender == Gender::Thing && !matches!(p.class, Class::Possessive)
            }
            Kind::Nominal => matches!(mention.definite, Definite::The | Definite::Demonstrative),
            _ => false,
        }
    }
}

/// Numbers of mentions when verbs are not counted.
fn numbers(mentions: &[Mention]) -> Vec<usize> {
    let mut count = 0;
    let one = |m: &Mention| {
        count += usize::from(m.kind != Kind::Verb);
        count
    };
    mentions.iter().map(one).collect()
}

fn key(view: &View<'_>, shape: &Shape, m: &Mention, words: &Words, interner: &mut Interner, lemma: u32) -> Key {
    let text = mentions::text(view, &m.span, words);
    let mut content: Vec<u32> = mentions::content(view, &m.span, words).iter().map(|w| interner.of(w)).collect();
    content.sort_unstable();
    content.dedup();
    let others = |c: &&usize| view.words[**c].rel == Rel::Appos;
    let others: Vec<usize> = shape.children(m.head).iter().filter(others).copied().collect();
    let others = others.into_iter().map(|c| interner.of(&noun(view, shape, c))).collect();
    let word = if m.coordinated { interner.of(&text) } else { interner.of(&noun(view, shape, m.head)) };
    let governor = shape.head(m.head);
    Key {
        text: interner.of(&text),
        word,
        lemma,
        content: content.into(),
        others,
        governor,
        before: (0, 0),
        after: (0, 0),
    }
}

/// The word a phrase is known by: the last part of a name, else the lemma of the noun.
fn noun(view: &View<'_>, shape: &Shape, head: usize) -> String {
    if view.words[head].upos != Upos::Propn {
        return view.words[head].lemma.to_lowercase();
    }
    let flat = |c: &&usize| view.words[**c].rel == Rel::Flat && view.words[**c].upos == Upos::Propn;
    view.lower(shape.children(head).iter().rfind(flat).copied().unwrap_or(head))
}

/// Counts the mentions before and after that read the same.
fn count(keys: &mut [Key]) {
    let (mut texts, mut words): (HashMap<u32, usize>, HashMap<u32, usize>) = Default::default();
    for key in keys.iter_mut() {
        let (t, w) = (texts.entry(key.text).or_default(), words.entry(key.word).or_default());
        key.before = (*t, *w);
        (*t, *w) = (*t + 1, *w + 1);
    }
    for key in keys {
        key.after = (texts[&key.text] - 1 - key.before.0, words[&key.word] - 1 - key.before.1);
    }
}

/// Whether two mentions can be one as far as gender and number tell.
#[must_use]
pub fn agree(m: &Mention, a: &Mention) -> bool {
    genders(m.gender, a.gender) && numbers_agree(m, a) && persons(m, a)
}

fn persons(m: &Mention, a: &Mention) -> bool {
    match (m.pronoun(), a.pronoun()) {
        (Some(p), Some(q)) => p.person == q.person,
        _ => true,
    }
}

fn numbers_agree(m: &Mention, a: &Mention) -> bool {
    let group = |g: Gender| matches!(g, Gender::Group | Gender::Place);
    match (m.number, a.number) {
        (Number::Singular, Number::Plural) => group(m.gender),
        (Number::Plural, Number::Singular) => group(a.gender),
        _ => true,
    }
}

/// Whether two genders can be one's.
#[must_use]
pub fn genders(a: Gender, b: Gender) -> bool {
    use Gender::{Female, Group, Male, Person, Place, Thing, Unknown};
    match (a.min(b), a.max(b)) {
        (Unknown, _) | (Male | Female, Person) | (Group, Place | Thing) | (Place, Thing) => true,
        (x, y) => x == y,
    }
}

/// How the words of two mentions compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// Nothing in common.
    None,
    /// A word or more in common, the nouns not.
    Shared,
    /// One is the initials of the other.
    Initials,
    /// The earlier one's noun is among the later one's words.
    Inside,
    /// The later one's noun is among the earlier one's words or appositions.
    Within,
    /// Same noun, each with words the other lacks.
    Crossed,
    /// Same noun, and the later one says more.
    Longer,
    /// Same noun, and the later one says no more.
    Shorter,
    /// The same text.
    Exact,
}

impl Document<'_> {
    /// How mention `m` and the earlier `a` compare.
    #[must_use]
    pub fn compare(&self, m: usize, a: usize) -> Match {
        let (x, y) = (&self.keys[m], &self.keys[a]);
        if x.text == y.text {
            return Match::Exact;
        }
        let has = |set: &[u32], word: u32| set.binary_search(&word).is_ok();
        let within = |set: &[u32], other: &[u32]| set.iter().all(|w| has(other, *w));
        if x.word == y.word {
            return match (within(&x.content, &y.content), within(&y.content, &x.content)) {
                (true, _) => Match::Shorter,
                (_, true) => Match::Longer,
                _ => Match::Crossed,
            };
        }
        if y.others.contains(&x.word) || has(&y.content, x.word) {
            Match::Within
        } else if x.others.contains(&y.word) || has(&x.content, y.word) {
            Match::Inside
        } else if self.initials(m, a) || self.initials(a, m) {
            Match::Initials
        } else if x.content.iter().any(|w| has(&y.content, *w)) {
            Match::Shared
        } else {
            Match::None
        }
    }

    /// Whether `short` is the initials of the name `long`.
    fn initials(&self, short: usize, long: usize) -> bool {
        let (s, l) = (&self.mentions[short], &self.mentions[long]);
        let form = self.view.words[s.head].form;
        if l.span.len() < 2 || !(2..=6).contains(&form.len()) || !form.bytes().all(|b| b.is_ascii_uppercase()) {
            return false;
        }
        let initial = |i: usize| self.view.words[i].form.chars().next().filter(|c| c.is_uppercase());
        l.span.clone().filter_map(initial).eq(form.chars())
    }
}
