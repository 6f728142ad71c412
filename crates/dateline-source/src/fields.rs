//! What the fields of a report are called.

/// The names of the fields of a line, item or row. One that is not named is known by the usual names for it, of which
/// `lexicon/en/sources.toml` has the list (`text`, `body`, `maintext` …).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The report's own id. An absent one is no fault: the report is then named by its address, or by where it stands.
    pub id: Option<String>,
    /// Its text; the only field that a report must have.
    pub text: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its day: in any usual form, or as a number: `20231011`, or seconds or milliseconds since 1970.
    pub date: Option<String>,
    /// The field that says which group a report belongs to, where they are grouped: then each must have it.
    pub group: Option<String>,
}

impl Fields {
    /// The fields that were named.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.text, &self.title, &self.date, &self.group].into_iter().filter_map(|f| f.as_deref())
    }
}
