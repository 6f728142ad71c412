//! A model: everything learnt that the language stage needs, read from one file.

use crate::container::{Container, ModelError};
use crate::coref::{Ranker, Words};
use crate::lemma::Lemmatiser;
use crate::network::Network;
use crate::segment::{Segmenter, Splitter, Vocabulary};
use std::sync::LazyLock;

/// The models that every build carries, so that the program needs no set-up.
static FAST: &[u8] = include_bytes!("../../../models/en-fast.dateline");
static ACCURATE: &[u8] = include_bytes!("../../../models/en-accurate.dateline");

/// A model ready to read.
#[derive(Debug)]
pub struct Model {
    network: Network,
    lemmatiser: Lemmatiser,
    segmenter: Segmenter,
    words: Words,
    ranker: Option<Ranker>,
    meta: Vec<(String, String)>,
    version: String,
}

impl Model {
    /// Reads a model file's bytes; see [`crate::container`] for the format.
    ///
    /// # Errors
    /// Where the file is damaged, of another version, or lacks something.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = Container::parse(bytes)?;
        let (weights, scale) = file.i8("splitter", &[1, Splitter::LENGTH])?;
        let bias = file.f32("splitter.bias", &[1])?[0];
        let weights: Vec<i8> = weights.iter().map(|b| b.cast_signed()).collect();
        let splitter = Splitter::new(&weights, scale[0], bias)
            .ok_or_else(|| ModelError::Misfit("the sentence splitter's table has another size".into()))?;
        Ok(Self {
            network: Network::read(&file)?,
            lemmatiser: Lemmatiser::new(&file.lines("lemmas")?)?,
            segmenter: Segmenter::new(file.lists("segments", Vocabulary::read)?, splitter),
            words: file.lists("coreference", Words::read)?,
            ranker: Ranker::read(&file)?,
            version: version(&file),
            meta: file.meta().to_vec(),
        })
    }

    /// The `fast` model inside this program; read once, then shared.
    ///
    /// # Panics
    /// Never in a build whose tests pass: they read it.
    #[must_use]
    pub fn fast() -> &'static Self {
        static MODEL: LazyLock<Model> =
            LazyLock::new(|| Model::read(FAST).expect("the model in the program was tested with it"));
        &MODEL
    }

    /// The `accurate` model inside this program, a sentence encoder; read once, when first asked for, then shared.
    ///
    /// # Panics
    /// Never in a build whose tests pass: they read it.
    #[must_use]
    pub fn accurate() -> &'static Self {
        static MODEL: LazyLock<Model> =
            LazyLock::new(|| Model::read(ACCURATE).expect("the model in the program was tested with it"));
        &MODEL
    }

    /// Bytes of the `fast` model inside this program.
    #[must_use]
    pub fn fast_size() -> usize {
        FAST.len()
    }

    /// Bytes of the `accurate` model inside this program.
    #[must_use]
    pub fn accurate_size() -> usize {
        ACCURATE.len()
    }

    /// What the file says of itself: name, training, data.
    #[must_use]
    pub fn meta(&self) -> &[(String, String)] {
        &self.meta
    }

    /// Its name and the first digits of its file's SHA-256: `en-fast 0123456789ab`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What picks a mention's antecedent; `None` where that is left to the sieves.
    #[must_use]
    pub fn ranker(&self) -> Option<&Ranker> {
        self.ranker.as_ref()
    }

    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    pub(crate) fn lemmatiser(&self) -> &Lemmatiser {
        &self.lemmatiser
    }

    /// What cuts its texts into words and sentences.
    #[must_use]
    pub fn segmenter(&self) -> &Segmenter {
        &self.segmenter
    }

    /// What its coreference knows of words.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }
}

fn version(file: &Container<'_>) -> String {
    let name = file.meta().iter().find(|(key, _)| key == "name").map_or("unnamed", |(_, name)| name);
    format!("{name} {}", file.digest())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::write;

    #[test]
    fn a_file_without_its_lists_is_refused_with_what_writes_them() {
        let file = write(&[], &[("lists.coreference", "text", vec![4], b"[a]\n".to_vec())]);
        let file = Container::parse(file).unwrap();
        let error = file.lists("segments", Vocabulary::read).unwrap_err().to_string();
        assert!(error.contains("\"lists.segments\"") && error.contains("training/lists.py"), "{error}");
        let error = file.lists("coreference", Words::read).unwrap_err().to_string();
        assert!(error.contains("lists.coreference:1: missing field `doc`"), "{error}");
    }
}
