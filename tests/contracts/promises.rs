//! A promise without a test is a wish: what docs/promises.md names must exist.

use crate::checkout::{read, root};

/// Lines of the form "- `path`: `test`, `test`".
fn named() -> Vec<(String, Vec<String>)> {
    read("docs/promises.md")
        .lines()
        .filter_map(|line| line.strip_prefix("- `"))
        .map(|line| {
            let mut quoted = line.split('`').step_by(2).map(str::to_owned);
            let path = quoted.next().expect("a path");
            (path, quoted.filter(|name| !name.is_empty()).collect())
        })
        .collect()
}

#[test]
fn every_promise_has_a_test_that_exists() {
    for (path, tests) in named() {
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
