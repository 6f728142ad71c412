//! Which mentions are one actor: sieves from the surest to the least sure, in the order of the text.
//!
//! Names first (same name, surname, initials of a body), then descriptions ("the Russian leader"), then pronouns by
//! recency and role in the sentence. After the multi-pass sieve of Raghunathan et al. (2010), thinned to what news needs.

use super::names::Names;
use super::titles::is_head;
use super::{Actors, Chain, Kind, Mention, pairs, refer, roles};
use crate::holders::Holders;
use crate::syntax::Syntax;
use dateline_contract::{MentionForm, Sector};
use dateline_language::Rel;
use dateline_lexicon::Lexicon;
use dateline_text::stable_id;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Sentences back in which a description finds whom it describes.
const REACH: usize = 6;

/// The chains of a report as far as it was read.
#[derive(Default)]
struct Chains {
    all: Vec<Chain>,
    names: Names,
    /// The chains by the heads of their last mentions.
    recent: BTreeMap<usize, usize>,
    /// Whether a chain has a mention by name.
    named: Vec<bool>,
    /// Lemmas of mentions' heads in small letters, numbered.
    lemmas: HashMap<String, u32>,
    /// Chains with the lemmas of their mentions' heads.
    heads: HashSet<(u32, u32)>,
}

impl Chains {
    /// Puts a mention into the chain it was found to belong to, or begins one; the chain's index.
    fn take(&mut self, s: Syntax<'_>, found: Option<usize>, m: &Mention) -> usize {
        let index = found.unwrap_or(self.all.len());
        match self.all.get_mut(index) {
            Some(chain) => {
                self.recent.remove(chain.mentions.last().unwrap_or(&0));
                // Somebody whom a report names only now is called by that name.
                let named_now = m.name.as_ref().filter(|_| m.form == MentionForm::Name && !self.named[index]);
                let before = if named_now.is_some() { 0 } else { chain.name.len() };
                if let Some(name) = named_now.filter(|_| matches!(chain.kind, Kind::Person | Kind::Pronoun)) {
                    chain.name.clone_from(name);
                }
                join(chain, m);
                // A name gives way to a longer one alone.
                if chain.name.len() > before {
                    self.names.learn(index, chain);
                }
            }
            None => {
                let chain = begin(s, m);
                self.names.learn(index, &chain);
                self.all.push(chain);
                self.named.push(false);
            }
        }
        self.recent.insert(m.head, index);
        self.named[index] |= m.form == MentionForm::Name;
        let next = self.lemmas.len() as u32;
        let lemma = *self.lemmas.entry(s.a.lemma(m.head).to_ascii_lowercase()).or_insert(next);
        self.heads.insert((index as u32, lemma));
        index
    }

    /// Whether a mention of a chain is headed by a lemma, one of [`Chains::lemmas`].
    fn is_headed(&self, index: usize, lemma: Option<&u32>) -> bool {
        lemma.is_some_and(|l| self.heads.contains(&(index as u32, *l)))
    }

    /// The chain mentioned last, no more than a few sentences before a mention, of those that fit it.
    fn latest(&self, s: Syntax<'_>, m: &Mention, fits: impl Fn(usize, &Chain) -> bool) -> Option<usize> {
        let from = s.a.sentences[s.a.sentence_of(m.head).saturating_sub(REACH)].start;
        self.recent.range(from..).rev().map(|(_, i)| *i).find(|i| fits(*i, &self.all[*i]))
    }
}

/// Puts every mention into a chain and writes the chain's index into it.
pub(super) fn group(s: Syntax<'_>, lexicon: &Lexicon, mentions: &mut BTreeMap<usize, Mention>) -> Vec<Chain> {
    let heads: Vec<usize> = mentions.keys().copied().collect();
    pairs::find(s, mentions, &heads);
    let mut chains = Chains::default();
    for h in heads {
        let m = &mentions[&h];
        let found = match m.form {
            _ if m.kind == Kind::Pair => None,
            MentionForm::Pronoun => refer::pronoun(s, mentions, &chains.all, m),
            MentionForm::Name => chains
                .names
                .find(&chains.all, m)
                .or_else(|| chains.names.by_first_name(&chains.all, m))
                .or_else(|| refer::named_later(s, mentions, &chains.all, m)),
            MentionForm::Nominal => roles::explained(s, mentions, m)
                .or_else(|| description(s, lexicon, &chains, m))
                .or_else(|| refer::description(s, &chains.all, mentions, m)),
        };
        let index = chains.take(s, found, m);
        if let Some(m) = mentions.get_mut(&h) {
            m.actor = index;
        }
    }
    chains.all
}

/// An actor's id: the document's key, its name and where it is first mentioned.
pub(super) fn id(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, chain: &Chain, ordinal: usize) -> String {
    let first = chain.mentions.first().and_then(|h| mentions.get(h)).map_or(0, |m| m.span.start());
    stable_id([s.a.document.key.as_str(), "actor", &chain.name, &first.to_string(), &ordinal.to_string()])
}

pub(super) fn begin(s: Syntax<'_>, m: &Mention) -> Chain {
    let words = m.span.of(s.a.text());
    let plain = ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|p| words.strip_prefix(p)).unwrap_or(words);
    Chain {
        name: m.name.clone().unwrap_or_else(|| plain.split_whitespace().collect::<Vec<_>>().join(" ")),
        kind: m.kind,
        code: m.code.clone(),
        code_from: m.code_from,
        sector: m.sector.clone(),
        office: m.office.clone(),
        members: if m.form == MentionForm::Name { m.members.clone() } else { Vec::new() },
        gender: m.gender,
        mentions: vec![m.head],
    }
}

pub(super) fn join(chain: &mut Chain, m: &Mention) {
    chain.mentions.push(m.head);
    if m.form == MentionForm::Pronoun {
        chain.gender = chain.gender.or(m.gender);
        return;
    }
    if let Some(name) =
        m.name.as_ref().filter(|n| n.len() > chain.name.len() && m.kind != Kind::Seat && m.kind != Kind::Country)
    {
        chain.name.clone_from(name);
    }
    if chain.code.is_none() {
        (chain.code, chain.code_from) = (m.code.clone(), m.code_from);
    }
    if chain.sector.is_empty() && chain.kind != Kind::Country {
        chain.sector.clone_from(&m.sector);
    }
    chain.office = chain.office.take().or_else(|| m.office.clone());
    chain.gender = chain.gender.or(m.gender);
    if matches!(chain.kind, Kind::Unknown | Kind::Pronoun) {
        chain.kind = m.kind;
    }
}

/// Nouns for an armed group told of before.
const GENERIC: [&str; 8] =
    ["group", "movement", "militia", "organization", "organisation", "rebel", "militant", "fighter"];

/// "the Russian leader", "the minister", "the West Asian nation", "the group".
fn description(s: Syntax<'_>, lexicon: &Lexicon, chains: &Chains, m: &Mention) -> Option<usize> {
    let definite = s.a.children(m.head).any(|c| {
        matches!(s.rel(c), Rel::Det | Rel::NmodPoss)
            && !matches!(s.a.lemma(c).to_lowercase().as_str(), "a" | "an" | "some" | "any" | "no" | "another")
    });
    if !definite || m.kind == Kind::Pair {
        return None;
    }
    match m.kind {
        Kind::Person => {
            let office = m.office.as_deref().unwrap_or_default();
            let head_word = s.a.lemma(m.head).to_lowercase();
            let head = is_head(office);
            let fits = |i: usize, c: &Chain| {
                if c.kind != Kind::Person || !chains.named[i] {
                    return false;
                }
                let gender = m.gender.is_none() || c.gender.is_none() || m.gender == c.gender;
                let theirs = c.office.as_deref().unwrap_or_default().to_lowercase();
                let title = theirs.contains(&head_word) || (head && is_head(&theirs));
                gender && title && (m.code.is_none() || m.code == c.code)
            };
            chains.latest(s, m, fits)
        }
        Kind::Country => {
            let state = |c: &Chain| c.code.as_deref().is_some_and(|x| lexicon.country_info(x).is_some() && x != "PSE");
            let fits = |_: usize, c: &Chain| {
                let inside = m.members.is_empty() || c.code.as_ref().is_some_and(|x| m.members.contains(x));
                c.kind == Kind::Country && inside && state(c)
            };
            chains.latest(s, m, fits)
        }
        Kind::Body | Kind::Persons => {
            let head = chains.lemmas.get(&s.a.lemma(m.head).to_lowercase());
            let same = |i: usize, c: &Chain| {
                let like = (m.code.is_none() || m.code == c.code) && c.kind == m.kind;
                like && chains.is_headed(i, head)
            };
            let generic = GENERIC.iter().any(|g| s.is_lemma(m.head, g));
            let group = |_: usize, c: &Chain| {
                let armed = c.sector.first().is_some_and(|x| *x == Sector::Reb);
                generic && c.kind == Kind::Body && armed && (m.code.is_none() || m.code == c.code)
            };
            chains.latest(s, m, same).or_else(|| chains.latest(s, m, group))
        }
        _ => None,
    }
}

impl Actors {
    /// The same actors with the first person inside a quotation given to its speaker: "I" is the speaker, "we" the side
    /// the speaker is on.
    ///
    /// `spoken` holds, for each quotation, its words and the head of its speaker's mention.
    #[must_use]
    pub(crate) fn with_first_person(mut self, s: Syntax<'_>, spoken: &[(Vec<Range<usize>>, usize)]) -> Self {
        let around = Holders::of(spoken.iter().map(|(ranges, _)| ranges.as_slice()));
        let mut bound = BTreeSet::new();
        let heads: Vec<usize> = self.mentions.keys().copied().collect();
        for h in heads {
            let word = s.a.form(h).to_lowercase();
            let (we, i) = (
                matches!(word.as_str(), "we" | "us" | "our" | "ours"),
                matches!(word.as_str(), "i" | "me" | "my" | "mine"),
            );
            if !(we || i) {
                continue;
            }
            let speaker = around.around(h).min_by_key(|i| spoken[*i].0[0].len());
            let Some(speaker) = speaker.and_then(|i| self.at(spoken[i].1)).map(|m| m.actor) else { continue };
            let target = if we { self.side_of(s, speaker) } else { speaker };
            // At once: "I" may be the speaker of what follows.
            if let Some(m) = self.mentions.get_mut(&h) {
                m.actor = target;
                self.told[target].learn(m);
            }
            self.all[target].mentions.push(h);
            bound.insert(target);
        }
        bound.into_iter().for_each(|target| self.all[target].mentions.sort_unstable());
        self
    }

    /// The actor that a speaker speaks for: the country of an official, else the speaker.
    ///
    /// A town in which something only happens speaks for nobody.
    fn side_of(&self, s: Syntax<'_>, speaker: usize) -> usize {
        let Some(code) = self.all[speaker].code.as_ref() else { return speaker };
        let of = |kind: Kind| self.by_code.get(&(kind, code.clone())).copied();
        let acts = |h: &usize| s.rel(*h).is_subject() || matches!(s.rel(*h), Rel::Obj | Rel::OblAgent | Rel::NmodPoss);
        let acting = |kind: Kind| of(kind).filter(|i| self.all[*i].mentions.iter().any(acts));
        acting(Kind::Seat).or_else(|| acting(Kind::Country)).unwrap_or(speaker)
    }
}
