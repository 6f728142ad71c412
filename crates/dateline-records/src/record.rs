//! Records as the stages pass them on: spans are bytes of the document's text.

use dateline_text::Span;

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
    /// PLOVER sectors, primary first.
    pub sector: Vec<String>,
}

/// How a mention names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionForm {
    /// By a name, titles and apposition included.
    Name,
    /// By a description ("the Russian leader").
    Nominal,
    /// By a pronoun.
    Pronoun,
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
    /// PLOVER sectors, primary first.
    pub sector: Vec<String>,
    /// The office held on the report's date.
    pub office: Option<String>,
    /// Codes of a body's members on the report's date.
    pub members: Vec<String>,
    /// Where it is mentioned, in order.
    pub mentions: Vec<Mention>,
}

/// What kind of source a record stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByKind {
    /// A news agency or outlet.
    Agency,
    /// A statement, report, letter, post.
    Document,
    /// A person.
    Person,
    /// A government, ministry, organisation.
    Body,
}

/// On whose word a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub who: Entity,
    /// What kind.
    pub kind: ByKind,
}

/// When an act is placed, seen from the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Time {
    /// It has happened.
    #[default]
    Past,
    /// It goes on.
    Present,
    /// It is to come.
    Future,
    /// Background: long before the report.
    Historical,
}

/// How sure the report is of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Certainty {
    /// Told as a fact.
    #[default]
    Asserted,
    /// "reportedly", "allegedly", or on somebody's word.
    Reported,
    /// "may", "might", "could".
    Possible,
    /// "if", "would", "in case of".
    Hypothetical,
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

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// PLOVER category.
    pub category: String,
    /// PLOVER mode, where one fits.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub context: Vec<String>,
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
    /// The words that name the place, if any.
    pub place: Option<Span>,
    /// On whose word, outermost first; empty is the report's own voice.
    pub by: Vec<By>,
    /// Who denies it.
    pub denied_by: Vec<By>,
    /// Negated, when, how sure.
    pub status: Status,
    /// The day of the act, `YYYY-MM-DD`, and whether the text itself gives it.
    pub date: Option<(String, bool)>,
    /// The clause.
    pub clause: Span,
    /// Number of its sentence, from 0.
    pub sequence: usize,
    /// Events of one document that are one act share this.
    pub happening: Option<String>,
}

/// How a statement is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words with quoted pieces.
    Mixed,
}

/// What is known of a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// By name or by a chain that leads to one.
    Named,
    /// Somebody who is not named ("an official").
    Anonymous,
    /// Several together ("officials", "agencies").
    Collective,
    /// Nobody.
    None,
}

/// What is done by saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeechAct {
    /// Says that it is so.
    Assert,
    /// Says that it is not so.
    Deny,
    /// Warns.
    Warn,
    /// Demands, urges, asks for.
    Demand,
    /// Promises, intends.
    Promise,
    /// Asks a question.
    Ask,
    /// Voices a feeling.
    Feel,
    /// Will not say or do.
    Refuse,
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

/// How two parties stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is named as the contract names it
pub enum RelationKind {
    MemberOf,
    SpokespersonOf,
    OfficeOf,
    Backs,
    TiesWith,
    PartOf,
    SuccessorOf,
    CounterpartOf,
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
    /// Since when, as far as told (`2002`).
    pub since: Option<String>,
    /// Until when.
    pub until: Option<String>,
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
    /// The words that hedge it ("at least").
    pub modifier: Option<String>,
    /// `rising` or `falling`, where told.
    pub trend: Option<String>,
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
    /// Stable: a hash of document, kind, spans and an ordinal, without the coder's version.
    pub id: String,
    /// What it records.
    pub body: Body,
    /// The words that show it; never empty.
    pub evidence: Vec<Span>,
    /// The rule that made it; see `dateline codebook`.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
}

macro_rules! names {
    ($($type:ident { $($variant:ident $name:literal),* })*) => {$(
        impl $type {
            /// The word the contract uses.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    )*};
}

names! {
    MentionForm { Name "name", Nominal "nominal", Pronoun "pronoun" }
    ByKind { Agency "agency", Document "document", Person "person", Body "body" }
    Time { Past "past", Present "present", Future "future", Historical "historical" }
    Certainty { Asserted "asserted", Reported "reported", Possible "possible", Hypothetical "hypothetical" }
    Form { Direct "direct", Indirect "indirect", Mixed "mixed" }
    SourceKind { Named "named", Anonymous "anonymous", Collective "collective", None "none" }
    SpeechAct { Assert "assert", Deny "deny", Warn "warn", Demand "demand", Promise "promise", Ask "ask", Feel "feel", Refuse "refuse" }
    RelationKind {
        MemberOf "member_of", SpokespersonOf "spokesperson_of", OfficeOf "office_of", Backs "backs", TiesWith "ties_with",
        PartOf "part_of", SuccessorOf "successor_of", CounterpartOf "counterpart_of"
    }
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
