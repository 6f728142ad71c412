//! Who is mentioned where, and which mentions are one actor.
//!
//! `phrase` says where a noun phrase begins and ends, `byline` which lines only name who wrote the report, `look` what its words are in the tables, `identity` which holder of an office a name means, `code` what they say of
//! country and sector, `chain` which mentions belong together, `names` and `full` which names do, `refer` whom a pronoun
//! means, `pairs` who "both sides" are, `roles` who bears a role that the report itself explains, `who` whom a name means that stands alone. The result is a table from the heads of phrases to mentions, and from mentions to
//! actors; everything that binds an argument asks it.

mod byline;
mod chain;
mod code;
mod full;
mod identity;
mod look;
mod names;
mod pairs;
mod phrase;
mod placed;
mod refer;
mod roles;
mod titles;
mod who;

pub(crate) use look::is_country;
pub use who::{Reading, Who, who};

use crate::limit;
use crate::places::Places;
use crate::syntax::Syntax;
use dateline_contract::{CodeFrom, Entity, MentionForm, Sector, record};
use dateline_lexicon::{Gender, Lexicon};
use dateline_text::Span;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What sort of thing a mention stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One person, by name or role.
    Person,
    /// Several persons: soldiers, ministers, protesters.
    Persons,
    /// A country.
    Country,
    /// A people: the Palestinians.
    People,
    /// A house or capital used for its government.
    Seat,
    /// An organisation, ministry, army, armed group.
    Body,
    /// Both sides of something told before.
    Pair,
    /// A pronoun that nothing was found for.
    Pronoun,
    /// A name that nothing is known of.
    Unknown,
}

/// A phrase that stands for somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Head of the phrase.
    pub head: usize,
    /// Its words without what follows: title and name, modifiers and noun.
    pub core: Range<usize>,
    /// The maximal phrase, apposition included.
    pub span: Span,
    /// How it names its actor.
    pub form: MentionForm,
    /// What it stands for.
    pub kind: Kind,
    /// The name in it.
    pub name: Option<String>,
    /// PLOVER code.
    pub code: Option<String>,
    /// What the code, if there is one, was taken from.
    pub code_from: CodeFrom,
    /// Codes of others whom the same words name: "the foreign ministers of Norway **and Turkey**".
    pub more: Vec<String>,
    /// The table's code is that of one of several whom the words may mean ("Congress"): what is told around decides.
    pub unsure: bool,
    /// PLOVER sectors.
    pub sector: Vec<Sector>,
    /// The role or office in it.
    pub office: Option<String>,
    /// More than one.
    pub plural: bool,
    /// The gender that its words tell.
    pub gender: Option<Gender>,
    /// Members of a body.
    pub members: Vec<String>,
    /// Heads of the mentions it stands for, where it is a pair or takes its code from another ("his counterpart").
    pub stands_for: Vec<usize>,
    /// Index of its actor in [`Actors::all`].
    pub actor: usize,
}

/// An actor of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The fullest name.
    pub name: String,
    /// Sort.
    pub kind: Kind,
    /// PLOVER code.
    pub code: Option<String>,
    /// What the code, if there is one, was taken from.
    pub code_from: CodeFrom,
    /// PLOVER sectors.
    pub sector: Vec<Sector>,
    /// Office.
    pub office: Option<String>,
    /// Members of a body.
    pub members: Vec<String>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Heads of its mentions, in order.
    pub mentions: Vec<usize>,
}

/// How an actor is mentioned anywhere.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    /// A mention of it is a name.
    is_name: bool,
    /// A mention of it has a name in it.
    has_name: bool,
}

impl Told {
    fn learn(&mut self, m: &Mention) {
        self.is_name |= m.form == MentionForm::Name;
        self.has_name |= m.name.is_some();
    }
}

/// All actors of a document.
#[derive(Debug, Default)]
pub struct Actors {
    /// Mentions by head.
    pub mentions: BTreeMap<usize, Mention>,
    /// Actors in order of first mention.
    pub all: Vec<Chain>,
    ids: Vec<String>,
    /// How each is mentioned anywhere.
    told: Vec<Told>,
    /// Actors in the order of their ids.
    by_id: Vec<u32>,
    /// Where mentions were no longer looked for, as there were too many before.
    unread: Option<usize>,
    /// The first actor of each kind and code.
    by_code: HashMap<(Kind, String), usize>,
    /// Actors by the last words of their names in small letters, in order.
    by_last_word: HashMap<String, Vec<usize>>,
}

impl Actors {
    /// Finds and groups the mentions of a report.
    #[must_use]
    pub fn find(s: Syntax<'_>, lexicon: &Lexicon, places: &Places) -> Self {
        let full = full::FullNames::of(s, lexicon);
        // Collected at once they fill the map's nodes; put in one by one they would leave half of each empty.
        let signed = byline::lines(s);
        let words = (0..s.a.tokens.len()).filter(|t| !signed.iter().any(|line| line.contains(t)));
        let mut all = words.filter_map(|t| Some((t, code::mention(s, lexicon, &full, t)?)));
        let mut mentions: BTreeMap<usize, Mention> = all.by_ref().take(limit::most(s.a.text())).collect();
        let unread = all.next().map(|(_, m)| m.span.start());
        placed::place(s, lexicon, places, &mut mentions);
        code::told_of(s, lexicon, &mut mentions);
        code::inherit(s, &mut mentions);
        let mut all = chain::group(s, lexicon, &mut mentions);
        roles::learn(s, &mut mentions, &mut all);
        all.iter_mut().for_each(|c| c.mentions.sort_unstable());
        let ids: Vec<String> = all.iter().enumerate().map(|(i, c)| chain::id(s, &mentions, c, i)).collect();
        let mut out = Self { mentions, all, ids, unread, ..Self::default() };
        out.told = vec![Told::default(); out.ids.len()];
        for (told, chain) in out.told.iter_mut().zip(&out.all) {
            chain.mentions.iter().filter_map(|h| out.mentions.get(h)).for_each(|m| told.learn(m));
        }
        out.by_id = (0..out.ids.len() as u32).collect();
        out.by_id.sort_by_key(|i| &out.ids[*i as usize]);
        for (i, chain) in out.all.iter().enumerate() {
            if let Some(code) = &chain.code {
                out.by_code.entry((chain.kind, code.clone())).or_insert(i);
            }
            out.by_last_word.entry(last_word(&chain.name)).or_default().push(i);
        }
        out
    }

    /// Actors whose name has the last word of a name, be it written large or small, in order.
    pub(crate) fn with_last_word(&self, name: &str) -> impl Iterator<Item = usize> + '_ {
        self.by_last_word.get(&last_word(name)).into_iter().flatten().copied()
    }

    /// From which byte on mentions were no longer looked for, where there were more before than a text of its length has.
    #[must_use]
    pub fn unread(&self) -> Option<usize> {
        self.unread
    }

    /// The mention whose phrase a word heads, or is the name in.
    #[must_use]
    pub fn at(&self, t: usize) -> Option<&Mention> {
        self.mentions.get(&t)
    }

    /// The actor of a mention.
    #[must_use]
    pub fn chain(&self, m: &Mention) -> &Chain {
        &self.all[m.actor]
    }

    /// Whether a mention, or another of its actor, is a name.
    #[must_use]
    pub fn by_name(&self, m: &Mention) -> bool {
        self.told[m.actor].is_name
    }

    /// Whether a mention, or another of its actor, has a name in it.
    #[must_use]
    pub fn with_name(&self, m: &Mention) -> bool {
        m.name.is_some() || self.told[m.actor].has_name
    }

    /// The id of an actor.
    #[must_use]
    pub fn id(&self, actor: usize) -> &str {
        &self.ids[actor]
    }

    /// A mention as an argument of a record. The span is the mention's, the name its actor's; code and sector are those
    /// of the words here where they say any ("Washington" is the government, its actor the country).
    #[must_use]
    pub fn entity(&self, m: &Mention) -> Entity {
        let chain = self.chain(m);
        let own = m.code.is_some() && m.form != MentionForm::Pronoun;
        let code = if own { m.code.clone() } else { chain.code.clone() };
        Entity {
            id: self.ids[m.actor].clone(),
            span: m.span,
            name: Some(chain.name.clone()),
            identifier: None,
            code_from: code.is_some().then_some(if own { m.code_from } else { chain.code_from }),
            code,
            sector: if own && !(m.sector.is_empty() && m.kind == Kind::Person) {
                m.sector.clone()
            } else {
                chain.sector.clone()
            },
        }
    }

    /// The id of the actor that is the country of this code, if the report names it.
    #[must_use]
    pub fn id_of_country(&self, code: &str) -> Option<String> {
        self.by_code.get(&(Kind::Country, code.to_owned())).map(|i| self.ids[*i].clone())
    }

    /// Whether an id is that of one person.
    #[must_use]
    pub fn is_person(&self, id: &str) -> bool {
        let at = self.by_id.partition_point(|i| self.ids[*i as usize].as_str() < id);
        let found = self.by_id.get(at).map(|i| *i as usize).filter(|i| self.ids[*i] == id);
        found.is_some_and(|i| self.all[i].kind == Kind::Person)
    }

    /// A mention as arguments: a pair falls apart into its two sides.
    #[must_use]
    pub fn entities(&self, m: &Mention) -> Vec<Entity> {
        if m.kind != Kind::Pair || m.stands_for.is_empty() {
            let one = self.entity(m);
            let others = m.more.iter().map(|code| Entity { code: Some(code.clone()), ..one.clone() });
            return [one.clone()].into_iter().chain(others).collect();
        }
        let sides = m.stands_for.iter().filter_map(|h| self.at(*h));
        sides.map(|side| Entity { span: m.span, ..self.entity(side) }).collect()
    }

    /// The actors as records are written: those that are named, coded, or act in a record.
    #[must_use]
    pub fn records(&self) -> Vec<(String, record::Actor)> {
        let known = |c: &&(usize, &Chain)| c.1.kind != Kind::Pair && c.1.kind != Kind::Pronoun;
        let all = self.all.iter().enumerate();
        all.filter(|c| known(&c))
            .map(|(i, c)| {
                let mentions = c.mentions.iter().filter_map(|h| self.at(*h));
                let mentions = mentions.map(|m| record::Mention { span: m.span, form: m.form }).collect();
                let actor = record::Actor {
                    name: c.name.clone(),
                    identifier: None,
                    code: c.code.clone(),
                    code_from: c.code.is_some().then_some(c.code_from),
                    sector: c.sector.clone(),
                    office: c.office.clone(),
                    members: c.members.clone(),
                    mentions,
                };
                (self.ids[i].clone(), actor)
            })
            .collect()
    }
}

fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().to_ascii_lowercase()
}
