//! One report in, its records out.

use dateline_contract::wire::{self, Line, Writer};
use dateline_contract::{Body, CodeFrom, Codebook, Record, TimeTold, Versions};
use dateline_language::container::ModelError;
use dateline_language::{Analysis, Model, analyse, analyse_twice, refer};
use dateline_records::dyad::{self, Ranked};
use dateline_records::syntax::Syntax;
use dateline_records::times::Times;
use dateline_records::{OwnTables, Tables, records};
use dateline_text::document::{Limits, document};
use dateline_text::{Note, Noted, RawItem, Refused, Span};
use std::collections::HashSet;
use std::sync::Arc;

/// Reads reports: the model and the limits it reads with. By default that is the more accurate of the two models inside
/// the program.
///
/// ```
/// use dateline::{Coder, RawItem};
///
/// let coder = Coder::default();
/// let item = RawItem::new("The rebels shelled the town on Monday.");
/// let read = coder.read(&item).unwrap();
/// assert_eq!(read.value.lemma(2), "shell");
/// ```
#[derive(Debug, Default)]
pub struct Coder {
    reader: Reader,
    own: Option<OwnTables>,
    /// How much of an item is read.
    pub limits: Limits,
    /// What codes events.
    pub events: Events,
    /// Records less sure than this are left out, 0 to 1; actors stay.
    pub min_confidence: f64,
    /// Codes of parties are given only where their words or an office tell them, not by phrases around them or the scene.
    pub told_only: bool,
}

/// What codes events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Events {
    /// Rules and the acts that the model has learnt to see, side by side.
    #[default]
    Both,
    /// Rules alone, each of which can be read: less is found, and why is always told in words.
    Rules,
}

/// Which model reads.
#[derive(Debug, Default)]
enum Reader {
    #[default]
    Accurate,
    Fast,
    Cascade,
    Own(Box<Model>),
}

impl Coder {
    /// With the small model inside the program: some five times as fast to records, and less often right.
    #[must_use]
    pub fn fast() -> Self {
        Self { reader: Reader::Fast, ..Self::default() }
    }

    /// With both models: the small one reads everything, the more accurate one again the sentences in which the small
    /// one's reading gives a record. Faster than the default by less than half, and misses what only the default sees.
    #[must_use]
    pub fn cascade() -> Self {
        Self { reader: Reader::Cascade, ..Self::default() }
    }

    /// With a model file of the user's own instead of the one inside the program.
    ///
    /// # Errors
    /// Where the file cannot be used.
    pub fn with_model(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { reader: Reader::Own(Box::new(Model::read(bytes)?)), ..Self::default() })
    }

    /// Codes with tables of the user's own: see [`OwnTables::lay`].
    ///
    /// ```
    /// use dateline::{Coder, RawItem, records::OwnTables, text::DataFile};
    ///
    /// let mine = DataFile::new("groups.tsv", "Fjord Commission\t\tNGO\t\tCVL\t\t\t\t\tmine\n");
    /// let coder = Coder::fast().with_tables(OwnTables::lay(&[mine], &[])?);
    /// let coded = coder.code(&RawItem::new("The Fjord Commission condemned the shelling of Karsa.")).unwrap();
    /// assert!(coded.records.iter().any(|r| r.kind() == "event"));
    /// # Ok::<(), dateline::text::DataError>(())
    /// ```
    #[must_use]
    pub fn with_tables(mut self, own: OwnTables) -> Self {
        self.own = Some(own);
        self
    }

    /// The tables it codes with.
    #[must_use]
    pub fn tables(&self) -> Tables<'_> {
        match &self.own {
            Some(own) => own.tables(),
            None => Tables::builtin(),
        }
    }

    /// The model it reads with; of two, the more accurate.
    #[must_use]
    pub fn model(&self) -> &Model {
        match &self.reader {
            Reader::Accurate | Reader::Cascade => Model::accurate(),
            Reader::Fast => Model::fast(),
            Reader::Own(model) => model,
        }
    }

    /// Reads one item as far as words, trees and names.
    ///
    /// # Errors
    /// [`Refused`] where the item is no English text.
    pub fn read(&self, item: &RawItem) -> Result<Noted<Analysis>, Refused> {
        let doc = document(item, &self.limits)?;
        let document = Arc::new(doc.value);
        let mut read = match self.reader {
            Reader::Cascade => {
                analyse_twice(document, Model::fast(), Model::accurate(), |a| worth_reading(a, &self.tables()))
            }
            _ => analyse(document, self.model()),
        };
        read.notes.splice(0..0, doc.notes);
        Ok(read)
    }

    /// Reads one item and codes it.
    ///
    /// # Errors
    /// [`Refused`] where the item is no English text.
    pub fn code(&self, item: &RawItem) -> Result<Coded, Refused> {
        let Noted { value: analysis, mut notes } = self.read_for_coding(item)?;
        let mut coded = records(&analysis, &self.tables());
        notes.extend(coded.notes);
        if self.told_only {
            coded.value.iter_mut().for_each(forget_guessed);
        }
        let sure = |r: &Record| r.kind() == "actor" || r.confidence.value() >= self.min_confidence;
        if self.min_confidence > 0.0 {
            coded.value.retain(sure);
            only_told(&mut coded.value);
        }
        if !coded.value.iter().any(|r| r.kind() != "actor") {
            notes.push(nothing_coded(&analysis, &coded.value));
        }
        let times = Times::find(Syntax::with(&analysis, self.tables().words)).told();
        Ok(Coded { analysis, records: coded.value, times, notes, versions: self.versions() })
    }

    /// Reads one item and ranks what the one of two parties does to the other: see [`dyad::rank`]. Of `codebook` the names
    /// must be PLOVER's. Spans are bytes of the item.
    ///
    /// # Errors
    /// [`Refused`] where the item is no English text.
    ///
    /// ```
    /// use dateline::{Codebook, Coder, RawItem, Span};
    ///
    /// let text = "Norway condemned the shelling of Karsa by Chad.";
    /// let span = |words: &str| text.find(words).and_then(|at| Span::new(text, at, at + words.len())).unwrap();
    /// let ranked = Coder::fast().dyad(&RawItem::new(text), Codebook::Plover20, span("Norway"), span("Chad")).unwrap();
    /// assert!(ranked.value.iter().any(|r| r.category.name() == "ACCUSE"), "{ranked:?}");
    /// ```
    pub fn dyad(
        &self,
        item: &RawItem,
        codebook: Codebook,
        source: Span,
        target: Span,
    ) -> Result<Noted<Vec<Ranked>>, Refused> {
        let Noted { value: analysis, notes } = self.read_for_coding(item)?;
        let mut value = dyad::rank(&analysis, &self.tables(), codebook, source, target);
        value.retain(|r| f64::from(r.share) >= self.min_confidence);
        Ok(Noted { value, notes })
    }

    /// Reads one item and finds the times that it tells.
    ///
    /// # Errors
    /// [`Refused`] where the item is no English text.
    ///
    /// ```
    /// use dateline::{Coder, Meta, RawItem};
    ///
    /// let meta = Meta { date: Some("2024-05-08".into()), ..Meta::default() };
    /// let item = RawItem { meta, ..RawItem::new("They met last Friday.") };
    /// let (_, times) = Coder::fast().times(&item).unwrap().value;
    /// assert_eq!(times.all()[0].value.to_string(), "2024-05-03");
    /// ```
    pub fn times(&self, item: &RawItem) -> Result<Noted<(Analysis, Times)>, Refused> {
        let Noted { value: analysis, notes } = self.read(item)?;
        let times = Times::find(Syntax::with(&analysis, self.tables().words));
        Ok(Noted { value: (analysis, times), notes })
    }

    /// Reads one item as far as records need it: trees, and what each phrase takes up.
    ///
    /// # Errors
    /// [`Refused`] where the item is no English text.
    pub fn read_for_coding(&self, item: &RawItem) -> Result<Noted<Analysis>, Refused> {
        let Noted { value: analysis, notes } = self.read(item)?;
        let analysis = refer(analysis, self.model());
        let value = if self.events == Events::Rules { analysis.without_acts() } else { analysis };
        Ok(Noted { value, notes })
    }

    /// What it codes with; part of every document's record.
    #[must_use]
    pub fn versions(&self) -> Versions {
        let model = match self.reader {
            Reader::Cascade => format!("{} + {}", Model::fast().version(), Model::accurate().version()),
            _ => self.model().version().to_owned(),
        };
        let lexicon = self.own.as_ref().map_or(Tables::builtin_version(), OwnTables::version).to_owned();
        Versions { program: env!("CARGO_PKG_VERSION").to_owned(), model, lexicon }
    }
}

/// Takes away the codes that are told neither by a party's words nor by an office.
fn forget_guessed(r: &mut Record) {
    let guessed = |from: Option<CodeFrom>| matches!(from, Some(CodeFrom::Context | CodeFrom::Scene));
    if let Body::Actor(a) = &mut r.body
        && guessed(a.code_from)
    {
        (a.code, a.code_from) = (None, None);
    }
    for e in r.body.entities_mut().into_iter().filter(|e| guessed(e.code_from)) {
        (e.code, e.code_from) = (None, None);
    }
}

/// Takes the ids of events that were left out from the statements that tell them.
fn only_told(records: &mut [Record]) {
    let ids: HashSet<String> = records.iter().map(|r| r.id.clone()).collect();
    for r in records {
        if let Body::Statement(s) = &mut r.body {
            s.events.retain(|id| ids.contains(id));
        }
    }
}

/// The sentences in which something was coded that is more than an actor.
fn worth_reading(analysis: &Analysis, tables: &Tables<'_>) -> Vec<bool> {
    let mut marks = vec![false; analysis.sentences.len()];
    let records = records(analysis, tables).value;
    for span in records.iter().filter(|r| r.kind() != "actor").flat_map(|r| &r.evidence) {
        let first = analysis.tokens.partition_point(|t| t.span.end() <= span.start());
        let last = analysis.tokens.partition_point(|t| t.span.start() < span.end());
        if first < last {
            marks[analysis.sentence_of(first)..=analysis.sentence_of(last - 1)].fill(true);
        }
    }
    marks
}

/// A report read and coded.
#[derive(Debug)]
pub struct Coded {
    /// Its words, trees and names.
    pub analysis: Analysis,
    /// Its records.
    pub records: Vec<Record>,
    /// The times that it tells.
    pub times: Vec<TimeTold>,
    /// What there is to say about how they were had.
    pub notes: Vec<Note>,
    /// What it was coded with.
    pub versions: Versions,
}

impl Coded {
    /// Everything about the report as the public contract writes it: the document, notes, records. Events are named by
    /// `codebook`; the document's record holds the text where `with_text` says so.
    #[must_use]
    pub fn lines(&self, codebook: Codebook, with_text: bool) -> Vec<Line> {
        let document = &self.analysis.document;
        let writer = Writer::new(document, codebook);
        let mut head = writer.document(self.analysis.sentences.len(), &self.versions);
        head.text = with_text.then(|| document.text.to_string());
        let notes = self.notes.iter().map(|n| wire::note(&document.id, n));
        let records = self.records.iter().map(|r| writer.record(r));
        [Line::Document(head)].into_iter().chain(notes).chain(records).collect()
    }
}

/// Why a report gave no record: silence is never the answer.
fn nothing_coded(analysis: &Analysis, records: &[Record]) -> Note {
    let why = if analysis.tokens.is_empty() {
        "it has no words"
    } else if records.is_empty() {
        "no actor was found in it: no country, office, body, role or person that the lexicon or the text places"
    } else {
        "actors were found, but nothing that one does to another, says, or is said to be"
    };
    Note::info("nothing-coded", format!("nothing was coded in this report: {why}"))
}
