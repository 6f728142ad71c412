//! Who is who: countries, bodies, roles, office-holders with their dates, places, and the gender of given names.
//!
//! The tables lie in `lexicon/actors/*.tsv`, where a linguist edits them; they are compiled into the program, so nothing
//! is read at run time. A user's own files of the same shape are laid over them with [`Lexicon::parse`]. Look-ups are
//! made in two ways: by a whole phrase ([`Lexicon::country`], [`Lexicon::office_holders`], [`Lexicon::gender`]), or from a
//! place in a sentence onwards, where the longest run of words wins ([`Found`]). Words are the tokens of a sentence as
//! they stand; a hyphen or a clitic may be a token of its own. What counts as one spelling is said in the module of
//! folding: accents, hyphens and case do not count, but `us` is not the US.
//!
//! An answer is a fact of a table, not a reading of the sentence: [`CountryHit::ambiguous`], [`Group::caution`] and
//! [`Place::caution`] say where the words around must decide.

mod agent;
mod country;
mod date;
mod fold;
mod given;
mod group;
mod names;
mod office;
mod petrarch;
mod place;
mod state;
mod surname;
mod table;

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;

pub use agent::{Agent, AgentNumber, AgentRole};
pub use country::{Ambiguity, CountryHit, CountryInfo, CountryKind, RegionHit};
pub use dateline_text::{DataError, DataFile, Note};
pub use given::Gender;
pub use group::Group;
pub use office::Holder;
pub use place::{Place, PlaceKind};
pub use state::{StateCodes, state_codes};
pub use surname::Matched;

use agent::Agents;
use country::Countries;
use given::GivenNames;
use group::Groups;
use names::Names;
use office::Offices;
use place::Places;

/// Codes joined by `;`, as a table has them.
///
/// ```
/// let lexicon = dateline_lexicon::Lexicon::builtin();
/// let congo = lexicon.country("Congo").unwrap();
/// assert_eq!(congo.codes.iter().collect::<Vec<_>>(), ["COD", "COG"]);
/// assert!(congo.codes.contains("COG"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Codes<'a>(&'a str);

impl<'a> Codes<'a> {
    pub(crate) fn new(text: &'a str) -> Codes<'a> {
        Codes(text)
    }

    /// The codes in their order.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        self.0.split(';').filter(|code| !code.is_empty())
    }

    /// The first code.
    #[must_use]
    pub fn first(self) -> Option<&'a str> {
        self.iter().next()
    }

    /// Is this code among them?
    #[must_use]
    pub fn contains(self, code: &str) -> bool {
        self.iter().any(|c| c == code)
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// What was found, and how many words from the first on it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The number of words, a leading "the" and hyphens between included.
    pub words: usize,
    /// What they stand for.
    pub hit: T,
}

fn found<T>((words, hit): (usize, T)) -> Found<T> {
    Found { words, hit }
}

/// The kind of a file: the last part of its name, without its ending.
fn kind(file: &DataFile) -> &str {
    let name = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name);
    if name == NAMES || name == petrarch::LISTS { name } else { name.strip_suffix(".tsv").unwrap_or(name) }
}

/// The file of words about names, which is no table.
const NAMES: &str = "names.toml";

macro_rules! builtin {
    ($($kind:literal),+) => {
        [$(($kind, include_str!(concat!("../../../lexicon/actors/", $kind, ".tsv")))),+]
    };
}

/// The kinds of file and the text compiled in of each.
const BUILTIN: [(&str, &str); 8] =
    builtin!("countries", "country_words", "regions", "groups", "agents", "offices", "places", "given_names");

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(Lexicon::builtin_files()).expect("the tables compiled in are tested when the program is built")
});

/// The tables, ready for look-up.
#[derive(Debug)]
pub struct Lexicon {
    countries: Countries,
    groups: Groups,
    agents: Agents,
    offices: Offices,
    places: Places,
    given: GivenNames,
    notes: Vec<Note>,
}

impl Lexicon {
    /// The lexicon compiled into the program, read when first asked for.
    ///
    /// ```
    /// use dateline_lexicon::Lexicon;
    /// assert_eq!(Lexicon::builtin().country("the Kremlin").unwrap().code, "RUS");
    /// ```
    #[must_use]
    pub fn builtin() -> &'static Lexicon {
        &LEXICON
    }

    /// The files compiled into the program, to lay others over them.
    #[must_use]
    pub fn builtin_files() -> Vec<DataFile> {
        let tables = BUILTIN.iter().map(|&(kind, text)| DataFile::new(format!("lexicon/actors/{kind}.tsv"), text));
        tables.chain([Names::builtin_file(), petrarch::builtin_file()]).collect()
    }

    /// Reads files; a row wins over the rows of the same key in files before it, and a row with `-` for its code hides
    /// them.
    ///
    /// A file's kind is known by the last part of its name: `countries.tsv`, `country_words.tsv`, `regions.tsv`,
    /// `groups.tsv`, `agents.tsv`, `offices.tsv`, `places.tsv`, `given_names.tsv`, whose lines are columns separated by
    /// tabs (empty lines and those with `#` are skipped); or `names.toml`, lists of words, which are laid over those
    /// inside the program whether these are given or not. `*.actors.txt` and `*.agents.txt` are dictionaries of PETRARCH
    /// or TABARI, laid over all tables; `petrarch.toml` adds to what their codes mean here. What of them is left out is
    /// told by [`Lexicon::notes`].
    ///
    /// Of two rows that match the same words, one that was laid over the first file of its kind goes first, be they of
    /// different kinds; a group so laid is known on its dates alone.
    ///
    /// ```
    /// use dateline_lexicon::{DataFile, Lexicon};
    /// let mine = DataFile::new("mine/country_words.tsv", "Big Apple\tseat\tUSA\tplace\tGOV\tmine\nSiam\tcountry\t-\t\t\tmine\n");
    /// let lexicon = Lexicon::parse(Lexicon::builtin_files().into_iter().chain([mine]))?;
    /// assert_eq!(lexicon.country("Big Apple").unwrap().code, "USA");
    /// assert!(lexicon.country("Siam").is_none());
    /// # Ok::<(), dateline_lexicon::DataError>(())
    /// ```
    ///
    /// ```
    /// use dateline_lexicon::{DataFile, Lexicon};
    /// let mine = DataFile::new("mine/Own.actors.txt", "FJORD_COUNCIL_ [NORGOV <990101]\n+COUNCIL_OF_FJORDS_\n\t[NORELI]\n");
    /// let lexicon = Lexicon::parse(Lexicon::builtin_files().into_iter().chain([mine]))?;
    /// let council = |day| lexicon.group(&["Council", "of", "Fjords"], Some(day)).unwrap().hit[0];
    /// assert_eq!(council(jiff::civil::date(1990, 5, 1)).sectors.first(), Some("GOV"));
    /// assert_eq!(council(jiff::civil::date(2010, 5, 1)).sectors.first(), Some("ELI"));
    /// assert_eq!(council(jiff::civil::date(2010, 5, 1)).name, "Fjord Council");
    /// # Ok::<(), dateline_lexicon::DataError>(())
    /// ```
    ///
    /// What cannot be read is named with its line:
    ///
    /// ```
    /// use dateline_lexicon::{DataFile, Lexicon};
    /// let bad = DataFile::new("my/regions.tsv", "Levant\tnoun\tISR;Jordan\tmine\n");
    /// let error = Lexicon::parse([bad]).unwrap_err();
    /// assert_eq!(error.line, 1);
    /// assert!(error.to_string().starts_with("my/regions.tsv:1: column `codes`"));
    /// ```
    ///
    /// # Errors
    /// A file of unknown kind; the first line that cannot be read, with what to do about it.
    pub fn parse(files: impl IntoIterator<Item = DataFile>) -> Result<Lexicon, DataError> {
        let mut kinds: [Vec<DataFile>; BUILTIN.len()] = Default::default();
        let (mut names, mut dictionaries, mut lists) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            let other = match kind(&file) {
                NAMES => Some(&mut names),
                petrarch::LISTS => Some(&mut lists),
                _ if Lexicon::is_dictionary(&file.name) => Some(&mut dictionaries),
                _ => None,
            };
            if let Some(other) = other {
                other.push(file);
                continue;
            }
            let Some(at) = BUILTIN.iter().position(|&(known, _)| known == kind(&file)) else {
                return Err(unknown_kind(file.name));
            };
            kinds[at].push(file);
        }
        let names = Arc::new(Names::read(names)?);
        let [facts, mut words, regions, mut groups, mut agents, offices, places, given] = kinds;
        let mut countries = Countries::parse(facts.clone(), words.clone(), regions.clone())?;
        let made = petrarch::read(&dictionaries, lists, &countries)?;
        if !made.country_words.is_empty() {
            words.extend(made.country_words);
            countries = Countries::parse(facts, words, regions)?;
        }
        groups.extend(made.groups);
        agents.extend(made.agents);
        Ok(Lexicon {
            countries,
            groups: Groups::parse(groups)?,
            agents: Agents::parse(agents)?,
            offices: Offices::parse(offices, &names)?,
            places: Places::parse(places)?,
            given: GivenNames::parse(given, &names)?,
            notes: made.notes,
        })
    }

    /// Is a file of this name a dictionary of PETRARCH or TABARI?
    ///
    /// ```
    /// use dateline_lexicon::Lexicon;
    /// assert!(Lexicon::is_dictionary("mine/Phoenix.Countries.actors.txt"));
    /// assert!(!Lexicon::is_dictionary("mine/Phoenix.discards.txt"));
    /// ```
    #[must_use]
    pub fn is_dictionary(name: &str) -> bool {
        petrarch::is_dictionary(name)
    }

    /// What was left out of dictionaries, with file, line and remedy.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The country that a whole phrase names, with or without "the" and a possessive ending.
    ///
    /// ```
    /// use dateline_lexicon::{Ambiguity, CountryKind, Lexicon};
    /// let lexicon = Lexicon::builtin();
    /// let hit = lexicon.country("Downing Street").unwrap();
    /// assert_eq!((hit.code, hit.kind, hit.sector), ("GBR", CountryKind::Seat, Some("GOV")));
    /// assert_eq!(lexicon.country("Russia's").unwrap().kind, CountryKind::Country);
    /// assert_eq!(lexicon.country("Jordan").unwrap().ambiguous, Some(Ambiguity::Name));
    /// assert!(lexicon.country("us").is_none());
    /// ```
    #[must_use]
    pub fn country(&self, phrase: &str) -> Option<CountryHit<'_>> {
        let whole = |phrase: &str| {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            self.countries.longest(&words).filter(|hit| hit.0 == words.len()).map(|hit| hit.1)
        };
        whole(phrase).or_else(|| whole(country::without_possessive(phrase)))
    }

    /// How many of the words from the first on are titles; at least one word is left.
    ///
    /// ```
    /// use dateline_lexicon::Lexicon;
    /// assert_eq!(Lexicon::builtin().titles(&["Vice", "President", "Kamala", "Harris"]), 2);
    /// ```
    #[must_use]
    pub fn titles(&self, words: &[&str]) -> usize {
        self.offices.titles(words)
    }

    /// The country that the words begin with.
    ///
    /// ```
    /// use dateline_lexicon::Lexicon;
    /// let found = Lexicon::builtin().country_at(&["the", "White", "House", "said"]).unwrap();
    /// assert_eq!((found.words, found.hit.code), (3, "USA"));
    /// ```
    #[must_use]
    pub fn country_at(&self, words: &[&str]) -> Option<Found<CountryHit<'_>>> {
        self.countries.longest(words).map(found)
    }

    /// The countries of a phrase for several that the words begin with.
    ///
    /// ```
    /// use dateline_lexicon::Lexicon;
    /// let found = Lexicon::builtin().region(&["West", "Asian", "nation"]).unwrap();
    /// assert_eq!(found.words, 2);
    /// assert!(found.hit.adjective && found.hit.codes.contains("IRN") && !found.hit.codes.contains("RUS"));
    /// ```
    #[must_use]
    pub fn region(&self, words: &[&str]) -> Option<Found<RegionHit<'_>>> {
        self.countries.region(words).map(found)
    }

    /// What is known of a country or territory, by its code.
    ///
    /// ```
    /// use dateline_lexicon::Lexicon;
    /// let lexicon = Lexicon::builtin();
    /// let jordan = lexicon.country_info("JOR").unwrap();
    /// assert_eq!((jordan.name, jordan.capital), ("Jordan", "Amman"));
    /// assert!(jordan.neighbours.contains("ISR"));
    /// assert_eq!(lexicon.country_info("GRL").unwrap().state, "DNK");
    /// ```
    #[must_use]
    pub fn country_info(&self, code: &str) -> Option<CountryInfo<'_>> {
        self.countries.info(code)
    }

    /// All countries and territories, in the order of their codes.
    ///
    /// ```
    /// use dateline_lexicon::Lexicon;
    /// assert!(Lexicon::builtin().countries().any(|c| c.code == "KOS"));
    /// ```
    pub fn countries(&self) -> impl Iterator<Item = CountryInfo<'_>> + '_ {
        self.countries.all()
    }

    /// The bodies that the words begin with: those that existed at the date, or all of the name where none did or no
    /// date is given; those that still exist first.
    ///
    /// ```
    /// use dateline_lexicon::Lexicon;
    /// use jiff::civil::date;
    /// let lexicon = Lexicon::builtin();
    /// let taliban = |day| lexicon.group(&["the", "Taliban"], Some(day)).unwrap().hit[0];
    /// assert!(taliban(date(2010, 1, 1)).sectors.contains("REB"));
    /// assert!(taliban(date(2023, 1, 1)).sectors.contains("GOV"));
    /// let quartet = lexicon.group(&["Middle", "East", "Quartet"], None).unwrap().hit[0];
    /// assert_eq!(quartet.members.iter().collect::<Vec<_>>(), ["RUS", "USA", "UNO", "EUR"]);
    /// ```
    #[must_use]
    pub fn group(&self, words: &[&str], date: Option<Date>) -> Option<Found<Vec<Group<'_>>>> {
        self.groups.longest(words, date).map(found)
    }

    /// The role noun that the words begin with.
    ///
    /// ```
    /// use dateline_lexicon::{AgentNumber, AgentRole, Gender, Lexicon};
    /// let lexicon = Lexicon::builtin();
    /// let ministers = lexicon.agent(&["foreign", "ministers", "met"]).unwrap();
    /// assert_eq!((ministers.words, ministers.hit.number), (2, AgentNumber::Persons));
    /// let speaker = lexicon.agent(&["spokeswoman"]).unwrap().hit;
    /// assert_eq!((speaker.role, speaker.gender), (AgentRole::Inherits, Some(Gender::Female)));
    /// ```
    #[must_use]
    pub fn agent(&self, words: &[&str]) -> Option<Found<Agent<'_>>> {
        self.agents.longest(words).map(found)
    }

    /// The terms of office of those a whole name may mean, the best first: those certain at the date, by full name
    /// before surname, by rank, the latest first.
    ///
    /// With a date, only terms that cover it, and, as uncertain, terms of no known end that began before it and whose
    /// source ends before it. Without one, every term of every bearer, all uncertain. Who held office before the date is
    /// found by asking without a date, which is safe for full names alone.
    ///
    /// ```
    /// use dateline_lexicon::{Lexicon, Matched};
    /// use jiff::civil::date;
    /// let lexicon = Lexicon::builtin();
    /// let day = Some(date(2023, 10, 11));
    /// let putin = lexicon.office_holders("Putin", day)[0];
    /// assert_eq!((putin.person, putin.code, putin.matched, putin.certain), ("Vladimir Putin", "RUS", Matched::Surname, true));
    /// assert!(lexicon.office_holders("Merkel", day).iter().all(|h| h.person != "Angela Merkel"));
    /// assert_eq!(lexicon.office_holders("President Recep Tayyip Erdoğan", day)[0].code, "TUR");
    /// ```
    #[must_use]
    pub fn office_holders(&self, name: &str, date: Option<Date>) -> Vec<Holder<'_>> {
        self.offices.holders(name, date)
    }

    /// The terms of office of those whose name the words begin with, as [`Lexicon::office_holders`] orders them. Titles
    /// before the name count among its words.
    ///
    /// ```
    /// use dateline_lexicon::Lexicon;
    /// use jiff::civil::date;
    /// let words = ["Hossein", "Amir", "-", "Abdollahian", "told", "TASS"];
    /// let found = Lexicon::builtin().person(&words, Some(date(2023, 10, 11))).unwrap();
    /// assert_eq!((found.words, found.hit[0].code, found.hit[0].office), (4, "IRN", "foreign minister"));
    /// ```
    #[must_use]
    pub fn person(&self, words: &[&str], date: Option<Date>) -> Option<Found<Vec<Holder<'_>>>> {
        self.offices.longest(words, date).map(found)
    }

    /// The places that the words begin with and that the name alone means: capitals, regions, cities of 100,000 and more;
    /// the capital first, then by population.
    ///
    /// ```
    /// use dateline_lexicon::{Lexicon, PlaceKind};
    /// let found = Lexicon::builtin().place(&["Deir", "ez-Zor", "province"]).unwrap();
    /// assert_eq!((found.words, found.hit[0].country), (2, "SYR"));
    /// assert_eq!(Lexicon::builtin().place(&["Vienna"]).unwrap().hit[0].kind, PlaceKind::Capital);
    /// ```
    #[must_use]
    pub fn place(&self, words: &[&str]) -> Option<Found<Vec<Place<'_>>>> {
        self.places.longest_large(words).map(found)
    }

    /// All places of the gazetteer that the words begin with, small towns, counties and countries among them; the words
    /// around must decide whether a place is meant, and which.
    ///
    /// ```
    /// use dateline_lexicon::{Lexicon, PlaceKind};
    /// let found = Lexicon::builtin().toponym(&["Birmingham", ",", "Alabama"]).unwrap();
    /// assert_eq!(found.words, 1);
    /// assert!(found.hit.iter().any(|p| p.country == "USA" && p.admin1 == "Alabama"));
    /// assert_eq!(Lexicon::builtin().toponym(&["Ky."]).unwrap().hit[0].name, "Kentucky");
    /// ```
    #[must_use]
    pub fn toponym(&self, words: &[&str]) -> Option<Found<Vec<Place<'_>>>> {
        self.places.longest(words).map(found)
    }

    /// The gender that a given name usually tells; none for an unknown name or one that both bear.
    ///
    /// ```
    /// use dateline_lexicon::{Gender, Lexicon};
    /// let lexicon = Lexicon::builtin();
    /// assert_eq!(lexicon.gender("Sergey"), Some(Gender::Male));
    /// assert_eq!(lexicon.gender("Ursula"), Some(Gender::Female));
    /// assert_eq!(lexicon.gender("Kim"), None);
    /// ```
    #[must_use]
    pub fn gender(&self, given: &str) -> Option<Gender> {
        self.given.gender(given)
    }
}

fn unknown_kind(file: String) -> DataError {
    let kinds: Vec<&str> = BUILTIN.iter().map(|&(kind, _)| kind).collect();
    DataError {
        file,
        line: 0,
        reason: "the name tells no kind of table".to_owned(),
        remedy: format!(
            "name it {}.tsv, {NAMES}, {}, or, a PETRARCH dictionary, *.actors.txt or *.agents.txt",
            kinds.join(".tsv, "),
            petrarch::LISTS
        ),
    }
}
