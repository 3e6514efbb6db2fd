//! A promise without a test is a wish: what docs/promises.md and docs/security.md name must exist.

use crate::checkout::{read, root};

/// Paths with the tests named after them: "`path`: `test`, `test`", in a list or at the end of a row of a table.
fn named() -> Vec<(String, Vec<String>)> {
    let pages = ["docs/promises.md", "docs/security.md", "docs/asvs.md"].map(read);
    let pages = pages.concat();
    let of = |line: &str| {
        let (before, after) = line.split_once("`: `")?;
        let (_, path) = before.rsplit_once('`')?;
        let tests = after.split('`').step_by(2).map(str::to_owned);
        let tests = tests.filter(|name| !name.is_empty() && !name.starts_with(" |"));
        Some((path.to_owned(), tests.collect()))
    };
    pages.lines().filter_map(of).collect()
}

#[test]
fn every_promise_has_a_test_that_exists() {
    let named = named();
    assert!(named.len() > 50, "the pages are read");
    for (path, tests) in named {
        assert!(root().join(&path).is_file(), "{path} is not there");
        let text = read(&path);
        assert!(!tests.is_empty(), "no test named in {path}");
        for test in tests {
            assert!(
                text.contains(&format!("fn {test}(")),
                "{path} has no test {test}"
            );
        }
    }
}

#[test]
fn no_promise_is_left_out() {
    let page = read("docs/promises.md");
    let promises = page.lines().filter(|line| line.starts_with("## ")).count();
    let in_the_readme = read("README.md")
        .lines()
        .filter(|line| {
            line.split_once(". ")
                .is_some_and(|(number, _)| number.parse::<u32>().is_ok())
        })
        .count();
    assert_eq!(promises, in_the_readme, "promises here and in the README");
    for section in page.split("\n## ").skip(1) {
        assert!(
            section.contains("\n- `"),
            "a promise with no test: {section}"
        );
    }
}
