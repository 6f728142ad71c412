//! Rules about source files: their length, the length of their functions and `impl` blocks, what is left unfinished in
//! them.

use super::Finding;
use crate::repository::Repository;
use crate::scrub::scrub;

const FILE_LINES: usize = 600;
const FUNCTION_LINES: usize = 60;
const METHODS: usize = 39;

/// A comment that begins so, above a function, gives the reason why it may be long.
const LONG: &str = "// long: ";

/// A Rust or Python file has at most 600 lines.
pub(super) fn file_lengths(repository: &Repository) -> Vec<Finding> {
    let long = repository.texts(&[".rs", ".py"]).filter_map(|(path, text)| {
        let lines = text.lines().count();
        let message = format!("{lines} lines, more than {FILE_LINES}");
        (lines > FILE_LINES).then(|| Finding::new(path, FILE_LINES + 1, message, "part it by what changes together"))
    });
    long.collect()
}

/// A Rust function has at most 60 lines from its `fn` to its closing brace, unless a reason stands above it.
///
/// Braces are matched after comments and literals are blanked; nothing of the grammar is known, so a closure counts
/// towards the function around it, and so does a function inside another. Only a line that begins a function item is
/// looked at.
pub(super) fn function_lengths(repository: &Repository) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in repository.texts(&[".rs"]) {
        let original: Vec<&str> = text.lines().collect();
        for (start, length) in functions(&scrub(text)) {
            let above = original[..start].iter().rev().take_while(|l| {
                let line = l.trim_start();
                line.starts_with("//") || line.starts_with("#[")
            });
            let excused = above.into_iter().any(|l| l.trim_start().starts_with(LONG));
            if length > FUNCTION_LINES && !excused {
                let message = format!("a function of {length} lines, more than {FUNCTION_LINES}");
                let remedy = "part it, or write above it why it is better whole: `// long: the reason`";
                found.push(Finding::new(path, start + 1, message, remedy));
            }
        }
    }
    found
}

/// The functions of scrubbed source: index of the first line, number of lines.
fn functions(code: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let starts = (0..lines.len()).filter(|&i| begins_function(lines[i]));
    starts.filter_map(|start| Some((start, body_end(&lines[start..])? + 1))).collect()
}

/// An `impl` block has fewer than 40 methods: what more would be asked of a type is a question of its own, and stands in
/// a type of its own or beside it.
pub(super) fn impl_sizes(repository: &Repository) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in repository.texts(&[".rs"]) {
        for (start, methods) in impls(&scrub(text)) {
            if methods > METHODS {
                let message = format!("an `impl` block of {methods} methods, more than {METHODS}");
                found.push(Finding::new(
                    path,
                    start + 1,
                    message,
                    "part the type, or make functions of what needs little of it",
                ));
            }
        }
    }
    found
}

/// The `impl` blocks of scrubbed source: index of the first line, number of methods.
fn impls(code: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let begins = |line: &str| {
        let line = line.trim_start();
        let line = line.strip_prefix("unsafe ").unwrap_or(line);
        line.strip_prefix("impl").is_some_and(|rest| rest.starts_with([' ', '<']))
    };
    let starts = (0..lines.len()).filter(|&i| begins(lines[i]));
    let methods = |block: &[&str]| {
        let mut depth = 0_usize;
        let mut count = 0;
        for line in block {
            count += usize::from(depth == 1 && begins_function(line));
            let (opened, closed) = (line.matches('{').count(), line.matches('}').count());
            depth = (depth + opened).saturating_sub(closed);
        }
        count
    };
    starts.filter_map(|start| Some((start, methods(&lines[start..=start + body_end(&lines[start..])?])))).collect()
}

fn begins_function(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let qualifier = |word: &str| {
        ["pub", "const", "async", "unsafe", "extern", "\"C\"", "\"", "default"].contains(&word)
            || word.starts_with("pub(")
    };
    words.find(|word| !qualifier(word)) == Some("fn")
}

/// The line of the brace that closes the first one opened; `None` for a declaration without a body.
fn body_end(lines: &[&str]) -> Option<usize> {
    let (mut depth, mut brackets) = (0_usize, 0_usize);
    for (index, line) in lines.iter().enumerate() {
        for byte in line.bytes() {
            match byte {
                b'(' | b'[' => brackets += 1,
                b')' | b']' => brackets = brackets.saturating_sub(1),
                b';' if depth == 0 && brackets == 0 => return None,
                b'{' => depth += 1,
                b'}' if depth == 1 => return Some(index),
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    None
}

/// No unfinished code and no test that is switched off.
pub(super) fn unfinished(repository: &Repository) -> Vec<Finding> {
    let marks = [
        (["to", "do!"].concat(), "finish it"),
        (["unimple", "mented!"].concat(), "finish it"),
        (["#[ig", "nore"].concat(), "mend the test, or make it a chore with a name"),
    ];
    let mut found = Vec::new();
    for (path, text) in repository.texts(&[".rs"]) {
        for (index, line) in scrub(text).lines().enumerate() {
            for (mark, remedy) in &marks {
                let word =
                    line.find(mark.as_str()).is_some_and(|at| !line[..at].ends_with(|c: char| c.is_alphanumeric()));
                if word {
                    found.push(Finding::new(path, index + 1, format!("`{mark}` in the code"), remedy));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_by_lines() {
        let (short, long) = ("x\n".repeat(600), "x\n".repeat(601));
        let repository = Repository::of(&[("a.rs", &short), ("b.py", &long), ("c.md", &long)]);
        let found = file_lengths(&repository);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].path.as_str(), found[0].message.as_str()), ("b.py", "601 lines, more than 600"));
    }

    #[test]
    fn functions_are_counted_by_lines() {
        let of = |head: &str, lines: usize| format!("{head} {{\n{}}}\n", "    f(\"}\"); // }\n".repeat(lines - 2));
        let good = of("pub(crate) fn good(a: [u8; 2])", 60);
        let bad = of("    #[inline]\n    pub const fn bad()", 61);
        let excused = of("/// Doc.\n// long: one table\n#[inline]\nfn excused()", 70);
        let source = format!("trait T {{\n    fn declared(a: [u8; 2]);\n}}\n{good}{bad}{excused}");
        let found = function_lengths(&Repository::of(&[("a.rs", &source)]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].line, found[0].message.as_str()), (65, "a function of 61 lines, more than 60"));
    }

    #[test]
    fn impl_blocks_are_counted_by_methods() {
        let of = |head: &str, methods: usize| {
            let method = "    pub fn f(&self) {\n        fn inner() {}\n        g(\"{\");\n    }\n";
            format!("{head} {{\n    const A: u8 = 1;\n{}}}\n", method.repeat(methods))
        };
        let good = of("impl<T: F> Trait for Good<T>", 39);
        let bad = of("impl Bad", 40);
        let found = impl_sizes(&Repository::of(&[("a.rs", &format!("{good}fn f() -> impl Fn() {{}}\n{bad}"))]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].line, found[0].message.as_str()), (161, "an `impl` block of 40 methods, more than 39"));
    }

    #[test]
    fn a_type_is_no_function() {
        assert!(!begins_function("type F = fn(u8) -> u8;"));
        assert!(!begins_function("    run: fn(&Path),"));
        assert!(begins_function("    pub(super) async fn f() {"));
        assert!(begins_function("extern \"C\" fn f() {"));
    }

    #[test]
    fn unfinished_code_is_found_in_code_alone() {
        let mark = ["to", "do!"].concat();
        let source = format!("// {mark}\nlet a = \"{mark}\";\n{mark}()\nnot{mark}();\n");
        let found = unfinished(&Repository::of(&[("a.rs", &source), ("a.md", &source)]));
        assert_eq!(found.iter().map(|f| f.line).collect::<Vec<_>>(), [3]);
    }
}
