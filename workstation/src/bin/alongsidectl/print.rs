//! Answers for people.

use serde_json::Value;

/// Any answer as indented words.
pub(crate) fn words(value: &Value) -> String {
    let mut lines = Vec::new();
    indent(value, 0, &mut lines);
    lines.join("\n")
}

fn indent(value: &Value, depth: usize, lines: &mut Vec<String>) {
    let pad = "  ".repeat(depth);
    match value {
        Value::Object(parts) => {
            for (name, inner) in parts {
                match inner {
                    Value::Object(_) | Value::Array(_) => {
                        lines.push(format!("{pad}{name}:"));
                        indent(inner, depth + 1, lines);
                    }
                    Value::String(text) => lines.push(format!("{pad}{name}: {text}")),
                    other => lines.push(format!("{pad}{name}: {other}")),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::Object(_) | Value::Array(_) => {
                        lines.push(format!("{pad}-"));
                        indent(item, depth + 1, lines);
                    }
                    Value::String(text) => lines.push(format!("{pad}- {text}")),
                    other => lines.push(format!("{pad}- {other}")),
                }
            }
        }
        Value::String(text) => lines.push(format!("{pad}{text}")),
        other => lines.push(format!("{pad}{other}")),
    }
}
