//! `cargo xtask card DATA_DIR`: measures the model in `models/` and writes `models/MODEL.md`.
//!
//! What the page says of a model is measured or read from the model's file when the page is written; only what cannot
//! be measured, how it works and what it is not good at, stands here as text.

use crate::steps::Step;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};

/// What is measured on, by its path under the data folder.
const TREEBANKS: [&str; 2] = ["ud/en_ewt-ud-dev.conllu", "ud/gum-dev.conllu"];
const NAMES: [&str; 1] = ["ner/uner_en_ewt-dev.iob2"];

/// Instruction sets that change how fast the products run; what comes out is the same with any.
const FEATURES: [&str; 7] = ["avx", "avx2", "fma", "avx512f", "avx512_vnni", "neon", "asimd"];

const PAGE: &str = "\
# The model inside the program

This page is written by `cargo xtask card DATA_DIR`; edit `xtask/src/card.rs` or train anew rather than change it here.

`en-fast.dateline` reads English news: it tags and lemmatises words, draws their dependency trees and finds names. It is
compiled into the program. Its licence is CC BY-SA 4.0, its sources are credited in [LICENSE](LICENSE), and
[training/](../training/README.md) makes it anew by one command. The format of the file is described in
`crates/dateline-language/src/container.rs`: a version, a SHA-256 over everything, text and numbers, no code.

";

const HOW: &str = "\
## How it reads

Words are rows of tables: the word itself, hashed beginnings, endings and shape, and the lists of names it is in. Gated
recurrent layers run over them in both directions; small heads give tags, names (no `I-` without its `B-`) and arcs,
and the best tree over the arcs is found exactly. Sentences are split by a linear model over the gaps between words,
words by rules. Lemmas follow endings learnt from the treebanks. Tables are kept as bytes, products are taken in `f32`
in one fixed order, so that the output is the same bytes on any machine and with any number of threads.

## What it is not good at

- **Attachment.** About one word in eight hangs from the wrong word: a quarter to a third of coordinations, a third of
  modifying clauses, a fifth of obliques; subjects one in eleven.
- **Names**, organisations above all, which it finds far less well than persons and places.
- **Web text**: sentences without capitals or stops run into each other.
- It knows no roles, no coreference and no other language, and saw no article of a publisher.
";

/// Builds the program, measures, writes the page.
pub(crate) fn run(root: &Path, data: &str) -> Result<()> {
    let folder = std::path::absolute(data).with_context(|| data.to_owned())?;
    check(&folder, data)?;
    Step::cargo(root, "program", "build --release").run()?;
    let program = target(root)?.join("release").join(if cfg!(windows) { "dateline.exe" } else { "dateline" });
    println!("==> measuring: some ten seconds");
    let mut command = Command::new(&program);
    command.args(["eval", "language", "--format", "markdown", "--threads", "1"]);
    command.args(TREEBANKS.map(|path| folder.join(path)));
    for path in NAMES {
        command.arg("--names").arg(folder.join(path));
    }
    let output = command.stderr(Stdio::inherit()).output().with_context(|| program.display().to_string())?;
    if !output.status.success() {
        bail!("`dateline eval language` failed: see above");
    }
    let measured = String::from_utf8(output.stdout).context("the program's output")?;
    let cpu = std::fs::read_to_string("/proc/cpuinfo").map_or_else(|_| std::env::consts::ARCH.to_owned(), |t| cpu(&t));
    std::fs::write(root.join("models/MODEL.md"), page(&measured, &cpu))?;
    println!("{measured}\nmodels/MODEL.md is written");
    Ok(())
}

/// Says what is missing rather than let the program stumble over it.
fn check(folder: &Path, data: &str) -> Result<()> {
    let missing: Vec<&str> = TREEBANKS.into_iter().chain(NAMES).filter(|path| !folder.join(path).is_file()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    bail!(
        "{data} lacks {}. The page is measured on the development parts of UD English EWT 2.16 and GUM and on Universal \
         NER's for EWT, which are not part of this repository; training/README.md says how a data folder is laid out",
        missing.join(", ")
    )
}

/// Cargo's folder of builds, wherever the person keeps it.
fn target(root: &Path) -> Result<std::path::PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version=1", "--no-deps", "--offline"]).current_dir(root);
    let output = command.stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8(output.stdout)?;
    let after = text.split_once("\"target_directory\":\"").context("cargo names no target folder")?.1;
    let path = after.split_once('"').context("cargo names no target folder")?.0;
    Ok(path.replace("\\\\", "\\").into())
}

/// The processor's name and the features that matter here.
fn cpu(cpuinfo: &str) -> String {
    let field = |names: &[&str]| {
        let mut lines = cpuinfo.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| names.contains(&key.trim())).map_or("", |(_, value)| value.trim())
    };
    let name = field(&["model name", "Model name", "Processor", "CPU part"]);
    let all: Vec<&str> = field(&["flags", "Features"]).split_whitespace().collect();
    let known: Vec<&str> = FEATURES.into_iter().filter(|feature| all.contains(feature)).collect();
    format!("{}, {}", if name.is_empty() { std::env::consts::ARCH } else { name }, known.join(" "))
}

fn page(measured: &str, cpu: &str) -> String {
    let files = TREEBANKS.map(|path| format!("DATA_DIR/{path}")).join(" ");
    let names = NAMES.map(|path| format!("--names DATA_DIR/{path}")).join(" ");
    format!(
        "{PAGE}## Figures\n\nIn percent, after the CoNLL 2018 shared task: words are aligned by their characters, relation \
         subtypes dropped.\n*Gold words* are those the treebank gives; *raw text* is read from its bare text. Names count \
         where span and type\nare both right. Speed is from raw text to trees and names on one core of: {cpu}.\n\n\
         {measured}\nTo measure again:\n\n```console\n$ cargo xtask card DATA_DIR\n```\n\nwhich runs\n\n\
         ```console\n$ dateline eval language --threads 1 \\\n    {files} \\\n    {names}\n```\n\n{HOW}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let message = check(Path::new("no-such-folder"), "no-such-folder").unwrap_err().to_string();
        assert!(
            message.starts_with("no-such-folder lacks ud/en_ewt-ud-dev.conllu, ud/gum-dev.conllu, ner/"),
            "{message}"
        );
    }

    #[test]
    fn the_processor_is_named() {
        let text = "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu avx avx2 fma sse\n\nprocessor\t: 1\n";
        assert_eq!(cpu(text), "Some CPU, avx avx2 fma");
        assert!(cpu("").starts_with(std::env::consts::ARCH));
    }

    #[test]
    fn the_page_holds_what_was_measured_and_how() {
        let page = page("| F1 | x |\n", "Some CPU, avx2");
        for part in ["| F1 | x |", "one core of: Some CPU, avx2.", "$ cargo xtask card DATA_DIR", "ud/gum-dev.conllu"] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
