//! Which chains a name can belong to, found by its words rather than by asking every chain.
//!
//! [`same_name`] decides; [`Names`] hands it the few chains that it can say yes to. It must hand over all of those:
//! each way in which `same_name` can agree has its own list here.

use super::{Chain, Kind, Mention};
use std::collections::{BTreeSet, HashMap};

/// Names of more different words than these are compared with every chain that shares their first and last.
const MOST_SUBSETS: usize = 6;

/// The words of a name without what is written now so and now otherwise.
fn folded(name: &str) -> Vec<String> {
    let plain = name.to_lowercase().replace(['-', '’', '\'', '.'], " ");
    plain.split_whitespace().filter(|w| !matches!(*w, "the" | "al" | "s")).map(ToOwned::to_owned).collect()
}

/// The first letters of a name of several words.
fn initials(words: &[String]) -> Option<String> {
    (words.len() > 1).then(|| words.iter().filter_map(|w| w.chars().next()).collect())
}

fn is_person(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Unknown)
}

/// Whether a mention's name, of which `mine` are the words, is that of a chain whose name's words are `theirs`.
fn same_name(chain: &Chain, theirs: &[String], m: &Mention, mine: &[String]) -> bool {
    if mine.is_empty() || theirs.is_empty() {
        return false;
    }
    let codes = chain.code.is_none() || m.code.is_none() || chain.code == m.code;
    let persons = is_person(chain.kind) && is_person(m.kind);
    if mine == theirs {
        return codes
            && (chain.kind == m.kind
                || persons
                || matches!(
                    (chain.kind, m.kind),
                    (Kind::Country, Kind::Seat) | (Kind::Seat, Kind::Country) | (Kind::Unknown, _) | (_, Kind::Unknown)
                ));
    }
    if persons && codes {
        let (short, long) = if mine.len() < theirs.len() { (mine, theirs) } else { (theirs, mine) };
        let inside = short.iter().all(|w| long.contains(w));
        return short.last() == long.last() && inside
            || (short.len() == 1
                && long.len() > 1
                && long.contains(&short[0])
                && (m.kind == Kind::Unknown || long[0] == short[0]));
    }
    let spelt = |long: &[String], short: &[String]| short.len() == 1 && initials(long).is_some_and(|i| i == short[0]);
    let bodies = matches!(m.kind, Kind::Body | Kind::Unknown) && matches!(chain.kind, Kind::Body | Kind::Unknown);
    bodies && (spelt(theirs, mine) || spelt(mine, theirs))
}

/// What the chains of one list share.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum By {
    /// All words, in order.
    Words,
    /// The set of the words and, before it, the last.
    Set,
    /// The last word and one of all.
    LastAndOne,
    /// One of several words.
    One,
    /// The first letters.
    Initials,
}

/// The chains by the words of their names.
#[derive(Default)]
pub(super) struct Names {
    /// Chains in order. A chain stays in the lists of a name that it no longer has: `same_name` knows.
    lists: HashMap<(By, String), Vec<u32>>,
}

impl Names {
    /// Learns the name of a chain, be it new or another than before.
    pub(super) fn learn(&mut self, index: usize, chain: &Chain) {
        let words = folded(&chain.name);
        if let Some(key) = initials(&words) {
            self.list(By::Initials, key, index);
        }
        self.list(By::Words, words.join(" "), index);
        if is_person(chain.kind) {
            let set: BTreeSet<&str> = words.iter().map(String::as_str).collect();
            if let Some(last) = words.last() {
                self.list(By::Set, key_of_set(last, set.iter().copied()), index);
                for word in &set {
                    self.list(By::LastAndOne, format!("{last} {word}"), index);
                }
            }
            if words.len() > 1 {
                set.iter().for_each(|word| self.list(By::One, (*word).to_owned(), index));
            }
        }
    }

    fn list(&mut self, by: By, key: String, index: usize) {
        let list = self.lists.entry((by, key)).or_default();
        if let Err(at) = list.binary_search(&(index as u32)) {
            list.insert(at, index as u32);
        }
    }

    /// The last person told of by a full name of which a mention has the first word alone: "Ada" after "Ada Crane".
    pub(super) fn by_first_name(&self, chains: &[Chain], m: &Mention) -> Option<usize> {
        let mine = folded(m.name.as_ref()?);
        let [word] = &mine[..] else { return None };
        if !is_person(m.kind) {
            return None;
        }
        let list = self.lists.get(&(By::One, word.clone()))?;
        // Of the last few with that word in their names: a first name is shared by few in one report.
        list.iter().rev().take(8).map(|c| *c as usize).find(|c| {
            let chain = &chains[*c];
            let codes = chain.code.is_none() || m.code.is_none() || chain.code == m.code;
            let genders = chain.gender.is_none() || m.gender.is_none() || chain.gender == m.gender;
            chain.kind == Kind::Person && codes && genders && folded(&chain.name).first() == Some(word)
        })
    }

    /// The last chain that has a mention's name.
    pub(super) fn find(&self, chains: &[Chain], m: &Mention) -> Option<usize> {
        let mine = folded(m.name.as_ref()?);
        let last = mine.last()?;
        let set: BTreeSet<&str> = mine.iter().map(String::as_str).collect();
        let mut keys = vec![(By::Words, mine.join(" "))];
        if mine.len() == 1 {
            keys.push((By::Initials, last.clone()));
        }
        keys.extend(initials(&mine).map(|i| (By::Words, i)));
        if is_person(m.kind) {
            // Theirs has mine in it: then it stands under each word of mine, and the shortest list will do.
            let all = set.iter().map(|w| (By::LastAndOne, format!("{last} {w}")));
            if set.len() > MOST_SUBSETS {
                // Mine has theirs in it, whichever words those are.
                keys.extend(all);
            } else {
                keys.extend(all.min_by_key(|key| self.lists.get(key).map_or(0, Vec::len)));
                keys.extend(subsets(last, &set).map(|key| (By::Set, key)));
            }
            keys.extend((mine.len() == 1).then(|| (By::One, last.clone())));
            keys.extend(set.iter().filter(|_| mine.len() > 1).map(|w| (By::Words, (*w).to_owned())));
        }
        let mut best = None;
        for list in keys.iter().filter_map(|key| self.lists.get(key)) {
            let newer = list.iter().rev().map(|c| *c as usize).take_while(|c| best.is_none_or(|b| *c > b));
            let one = |c: &usize| same_name(&chains[*c], &folded(&chains[*c].name), m, &mine);
            best = newer.into_iter().find(one).or(best);
        }
        best
    }
}

/// A set of words with its last.
fn key_of_set<'w>(last: &str, words: impl Iterator<Item = &'w str>) -> String {
    words.fold(format!("{last} ·"), |key, word| key + " " + word)
}

/// The keys of all sets of a name's words that have its last word in them.
fn subsets<'w>(last: &'w str, set: &'w BTreeSet<&str>) -> impl Iterator<Item = String> + 'w {
    let others: Vec<&str> = set.iter().copied().filter(|w| *w != last).collect();
    (0..1usize << others.len()).map(move |mask| {
        let of_mask = others.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, w)| *w);
        let chosen: BTreeSet<&str> = of_mask.chain([last]).collect();
        key_of_set(last, chosen.into_iter())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::code;
    use crate::syntax::Syntax;
    use dateline_contract::record::MentionForm;
    use dateline_language::{Model, analyse};
    use dateline_text::RawItem;
    use dateline_text::document::{Limits, document};

    /// What is found by lists is what asking every chain finds, over names that share words, order and first letters.
    #[test]
    fn lists_find_the_chain_that_asking_every_chain_finds() {
        let item = RawItem::new("The rebels shelled the town on Monday.");
        let analysis = analyse(document(&item, &Limits::default()).unwrap().value.into(), Model::fast()).value;
        let s = Syntax::new(&analysis);
        let parts = ["Ada", "Bo", "Crane", "Dahl", "the", "al-Elm", "A", "ABC", "AB", "Bo's"];
        let kinds = [Kind::Person, Kind::Unknown, Kind::Body, Kind::Country, Kind::Seat, Kind::Pair];
        let codes = [None, None, None, Some("NOR".to_owned()), Some("TCD".to_owned())];
        let mut state = 7u64;
        let mut roll = move |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        let (mut chains, mut names): (Vec<Chain>, Names) = Default::default();
        for _ in 0..4000 {
            let most = if roll(40) == 0 { 9 } else { 4 };
            let count = 1 + roll(most);
            let name = (0..count).map(|_| parts[roll(parts.len())]).collect::<Vec<_>>().join(" ");
            let mut m = code::blank(s, 0, 0..1, MentionForm::Name, kinds[roll(kinds.len())]);
            (m.name, m.code) = (Some(name.clone()), codes[roll(codes.len())].clone());
            let mine = folded(&name);
            let plain = chains.iter().rposition(|c| same_name(c, &folded(&c.name), &m, &mine));
            let found = names.find(&chains, &m);
            assert_eq!(found, plain, "{name} {:?} {:?}", m.kind, m.code);
            match found {
                Some(i) => super::super::chain::join(&mut chains[i], &m),
                None => chains.push(super::super::chain::begin(s, &m)),
            }
            let index = found.unwrap_or(chains.len() - 1);
            names.learn(index, &chains[index]);
        }
        assert!(chains.len() > 200);
    }
}
