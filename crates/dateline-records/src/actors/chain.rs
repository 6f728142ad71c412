//! Which mentions are one actor: sieves from the surest to the least sure, in the order of the text.
//!
//! Names first (same name, surname, initials of a body), then descriptions ("the Russian leader"), then pronouns by
//! recency and role in the sentence. After the multi-pass sieve of Raghunathan et al. (2010), thinned to what news needs.

use super::{Actors, Chain, Kind, Mention, pairs, refer, roles};
use crate::syntax::Syntax;
use dateline_contract::{MentionForm, Sector};
use dateline_language::Rel;
use dateline_lexicon::Lexicon;
use dateline_text::stable_id;
use std::collections::BTreeMap;

/// Puts every mention into a chain and writes the chain's index into it.
pub(super) fn group(s: Syntax<'_>, lexicon: &Lexicon, mentions: &mut BTreeMap<usize, Mention>) -> Vec<Chain> {
    let heads: Vec<usize> = mentions.keys().copied().collect();
    pairs::find(s, mentions, &heads);
    let mut chains: Vec<Chain> = Vec::new();
    for h in heads {
        let m = &mentions[&h];
        let found = match m.form {
            _ if m.kind == Kind::Pair => None,
            MentionForm::Pronoun => refer::pronoun(s, mentions, &chains, m),
            MentionForm::Name => chains.iter().rposition(|c| same_name(c, m)),
            MentionForm::Nominal => roles::explained(s, mentions, m)
                .or_else(|| description(s, lexicon, &chains, mentions, m))
                .or_else(|| refer::description(s, &chains, mentions, m)),
        };
        let index = found.unwrap_or(chains.len());
        match chains.get_mut(index) {
            Some(chain) => join(chain, m),
            None => chains.push(begin(s, m)),
        }
        if let Some(m) = mentions.get_mut(&h) {
            m.actor = index;
        }
    }
    chains
}

/// An actor's id: the document's key, its name and where it is first mentioned.
pub(super) fn id(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, chain: &Chain, ordinal: usize) -> String {
    let first = chain.mentions.first().and_then(|h| mentions.get(h)).map_or(0, |m| m.span.start());
    stable_id([s.a.document.key.as_str(), "actor", &chain.name, &first.to_string(), &ordinal.to_string()])
}

fn begin(s: Syntax<'_>, m: &Mention) -> Chain {
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

fn join(chain: &mut Chain, m: &Mention) {
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
    if chain.kind == Kind::Unknown {
        chain.kind = m.kind;
    }
}

fn folded(name: &str) -> Vec<String> {
    let plain = name.to_lowercase().replace(['-', '’', '\'', '.'], " ");
    plain.split_whitespace().filter(|w| !matches!(*w, "the" | "al" | "s")).map(ToOwned::to_owned).collect()
}

fn same_name(chain: &Chain, m: &Mention) -> bool {
    let Some(name) = &m.name else { return false };
    let (mine, theirs) = (folded(name), folded(&chain.name));
    if mine.is_empty() || theirs.is_empty() {
        return false;
    }
    let codes = chain.code.is_none() || m.code.is_none() || chain.code == m.code;
    let persons = matches!(chain.kind, Kind::Person | Kind::Unknown) && matches!(m.kind, Kind::Person | Kind::Unknown);
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
        let (short, long) = if mine.len() < theirs.len() { (&mine, &theirs) } else { (&theirs, &mine) };
        let inside = short.iter().all(|w| long.contains(w));
        return short.last() == long.last() && inside
            || (short.len() == 1 && long.len() > 1 && long.contains(&short[0]) && m.kind == Kind::Unknown);
    }
    let initials = |long: &[String], short: &str| {
        long.len() > 1 && long.iter().filter_map(|w| w.chars().next()).collect::<String>() == short
    };
    let bodies = matches!(m.kind, Kind::Body | Kind::Unknown) && matches!(chain.kind, Kind::Body | Kind::Unknown);
    bodies && ((mine.len() == 1 && initials(&theirs, &mine[0])) || (theirs.len() == 1 && initials(&mine, &theirs[0])))
}

/// Titles that mean the one at the top.
const HEADS: [&str; 12] = [
    "leader",
    "president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "head of state",
    "head of government",
    "premier",
    "emir",
    "strongman",
    "ruler",
];

fn is_head(office: &str) -> bool {
    let office = office.to_lowercase();
    HEADS.iter().any(|h| office.contains(h)) && !office.contains("vice") && !office.contains("spokes")
}

/// "the Russian leader", "the minister", "the West Asian nation", "the group".
fn description(
    s: Syntax<'_>,
    lexicon: &Lexicon,
    chains: &[Chain],
    mentions: &BTreeMap<usize, Mention>,
    m: &Mention,
) -> Option<usize> {
    let definite = s.a.children(m.head).any(|c| {
        matches!(s.rel(c), Rel::Det | Rel::NmodPoss)
            && !matches!(s.a.lemma(c).to_lowercase().as_str(), "a" | "an" | "some" | "any" | "no" | "another")
    });
    if !definite || m.kind == Kind::Pair {
        return None;
    }
    let recent = |c: &Chain| c.mentions.last().copied().unwrap_or(0);
    let near = |c: &Chain| s.a.sentence_of(m.head).saturating_sub(s.a.sentence_of(recent(c))) <= 6;
    let latest = |fits: &dyn Fn(&Chain) -> bool| {
        chains.iter().enumerate().filter(|(_, c)| near(c) && fits(c)).max_by_key(|(_, c)| recent(c)).map(|(i, _)| i)
    };
    match m.kind {
        Kind::Person => {
            let office = m.office.as_deref().unwrap_or_default();
            let head_word = s.a.lemma(m.head).to_lowercase();
            let fits = |c: &Chain| {
                let named = c.mentions.iter().any(|h| mentions[h].form == MentionForm::Name);
                let gender = m.gender.is_none() || c.gender.is_none() || m.gender == c.gender;
                let theirs = c.office.as_deref().unwrap_or_default().to_lowercase();
                let title = theirs.contains(&head_word) || (is_head(office) && (is_head(&theirs)));
                c.kind == Kind::Person && named && gender && title && (m.code.is_none() || m.code == c.code)
            };
            latest(&fits)
        }
        Kind::Country => {
            let state = |c: &Chain| c.code.as_deref().is_some_and(|x| lexicon.country_info(x).is_some() && x != "PSE");
            let fits = |c: &Chain| {
                let inside = m.members.is_empty() || c.code.as_ref().is_some_and(|x| m.members.contains(x));
                c.kind == Kind::Country && inside && state(c)
            };
            latest(&fits)
        }
        Kind::Body | Kind::Persons => {
            let same = |c: &Chain| {
                let head = s.a.lemma(m.head).to_lowercase();
                let theirs = c.mentions.iter().any(|h| s.a.lemma(*h).eq_ignore_ascii_case(&head));
                theirs && (m.code.is_none() || m.code == c.code) && c.kind == m.kind && near(c)
            };
            let group = |c: &Chain| {
                let generic =
                    ["group", "movement", "militia", "organization", "organisation", "rebel", "militant", "fighter"];
                let armed = c.sector.first().is_some_and(|x| *x == Sector::Reb);
                generic.iter().any(|g| s.is_lemma(m.head, g))
                    && c.kind == Kind::Body
                    && armed
                    && (m.code.is_none() || m.code == c.code)
            };
            latest(&same).or_else(|| latest(&group))
        }
        _ => None,
    }
}

impl Actors {
    /// Gives the first person inside a quotation to its speaker: "I" is the speaker, "we" the side the speaker is on.
    ///
    /// `spoken` holds, for each quotation, whether a word lies in it and the head of its speaker's mention.
    pub fn bind_first_person(&mut self, s: Syntax<'_>, spoken: &[(Vec<std::ops::Range<usize>>, usize)]) {
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
            let speaker = spoken
                .iter()
                .filter(|(ranges, _)| ranges.iter().any(|r| r.contains(&h)))
                .min_by_key(|(r, _)| r[0].len());
            let Some(speaker) = speaker.and_then(|(_, head)| self.at(*head)).map(|m| m.actor) else { continue };
            let target = if we { self.side_of(speaker) } else { speaker };
            if let Some(m) = self.mentions.get_mut(&h) {
                m.actor = target;
            }
            self.all[target].mentions.push(h);
            self.all[target].mentions.sort_unstable();
        }
    }

    /// The actor that a speaker speaks for: the country of an official, else the speaker.
    fn side_of(&self, speaker: usize) -> usize {
        let Some(code) = self.all[speaker].code.as_ref() else { return speaker };
        let side = |c: &&Chain| matches!(c.kind, Kind::Seat) && c.code.as_ref() == Some(code);
        let country = |c: &&Chain| c.kind == Kind::Country && c.code.as_ref() == Some(code);
        let find = |f: &dyn Fn(&&Chain) -> bool| self.all.iter().position(|c| f(&c));
        find(&side).or_else(|| find(&country)).unwrap_or(speaker)
    }
}
