//! What a line of the record reads as: nothing, one value, or several that differ.

/// A reading. There is no way to get at "the" value of a line on which people disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading<T> {
    /// Not recorded.
    Nothing,
    /// One meaning, said by one or more.
    One(Agreed<T>),
    /// Two or more that differ, in a fixed order that favours none.
    Several(Vec<Agreed<T>>),
}

/// One meaning and everyone who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed<T> {
    /// The value as the first of them wrote it.
    pub value: T,
    /// The others who said the same, each as they wrote it.
    pub also: Vec<T>,
}

impl<T> Agreed<T> {
    /// Everyone who said so, one or more.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.value).chain(&self.also)
    }
}

impl<T> Reading<T> {
    /// Puts values that mean the same together, in the order in which they come.
    pub(crate) fn of(values: Vec<T>, same: impl Fn(&T, &T) -> bool) -> Self {
        let mut groups: Vec<Agreed<T>> = Vec::new();
        for value in values {
            match groups.iter_mut().find(|group| same(&group.value, &value)) {
                Some(group) => group.also.push(value),
                None => groups.push(Agreed {
                    value,
                    also: Vec::new(),
                }),
            }
        }
        match groups.len() {
            0 => Reading::Nothing,
            1 => groups.pop().map_or(Reading::Nothing, Reading::One),
            _ => Reading::Several(groups),
        }
    }

    /// All meanings: none, one, or all that are open.
    #[must_use]
    pub fn values(&self) -> Vec<&Agreed<T>> {
        match self {
            Reading::Nothing => Vec::new(),
            Reading::One(agreed) => vec![agreed],
            Reading::Several(all) => all.iter().collect(),
        }
    }

    /// The value, when there is exactly one meaning.
    #[must_use]
    pub fn only(&self) -> Option<&T> {
        match self {
            Reading::One(agreed) => Some(&agreed.value),
            Reading::Nothing | Reading::Several(_) => None,
        }
    }

    /// Do people disagree?
    #[must_use]
    pub fn is_several(&self) -> bool {
        matches!(self, Reading::Several(_))
    }
}
