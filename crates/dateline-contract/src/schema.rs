//! The JSON Schema of the contract is made from its types and kept in `docs/records.schema.json`.

use crate::wire::{Comparison, Line, System, TimeExpression};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use std::path::Path;

/// The words of [`dateline_text::Level`].
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(dead_code)] // its words are the schema
pub(crate) enum LevelWord {
    Info,
    Warning,
    Error,
}

/// The words of [`dateline_text::DateFrom`].
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(dead_code)] // its words are the schema
pub(crate) enum DateFromWord {
    Metadata,
    Dateline,
    Byline,
    Url,
    Name,
    Option,
    None,
}

/// Anything that `dateline read`, `compare`, `stories`, `system` and `times` print as JSON.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code)] // its shape is the schema
enum Printed {
    Line(Line),
    Comparison(Comparison),
    Time(TimeExpression),
    System(Box<System>),
}

fn made() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = SchemaGenerator::new(settings).into_root_schema_for::<Printed>();
    schema.insert("title".into(), "The records of dateline, contract 2".into());
    let about = "A line of `dateline read --format jsonl`, `dateline stories` or `dateline times`, or the object of `dateline compare --format json` or `dateline system --format json`.";
    schema.insert("description".into(), about.into());
    format!("{:#}\n", schema.as_value())
}

// A test takes no arguments of its own: a variable is how `cargo xtask snapshots` reaches it.
#[allow(clippy::disallowed_methods)]
#[test]
fn the_schema_in_docs_is_made_from_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/records.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made()).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made(), "docs/records.schema.json is not what the types say; write it anew: cargo xtask snapshots");
}
