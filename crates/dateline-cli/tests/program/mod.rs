//! The program, run as a user runs it. Whatever it prints as JSON is held to the schema in `docs/`, by a validator that
//! knows nothing of the types which the schema is made from.

// Each file of tests takes what it needs.
#![allow(dead_code, unreachable_pub)]

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub const REPORT: &str = "BEIRUT, May 4 (Northline) — Rebels shelled the town of Tal Amra on Sunday, killing two people.\n\n\
    “We will not leave,” the mayor, Rima Haddad, told reporters.\n";

/// A folder of this test's own, empty, under cargo's own folder for such things.
pub fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub notes: String,
}

impl Ran {
    /// Ids of the reports that were read, in order.
    pub fn documents(&self) -> Vec<&str> {
        self.out.lines().filter_map(|l| l.strip_prefix("# newdoc id = ")).collect()
    }

    /// The lines as JSON.
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
    }

    /// The lines of a kind.
    pub fn of_kind(&self, kind: &str) -> Vec<Value> {
        self.lines().into_iter().filter(|l| l["kind"] == kind).collect()
    }

    #[track_caller]
    pub fn noted(&self, code: &str, words: &str) {
        let found = self.notes.lines().any(|l| l.contains(&format!("[{code}]")) && l.contains(words));
        assert!(found, "no note [{code}] … {words} in\n{}", self.notes);
    }
}

pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[track_caller]
pub fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = command(folder, arguments).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may end before it has read all: no fault of this test.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
    let ran = Ran { code: status.code(), out: text(stdout), notes: text(stderr) };
    // Linked data is in the words of another schema.
    if matches!(arguments.first(), Some(&"read" | &"compare")) && !arguments.contains(&"json-ld") {
        valid(&ran.out);
    }
    ran
}

pub fn write(folder: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

/// Holds every line that is JSON to the schema.
#[track_caller]
pub fn valid(out: &str) {
    let Some(lines) = out.lines().map(|l| serde_json::from_str::<Value>(l).ok()).collect::<Option<Vec<_>>>() else {
        return;
    };
    let (schemas, schema) = schema();
    for line in &lines {
        if let Err(e) = schemas.validate(line, schema) {
            panic!("not what docs/records.schema.json says: {e:#}\n{line}");
        }
    }
}

/// The committed schema.
pub fn schema() -> (Schemas, SchemaIndex) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/records.schema.json");
    let json: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
    compiler.add_resource("https://dateline.invalid/records.json", json).unwrap();
    let schema = compiler.compile("https://dateline.invalid/records.json", &mut schemas).unwrap();
    (schemas, schema)
}
