//! Rules about files of any kind: no path of one machine, no model too large to carry, cases that can be read.

use super::Finding;
use crate::repository::Repository;
use crate::suite;

const MODEL_BYTES: u64 = 28_000_000;

/// No file names a folder of somebody's machine.
pub(super) fn machine_paths(repository: &Repository) -> Vec<Finding> {
    let roots = ["home/", "root/", "work/", "Users/", "tmp/w/"].map(|folder| ["/", folder].concat());
    let mut found = Vec::new();
    for (path, text) in repository.texts(&[""]) {
        for (index, line) in text.lines().enumerate() {
            let begins = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-~}>/*".contains(c));
            for root in &roots {
                if line.match_indices(root.as_str()).any(|(at, _)| begins(at)) {
                    let message = format!("a path of one machine, `{root}…`");
                    let remedy = "use a path from the root of the repository, or take the path as an argument";
                    found.push(Finding::new(path, index + 1, message, remedy));
                }
            }
        }
    }
    found
}

/// A model is at most 25 MB.
pub(super) fn model_sizes(repository: &Repository) -> Vec<Finding> {
    let models = repository.files.iter().filter(|f| f.path.starts_with("models/") && f.size > MODEL_BYTES);
    let finding = |f: &crate::repository::File| {
        let message = format!("{} bytes, more than {MODEL_BYTES}", f.size);
        Finding::new(&f.path, 0, message, "prune or quantise the model")
    };
    models.map(finding).collect()
}

/// What is cited is the version that is built.
pub(super) fn citation(repository: &Repository) -> Vec<Finding> {
    let text = |path| repository.file(path).and_then(|f| f.text.as_deref()).unwrap_or_default();
    let value = |line: &str, sign: char| {
        let (key, value) = line.split_once(sign)?;
        (key.trim() == "version").then(|| value.trim().trim_matches('"').to_owned())
    };
    let built = text("Cargo.toml").lines().find_map(|l| value(l, '='));
    let cited = (1..).zip(text("CITATION.cff").lines()).find_map(|(n, l)| Some((n, value(l, ':')?)));
    match (built, cited) {
        (Some(built), Some((line, cited))) if built != cited => {
            let message = format!("version {cited}, but Cargo.toml has {built}");
            vec![Finding::new("CITATION.cff", line, message, "write the version of Cargo.toml")]
        }
        (Some(_), None) => vec![Finding::new("CITATION.cff", 0, "no version is cited", "add `version:`")],
        _ => Vec::new(),
    }
}

/// The files of cases.
pub(super) fn suite_files(repository: &Repository) -> impl Iterator<Item = (&str, &str)> {
    repository.texts(&[".md"]).filter(|(path, _)| path.starts_with("tests/suite/"))
}

/// Each file of cases can be read, and expects nothing its texts cannot give.
pub(super) fn cases(repository: &Repository) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in suite_files(repository) {
        for problem in suite::parse(text).err().unwrap_or_default() {
            found.push(Finding::new(path, problem.line, problem.message, "see tests/README.md for the format"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::File;

    #[test]
    fn paths_of_a_machine_are_found() {
        let root = |name: &str| ["/", name, "/x"].concat();
        let text = format!(
            "cd {}\nurl https://example.org{}\n\"{}\"\nsee a{}\n",
            root("home"),
            root("work"),
            root("Users"),
            root("root")
        );
        let found = machine_paths(&Repository::of(&[("notes.md", &text)]));
        assert_eq!(found.iter().map(|f| f.line).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn models_are_weighed() {
        let file = |path: &str, size| File { path: path.to_owned(), size, text: None };
        let files = vec![file("models/a", MODEL_BYTES), file("models/b", MODEL_BYTES + 1), file("c", MODEL_BYTES + 1)];
        let found = model_sizes(&Repository { files });
        assert_eq!(found.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["models/b"]);
    }

    #[test]
    fn what_is_cited_is_what_is_built() {
        let found = |cited: &str| {
            let cargo = "[workspace.package]\nversion = \"0.2.0\"\n";
            citation(&Repository::of(&[("Cargo.toml", cargo), ("CITATION.cff", cited)])).len()
        };
        assert_eq!([found("cff-version: 1.2.0\nversion: 0.2.0\n"), found("version: 0.1.0\n"), found("")], [0, 1, 1]);
    }

    #[test]
    fn cases_are_read() {
        let good = "# T\n## A\n> B.\n- sentences: 1\n";
        let repository = Repository::of(&[("tests/suite/a.md", good), ("tests/suite/b.md", "# T\n## A\n")]);
        let found = cases(&repository);
        assert!(!found.is_empty() && found.iter().all(|f| f.path == "tests/suite/b.md"));
    }
}
