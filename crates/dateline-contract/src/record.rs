//! Records as the stages pass them on: spans are bytes of the document's text.

use crate::codebook::{Category, Context, Mode, Sector};
use crate::words::words;
use dateline_text::{Date, Span};

words! {
    /// How a mention names its actor.
    MentionForm {
        /// By a name, titles and apposition included.
        Name = "name",
        /// By a description ("the Russian leader").
        Nominal = "nominal",
        /// By a pronoun.
        Pronoun = "pronoun",
    }

    /// What a party's code was taken from.
    CodeFrom {
        /// The words themselves.
        Told = "told",
        /// The office that the person holds on the report's date.
        Office = "office",
        /// The phrase it belongs to ("Putin's spokesperson", "rebels in Mali").
        Context = "context",
        /// The place where the report plays.
        Scene = "scene",
    }

    /// What kind of source a record stands on.
    ByKind {
        /// A news agency or outlet.
        Agency = "agency",
        /// A statement, report, letter, post.
        Document = "document",
        /// A person.
        Person = "person",
        /// A government, ministry, organisation.
        Body = "body",
    }

    /// When an act is placed, seen from the report.
    #[derive(Default)]
    Time {
        /// It has happened.
        #[default]
        Past = "past",
        /// It goes on.
        Present = "present",
        /// It is to come.
        Future = "future",
        /// Background: long before the report.
        Historical = "historical",
    }

    /// How sure the report is of an act.
    #[derive(Default)]
    Certainty {
        /// Told as a fact.
        #[default]
        Asserted = "asserted",
        /// "reportedly", "allegedly", or on somebody's word.
        Reported = "reported",
        /// "may", "might", "could".
        Possible = "possible",
        /// "if", "would", "in case of".
        Hypothetical = "hypothetical",
    }

    /// How closely a date is known.
    Precision {
        /// To the day.
        Day = "day",
        /// To the week that the date begins.
        Week = "week",
        /// To the month.
        Month = "month",
        /// To the year.
        Year = "year",
        /// Not at all: there is no date.
        None = "none",
    }

    /// What a time expression tells, as TimeML has it.
    TimeKind {
        /// A day or a longer stretch of the calendar.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// What comes again and again.
        Set = "SET",
    }

    /// How a statement is told.
    Form {
        /// In quotation marks.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// In the reporter's words with quoted pieces.
        Mixed = "mixed",
    }

    /// What is known of a speaker.
    SourceKind {
        /// By name or by a chain that leads to one.
        Named = "named",
        /// Somebody who is not named ("an official").
        Anonymous = "anonymous",
        /// Several together ("officials", "agencies").
        Collective = "collective",
        /// Nobody.
        None = "none",
    }

    /// What is done by saying it.
    SpeechAct {
        /// Says that it is so.
        Assert = "assert",
        /// Says that it is not so.
        Deny = "deny",
        /// Warns.
        Warn = "warn",
        /// Demands, urges, asks for.
        Demand = "demand",
        /// Promises, intends.
        Promise = "promise",
        /// Asks a question.
        Ask = "ask",
        /// Voices a feeling.
        Feel = "feel",
        /// Will not say or do.
        Refuse = "refuse",
    }

    /// How two parties stand to each other.
    RelationKind {
        /// A member of a body, a party to a treaty.
        MemberOf = "member_of",
        /// Speaks for.
        SpokespersonOf = "spokesperson_of",
        /// Holds an office in.
        OfficeOf = "office_of",
        /// Backs with money, arms or words.
        Backs = "backs",
        /// Has ties with.
        TiesWith = "ties_with",
        /// Is a part of.
        PartOf = "part_of",
        /// Follows in office.
        SuccessorOf = "successor_of",
        /// Holds the like office elsewhere.
        CounterpartOf = "counterpart_of",
    }

    /// What a figure's number is to what was counted.
    Bound {
        /// The number itself.
        Exact = "exact",
        /// The least: "at least 11", "more than 11", "dozens".
        AtLeast = "at_least",
        /// The most: "up to 11", "no more than 11".
        AtMost = "at_most",
        /// Near: "about 11", "nearly 11".
        About = "about",
        /// One of two ends: "10 to 15".
        Between = "between",
        /// There is no number: "a rising number of".
        None = "none",
    }

    /// Which way a count goes.
    Trend {
        /// Up.
        Rising = "rising",
        /// Down.
        Falling = "falling",
    }
}

/// A time as a report tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeTold {
    /// Its words.
    pub span: Span,
    /// What kind of time it is.
    pub kind: TimeKind,
    /// TimeML's value, seen from the report's day ("2024-05-03", "P2D").
    pub value: String,
}

/// A party in a record: the words here, and who they stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Id of the [`Actor`] it was resolved to; empty where there is none.
    pub id: String,
    /// The words here ("He").
    pub span: Span,
    /// The actor's name ("Vladimir Putin").
    pub name: Option<String>,
    /// An outside identifier, where the lexicon has one.
    pub identifier: Option<String>,
    /// PLOVER country or organisation code; `None` for a party that is named but not coded.
    pub code: Option<String>,
    /// What the code was taken from; `None` where there is none.
    pub code_from: Option<CodeFrom>,
    /// PLOVER sectors, primary first.
    pub sector: Vec<Sector>,
}

impl Entity {
    /// Words of whom nothing is known.
    #[must_use]
    pub fn unknown(span: Span) -> Self {
        let (name, identifier, code, code_from) = (None, None, None, None);
        Self { id: String::new(), span, name, identifier, code, code_from, sector: Vec::new() }
    }
}

/// A place where an actor is mentioned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The maximal phrase.
    pub span: Span,
    /// How.
    pub form: MentionForm,
}

/// Somebody or some body in a document, under all its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its fullest name.
    pub name: String,
    /// An outside identifier, where the lexicon has one.
    pub identifier: Option<String>,
    /// PLOVER country or organisation code.
    pub code: Option<String>,
    /// What the code was taken from; `None` where there is none.
    pub code_from: Option<CodeFrom>,
    /// PLOVER sectors, primary first.
    pub sector: Vec<Sector>,
    /// The office held on the report's date.
    pub office: Option<String>,
    /// Codes of a body's members on the report's date.
    pub members: Vec<String>,
    /// Where it is mentioned, in order.
    pub mentions: Vec<Mention>,
}

/// On whose word a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub who: Entity,
    /// What kind.
    pub kind: ByKind,
}

/// The status of an act (not of its content: a promise made yesterday is past).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Status {
    /// It did not happen.
    pub negated: bool,
    /// When.
    pub time: Time,
    /// How sure.
    pub certainty: Certainty,
}

/// When an act was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventDate {
    /// The day, or the first day of the week, month or year.
    pub date: Date,
    /// How closely it is known; never [`Precision::None`].
    pub precision: Precision,
    /// The text itself gives it; else it is the report's day.
    pub in_text: bool,
}

/// Where an act was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The words that name it.
    pub span: Span,
    /// Its name in the gazetteer.
    pub name: Option<String>,
    /// PLOVER country.
    pub country: Option<String>,
    /// State, province or region of the first level.
    pub admin1: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// GeoNames id.
    pub geonames: Option<u64>,
}

/// How many people an act struck; `None` where that is not told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // each is what its name says, in persons
pub struct Size {
    pub dead: Option<u64>,
    pub injured: Option<u64>,
    pub missing: Option<u64>,
    pub arrested: Option<u64>,
    pub displaced: Option<u64>,
}

/// A year, or a month of one: `2002`, `2002-05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The year, of the common era.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
}

impl Period {
    /// Reads what [`Period`]'s `Display` writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-').map_or((text, None), |(y, m)| (y, Some(m)));
        let digits = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || month.is_some_and(|m| !digits(m, 2)) {
            return None;
        }
        let month = match month {
            Some(m) => Some(m.parse().ok().filter(|m| (1..=12).contains(m))?),
            None => None,
        };
        Some(Self { year: year.parse().ok()?, month })
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.month {
            Some(month) => write!(f, "{:04}-{month:02}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

/// Lists of words give a trend by its name.
impl dateline_text::ListValue for Trend {
    const NAMES: &'static [(&'static str, Self)] = &[("rising", Self::Rising), ("falling", Self::Falling)];
}

/// How sure a record is, in hundredths: what is written is what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(u8);

impl Confidence {
    /// Certain.
    pub const SURE: Self = Self(100);

    /// The nearest to a value; below 0 is 0, above 1 is 1.
    #[must_use]
    pub fn new(value: f32) -> Self {
        Self((value.clamp(0.0, 1.0) * 100.0).round() as u8)
    }

    /// 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER category.
    pub category: Category,
    /// PLOVER mode, where one fits.
    pub mode: Option<Mode>,
    /// PLOVER contexts.
    pub context: Vec<Context>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Who acts; several where they act together.
    pub actor: Vec<Entity>,
    /// To whom it is done.
    pub recipient: Vec<Entity>,
    /// To whom it is said, where that is another.
    pub addressee: Vec<Entity>,
    /// The words that name the act.
    pub trigger: Vec<Span>,
    /// The words that tell when.
    pub when: Vec<Span>,
    /// Where, if the text tells it.
    pub place: Option<Place>,
    /// How many it struck, if the text tells it.
    pub size: Option<Size>,
    /// On whose word, outermost first; empty is the report's own voice.
    pub by: Vec<By>,
    /// Who denies it.
    pub denied_by: Vec<By>,
    /// Negated, when, how sure.
    pub status: Status,
    /// When, as a date.
    pub date: Option<EventDate>,
    /// The clause.
    pub clause: Span,
    /// Number of its sentence, from 0.
    pub sequence: usize,
    /// Events of one document that are one act share this.
    pub happening: Option<String>,
}

/// Who said what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Quoted or told.
    pub form: Form,
    /// Who says it; several where they say it together; empty where nobody is named.
    pub source: Vec<Entity>,
    /// What is known of them.
    pub source_kind: SourceKind,
    /// The words that say that it was said; `None` where only quotation marks do.
    pub cue: Option<Span>,
    /// What is said; more than one span where the cue stands in the middle.
    pub content: Vec<Span>,
    /// To whom.
    pub addressee: Vec<Entity>,
    /// On whose word it was said, outermost first.
    pub by: Vec<By>,
    /// What is done by saying it.
    pub act: SpeechAct,
    /// It was not said.
    pub negated: bool,
    /// Ids of the events told in it.
    pub events: Vec<String>,
}

/// A standing relation between two parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Which.
    pub kind: RelationKind,
    /// Who.
    pub from: Entity,
    /// To whom.
    pub to: Entity,
    /// Since when, as far as told.
    pub since: Option<Period>,
    /// Until when.
    pub until: Option<Period>,
    /// On whose word.
    pub by: Vec<By>,
}

/// A count that is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What happened to what is counted ("killed"), or what it is a count of.
    pub what: String,
    /// Who or what is counted ("civilians").
    pub who: String,
    /// The number; `None` for "a rising number of".
    pub value: Option<f64>,
    /// Least, where told ("at least 11").
    pub low: Option<f64>,
    /// Most, where told.
    pub high: Option<f64>,
    /// `people`, `percent`, a currency, a measure.
    pub unit: String,
    /// What the number is to what was counted.
    pub bound: Bound,
    /// The words that hedge it ("at least").
    pub modifier: Option<String>,
    /// Which way it goes, where told.
    pub trend: Option<Trend>,
    /// Who counted.
    pub counted_by: Vec<By>,
    /// The day it was counted on.
    pub as_of: Option<Date>,
    /// The words that name the place it was counted in.
    pub place: Option<Span>,
    /// On whose word.
    pub by: Vec<By>,
}

/// What somebody did not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// Who.
    pub who: Entity,
    /// What was left out.
    pub of: Vec<Span>,
    /// On whose word.
    pub by: Vec<By>,
}

/// What a record records.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // each variant is the type of its name
pub enum Body {
    Actor(Actor),
    Event(Event),
    Statement(Statement),
    Relation(Relation),
    Figure(Figure),
    Omission(Omission),
}

/// One record of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Stable: a hash of the document's key, kind, spans and an ordinal, without the coder's version.
    pub id: String,
    /// What it records.
    pub body: Body,
    /// The words that show it; never empty.
    pub evidence: Vec<Span>,
    /// The rule that made it; see `dateline codebook`.
    pub rule: String,
    /// How sure.
    pub confidence: Confidence,
}

impl Record {
    /// The contract's name of its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.body {
            Body::Actor(_) => "actor",
            Body::Event(_) => "event",
            Body::Statement(_) => "statement",
            Body::Relation(_) => "relation",
            Body::Figure(_) => "figure",
            Body::Omission(_) => "omission",
        }
    }
}

impl Body {
    /// All parties in it.
    pub fn entities_mut(&mut self) -> Vec<&mut Entity> {
        fn of(by: &mut [By]) -> impl Iterator<Item = &mut Entity> {
            by.iter_mut().map(|b| &mut b.who)
        }
        match self {
            Self::Actor(_) => Vec::new(),
            Self::Event(e) => {
                let parties = e.actor.iter_mut().chain(&mut e.recipient).chain(&mut e.addressee);
                parties.chain(of(&mut e.by)).chain(of(&mut e.denied_by)).collect()
            }
            Self::Statement(s) => s.source.iter_mut().chain(&mut s.addressee).chain(of(&mut s.by)).collect(),
            Self::Relation(r) => [&mut r.from, &mut r.to].into_iter().chain(of(&mut r.by)).collect(),
            Self::Figure(f) => of(&mut f.counted_by).chain(of(&mut f.by)).collect(),
            Self::Omission(o) => [&mut o.who].into_iter().chain(of(&mut o.by)).collect(),
        }
    }

    /// The words that show it, where its own fields say so: an actor's mentions, an event's trigger, a statement's cue
    /// and content. Of the other kinds a record keeps them apart.
    #[must_use]
    pub fn evidence(&self) -> Option<Vec<Span>> {
        match self {
            Self::Actor(a) => Some(a.mentions.iter().map(|m| m.span).collect()),
            Self::Event(e) => Some(e.trigger.clone()),
            Self::Statement(s) => Some(s.cue.iter().chain(&s.content).copied().collect()),
            Self::Relation(_) | Self::Figure(_) | Self::Omission(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_written() {
        for text in ["2002", "2002-05", "0980-12"] {
            assert_eq!(Period::parse(text).map(|p| p.to_string()).as_deref(), Some(text));
        }
        for text in ["", "last year", "2002-13", "2002-5", "20020", "2002-05-01", "+002"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_confidence_is_what_is_written() {
        assert!((Confidence::new(0.929_999_9).value() - 0.93).abs() < 1e-12);
        assert_eq!((Confidence::new(-1.0).value(), Confidence::new(7.0)), (0.0, Confidence::SURE));
    }
}
