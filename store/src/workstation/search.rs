//! Finding a person by what somebody remembers of them.
//!
//! Both the card and the query are folded (case, accents, apostrophes) and cut into words; every word
//! of the query must begin a word of the card. Two thousand cards are walked in a few milliseconds,
//! so there is no index to keep in step and none whose pages could hold names after a purge.

use super::card::Card;

/// The most words of a query that are looked at.
const MAX_WORDS: usize = 8;

/// The words of a card, each after a space.
pub(super) fn words_of(card: &Card) -> String {
    let mut words = Vec::new();
    for text in [&card.family, &card.given, &card.known_as, &card.room] {
        words.extend(fold(text));
    }
    words.push(
        card.nhs_number
            .chars()
            .filter(char::is_ascii_digit)
            .collect(),
    );
    words.extend(dates(&card.birth_date));
    // "CB7 4XY", under its parts and in one.
    words.extend(fold(&card.postcode));
    words.extend(cut(&card.postcode.replace(' ', "")));
    words
        .iter()
        .filter(|word| !word.is_empty())
        .flat_map(|word| [" ", word])
        .collect()
}

/// What a query asks for, each with the space that a word begins with.
pub(super) fn wanted(query: &str) -> Vec<String> {
    // "999 000 0018" is one number, also when only its first groups are typed.
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 6
        && query
            .chars()
            .all(|c| c.is_ascii_digit() || c == ' ' || c == '-')
    {
        let iso = query.trim();
        let is_date = iso.len() == 10 && iso.bytes().filter(|byte| *byte == b'-').count() == 2;
        return vec![format!(" {}", if is_date { iso } else { &digits })];
    }
    query
        .split_whitespace()
        .flat_map(|word| {
            if word.contains('/') || word.contains('-') && word.chars().any(|c| c.is_ascii_digit())
            {
                vec![word.to_lowercase()]
            } else {
                cut(word)
            }
        })
        .take(MAX_WORDS)
        .map(|word| format!(" {word}"))
        .collect()
}

/// The words of a text, and of a name with an apostrophe or a hyphen also the name without it.
fn fold(text: &str) -> Vec<String> {
    text.split_whitespace()
        .flat_map(|word| {
            let mut words = cut(word);
            if words.len() > 1 {
                words.push(words.concat());
            }
            words
        })
        .collect()
}

/// One word without case and accents, cut where it is joined.
fn cut(word: &str) -> Vec<String> {
    let folded: String = word
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘' | '`' | '.'))
        .flat_map(char::to_lowercase)
        .flat_map(plain)
        .collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The letter under an accent, for the letters of European names; any other letter as it is.
fn plain(letter: char) -> std::iter::Flatten<std::array::IntoIter<Option<char>, 2>> {
    let pair = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => [Some('a'), None],
        'æ' => [Some('a'), Some('e')],
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => [Some('c'), None],
        'ď' | 'đ' | 'ð' => [Some('d'), None],
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => [Some('e'), None],
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => [Some('g'), None],
        'ì'..='ï' | 'ī' | 'ĭ' | 'į' | 'ı' => [Some('i'), None],
        'ķ' => [Some('k'), None],
        'ĺ' | 'ļ' | 'ľ' | 'ł' => [Some('l'), None],
        'ñ' | 'ń' | 'ņ' | 'ň' => [Some('n'), None],
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => [Some('o'), None],
        'œ' => [Some('o'), Some('e')],
        'ŕ' | 'ř' => [Some('r'), None],
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => [Some('s'), None],
        'ß' => [Some('s'), Some('s')],
        'ţ' | 'ť' | 'ț' => [Some('t'), None],
        'ù'..='ü' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => [Some('u'), None],
        'ý' | 'ÿ' | 'ŷ' => [Some('y'), None],
        'ź' | 'ż' | 'ž' => [Some('z'), None],
        // Accents that stand alone after their letter.
        '\u{300}'..='\u{36f}' => [None, None],
        other => [Some(other), None],
    };
    pair.into_iter().flatten()
}

/// A date of birth in the forms in which people type it.
fn dates(iso: &str) -> Vec<String> {
    let mut parts = iso.split('-');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) => {
            let unpadded = |text: &str| text.trim_start_matches('0').to_owned();
            vec![
                iso.to_owned(),
                format!("{day}/{month}/{year}"),
                format!("{}/{}/{year}", unpadded(day), unpadded(month)),
                format!("{day}-{month}-{year}"),
                format!("{day}{month}{year}"),
                year.to_owned(),
            ]
        }
        _ => vec![iso.to_owned()],
    }
}

#[cfg(test)]
mod tests;
