//! `cargo xtask card DATA_DIR`: measures the models in `models/` and writes `models/MODEL.md`.
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
const ROLES: [&str; 1] = ["srl/ewt_propbank-dev.tsv"];
const CHAINS: &str = "coref";
const EVENTS: [&str; 2] = ["events/coded.jsonl", "events/written.jsonl"];

/// The models inside the program.
const MODELS: [&str; 2] = ["accurate", "fast"];

/// Kernels for products over bytes that people's machines have, and which can be forced; what comes out is the same.
const KERNELS: [&str; 2] = ["vnni", "avx2"];

/// Instruction sets that change how fast the products run; what comes out is the same with any.
const FEATURES: [&str; 7] = ["avx", "avx2", "fma", "avx512f", "avx512_vnni", "neon", "asimd"];

const PAGE: &str = "\
# The models inside the program

This page is written by `cargo xtask card DATA_DIR`; edit `xtask/src/card.rs` or train anew rather than change it here.

`en-accurate.dateline` and `en-fast.dateline` read English news: they tag and lemmatise words, draw their dependency
trees, find names, the roles of a verb's arguments and which mentions are one. Both are compiled into the program. Their
licence is CC BY-SA 4.0, their sources are credited in [LICENSE](LICENSE), and [training/](../training/README.md) makes
them anew by one command. The format of the files is described in `crates/dateline-language/src/container.rs`: a version,
a SHA-256 over everything, text and numbers, no code.

";

const EVENTS_ARE: &str = "\
Who did what to whom, by rules and by the head for acts together, on the development part of passages that were coded by
hand (`dateline eval events DATA_DIR/events/coded.jsonl DATA_DIR/events/written.jsonl --split dev`): 656 of news and readouts
and 276 written to be hard. Nothing was trained on them; the levels come from parts of the training passages that a network
had not seen, what a confidence means from this part. Two people who code the same passages agree at .94, .92, .86 and .86.

";

const HOW: &str = "\
## How they read

Words are rows of tables: the word itself, hashed beginnings, endings and shape, and the lists of names it is in.
`accurate` adds what a sentence encoder says of the word, six transformer layers over word pieces, kept and multiplied
as bytes. Gated recurrent layers run over that in both directions; small heads give tags, features, names (no `I-`
without its `B-`) and arcs, and the best tree over the arcs is found exactly. Roles are labels of words as seen from a
verb, their spans follow from the tree. Acts are words of a category, and their arguments labels of words as seen from them,
learnt from coded passages together with all the rest, and from what four networks together said of unlabelled paragraphs.
Sentences are split by a linear model over the gaps between words, words by
rules. Lemmas follow word lists, then endings learnt from the treebanks. Mentions are one by a small network over pairs
of them, one antecedent a mention. Sums run in one fixed order, so that the output is the same bytes on any machine and
with any number of threads.

## What they are not good at

- **Attachment.** With `fast` about one word in eight hangs from the wrong word, with `accurate` one in ten:
  coordinations, modifying clauses and obliques above all.
- **Events** whose verb is light or common (aid, cooperation, mobilisation, concessions), and acts taken back by the words
  around them (\"refuses to lift\"), of which the lower verb is told. Arguments in another sentence are not looked for.
- **Names**, organisations above all, which they find less well than persons and places.
- **Web text**: sentences without capitals or stops run into each other.
- They know no other language, and saw no article of a publisher.
";

/// Builds the program, measures, writes the page.
pub(crate) fn run(root: &Path, data: &str) -> Result<()> {
    let folder = std::path::absolute(data).with_context(|| data.to_owned())?;
    check(&folder, data)?;
    Step::cargo(root, "program", "build --release").run()?;
    let program = target(root)?.join("release").join(if cfg!(windows) { "dateline.exe" } else { "dateline" });
    println!("==> measuring: a minute or two");
    let (mut told, mut measured) = (String::new(), String::new());
    for model in MODELS {
        let events = events(&program, &folder, model)?;
        if model == MODELS[0] {
            std::fs::write(root.join("models/events.tsv"), categories(&events))?;
        }
        told += &format!("### Events with `{model}`\n\n```text\n{events}```\n\n");
        measured += &format!("### `{model}`\n\n{}\n", scores(&program, &folder, model)?);
    }
    measured += &speeds(&program, &folder)?;
    let cpu = std::fs::read_to_string("/proc/cpuinfo").map_or_else(|_| std::env::consts::ARCH.to_owned(), |t| cpu(&t));
    std::fs::write(root.join("models/MODEL.md"), page(&told, &measured, &cpu))?;
    println!("{told}{measured}\nmodels/MODEL.md is written");
    Ok(())
}

/// Every figure of one model, as tables.
fn scores(program: &Path, folder: &Path, model: &str) -> Result<String> {
    let mut command = Command::new(program);
    command.args(["eval", "language", "--format", "markdown", "--threads", "1", "--model", model]);
    command.args(TREEBANKS.map(|path| folder.join(path)));
    for (flag, paths) in [("--names", &NAMES[..]), ("--roles", &ROLES[..]), ("--coref", &[CHAINS][..])] {
        for path in paths {
            command.arg(flag).arg(folder.join(path));
        }
    }
    let output = command.stderr(Stdio::inherit()).output().with_context(|| program.display().to_string())?;
    if !output.status.success() {
        bail!("`dateline eval language` failed: see above");
    }
    String::from_utf8(output.stdout).context("the program's output")
}

/// How well events are coded on the development part of the coded passages, as the program prints it.
fn events(program: &Path, folder: &Path, model: &str) -> Result<String> {
    let mut command = Command::new(program);
    command.args(["eval", "events", "--split", "dev", "--quiet", "--model", model]);
    let output = command.args(EVENTS.map(|p| folder.join(p))).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("`dateline eval events` failed: see above");
    }
    let text = String::from_utf8(output.stdout).context("the program's output")?;
    // The lines that name the gold hold its path.
    let folder = folder.display().to_string();
    Ok(text.replace(&folder, "DATA_DIR"))
}

/// The lines about categories as a table for the codebook: category, precision, recall.
fn categories(events: &str) -> String {
    let mut out = String::from(
        "# How events of each category do on coded passages with `accurate`. Written by `cargo xtask card`.\n\
         # columns: category precision recall\n",
    );
    for line in events.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if let [category, precision, _, recall, _, _, _, _, _] = fields[..]
            && category.bytes().all(|b| b.is_ascii_uppercase())
        {
            out += &format!("{category}\t{precision}\t{recall}\n");
        }
    }
    out
}

/// How fast `accurate` reads with each kernel that it may be made to use.
fn speeds(program: &Path, folder: &Path) -> Result<String> {
    let mut out =
        String::from("### Kernels of `accurate`\n\n| kernel | words/s from raw text, one core |\n|---|---:|\n");
    for kernel in KERNELS {
        let mut command = Command::new(program);
        command.args(["eval", "language", "--format", "jsonl", "--threads", "1", "--model", "accurate"]);
        command.arg(folder.join(TREEBANKS[1])).env("DATELINE_KERNEL", kernel);
        let output = command.stderr(Stdio::inherit()).output()?;
        let text = String::from_utf8(output.stdout)?;
        let line = text.lines().find(|l| l.contains("words/s")).context("no line of speed")?;
        let value = line.split("\"value\":").nth(1).and_then(|v| v.trim_end_matches('}').parse::<f64>().ok());
        out += &format!("| {kernel} | {:.0} |\n", value.context("no number of speed")?);
    }
    Ok(out)
}

/// Says what is missing rather than let the program stumble over it.
fn check(folder: &Path, data: &str) -> Result<()> {
    let missing: Vec<&str> = TREEBANKS
        .into_iter()
        .chain(NAMES)
        .chain(ROLES)
        .chain([CHAINS])
        .chain(EVENTS)
        .filter(|p| !folder.join(p).exists())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    bail!(
        "{data} lacks {}. The page is measured on the development parts of UD English EWT 2.16 and GUM, of Universal NER \
         and PropBank for EWT, on OntoGUM's chains and on coded passages, which are not part of this repository; training/README.md says how a data folder is laid out",
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

fn page(told: &str, measured: &str, cpu: &str) -> String {
    let files = TREEBANKS.map(|path| format!("DATA_DIR/{path}")).join(" ");
    let others = format!("--names DATA_DIR/{} --roles DATA_DIR/{} --coref DATA_DIR/{CHAINS}", NAMES[0], ROLES[0]);
    format!(
        "{PAGE}## Events\n\n{EVENTS_ARE}{told}## Figures\n\nIn percent, after the CoNLL 2018 shared task: words are aligned by their characters, relation \
         subtypes dropped.\n*Gold words* are those the treebank gives; *raw text* is read from its bare text. Names and roles \
         count where span\nand label are both right. Speed is from raw text to trees and names on one core of: {cpu}.\n\n\
         {measured}\nTo measure again:\n\n```console\n$ cargo xtask card DATA_DIR\n```\n\nwhich runs\n\n\
         ```console\n$ dateline eval language --threads 1 --model accurate \\\n    {files} \\\n    {others}\n```\n\n{HOW}"
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
    fn the_codebook_s_table_has_the_categories_alone() {
        let events = "category  0.6  0.5  0.5  5  7  9  0.94\n\ncategory  P  95%  R  95%  F1  right  found  wanted\n\
                      AID  0.400  0.20–0.64  0.240  0.11–0.43  0.300  6  15  25\ndone  0.9 0.9 0.9 4 4 4\n";
        assert_eq!(categories(events).lines().skip(2).collect::<Vec<_>>(), ["AID\t0.400\t0.240"]);
    }

    #[test]
    fn the_processor_is_named() {
        let text = "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu avx avx2 fma sse\n\nprocessor\t: 1\n";
        assert_eq!(cpu(text), "Some CPU, avx avx2 fma");
        assert!(cpu("").starts_with(std::env::consts::ARCH));
    }

    #[test]
    fn the_page_holds_what_was_measured_and_how() {
        let page = page("category .7\n", "| F1 | x |\n", "Some CPU, avx2");
        for part in [
            "category .7",
            "dateline eval events",
            "| F1 | x |",
            "one core of: Some CPU, avx2.",
            "$ cargo xtask card DATA_DIR",
            "ud/gum-dev.conllu",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
