//! A strict JSON reader: bounded depth, and no member twice.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{MAX_JSON_DEPTH, ParseError};

/// Reads one JSON value and nothing after it.
pub(super) fn read(text: &str) -> Result<Value, ParseError> {
    let reason = Cell::new(ParseError::BadJson);
    let mut from = serde_json::Deserializer::from_str(text);
    let seed = Tree {
        depth: 0,
        reason: &reason,
    };
    let tree = seed.deserialize(&mut from).map_err(|_| reason.get())?;
    from.end().map_err(|_| ParseError::BadJson)?;
    Ok(tree)
}

/// Builds the tree by hand because `serde_json::Value` silently keeps the last of two members with
/// one name, and a file that says two things must not be read as saying one.
#[derive(Clone, Copy)]
struct Tree<'r> {
    depth: usize,
    reason: &'r Cell<ParseError>,
}

impl<'r> Tree<'r> {
    fn fail<E: serde::de::Error>(self, reason: ParseError) -> E {
        self.reason.set(reason);
        E::custom("refused")
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Tree<'r>, E> {
        let depth = self.depth + 1;
        if depth > MAX_JSON_DEPTH {
            return Err(self.fail(ParseError::TooDeep));
        }
        Ok(Tree { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("refused"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(inner)?;
            if map.insert(name, value).is_some() {
                return Err(self.fail(ParseError::DuplicateMember));
            }
        }
        Ok(Value::Object(map))
    }
}
