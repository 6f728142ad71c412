//! The library's face.

use dateline_language::container::ModelError;
use dateline_language::{Analysis, Model, analyse};
use dateline_records::{Codebook, Record, records};
use dateline_text::document::{Limits, document};
use dateline_text::{Note, Noted, RawItem, Refused};
use std::sync::Arc;

/// Reads reports: the model and the limits it reads with.
///
/// ```
/// use dateline::Coder;
/// use dateline_text::RawItem;
///
/// let coder = Coder::default();
/// let item = RawItem::new("The rebels shelled the town on Monday.");
/// let read = coder.read(&item).unwrap();
/// assert_eq!(read.value.lemma(2), "shell");
/// ```
#[derive(Debug, Default)]
pub struct Coder {
    model: Option<Box<Model>>,
    /// How much of an item is read.
    pub limits: Limits,
}

impl Coder {
    /// With a model file of the user's own instead of the one inside the program.
    ///
    /// # Errors
    /// Where the file cannot be used.
    pub fn with_model(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { model: Some(Box::new(Model::read(bytes)?)), limits: Limits::default() })
    }

    /// The model it reads with.
    #[must_use]
    pub fn model(&self) -> &Model {
        self.model.as_deref().unwrap_or_else(|| Model::fast())
    }

    /// Reads one item as far as words, trees and names.
    ///
    /// # Errors
    /// [`Refused`] where the item is no English text.
    pub fn read(&self, item: &RawItem) -> Result<Noted<Analysis>, Refused> {
        let doc = document(item, &self.limits)?;
        let mut read = analyse(Arc::new(doc.value), self.model());
        read.notes.splice(0..0, doc.notes);
        Ok(read)
    }

    /// Reads one item and codes it.
    ///
    /// # Errors
    /// [`Refused`] where the item is no English text.
    pub fn code(&self, item: &RawItem) -> Result<Coded, Refused> {
        let mut read = self.read(item)?;
        let records = records(&read.value, &Codebook::builtin());
        if !records.iter().any(|r| r.kind() != "actor") {
            read.notes.push(nothing_coded(&read.value, &records));
        }
        Ok(Coded { analysis: read.value, records, notes: read.notes })
    }
}

/// A report read and coded.
#[derive(Debug)]
pub struct Coded {
    /// Its words, trees and names.
    pub analysis: Analysis,
    /// Its records.
    pub records: Vec<Record>,
    /// What there is to say about how they were had.
    pub notes: Vec<Note>,
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
