//! Tables and small pieces of a page.

pub(crate) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let rule = vec!["---".to_owned(); head.len()];
    let rows: Vec<Vec<String>> = rows.into_iter().collect();
    let all = [head, rule].into_iter().chain(rows);
    all.map(|cells| line(&cells)).collect::<String>() + "\n"
}

pub(crate) fn code(name: &str) -> String {
    format!("`{name}`")
}

/// Something for an empty cell.
pub(crate) fn or_dash(text: String) -> String {
    if text.is_empty() { "–".into() } else { text }
}
