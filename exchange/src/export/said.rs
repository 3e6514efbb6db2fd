//! What the shared sheet says, with everything that is open.

use care_record::{
    Agreed, Attribution, EntryView, FieldValue, Hash, Reading, RecordView, SheetKind, entry_kinds,
    fields,
};

/// Something that was said, by whom.
pub(super) trait Said {
    fn by(&self) -> Option<&Attribution>;
    fn sheet(&self) -> SheetKind;
    /// Its place among others, the same on every computer.
    fn place(&self) -> (&str, Hash);
}

impl Said for EntryView {
    fn by(&self) -> Option<&Attribution> {
        self.by.as_ref()
    }

    fn sheet(&self) -> SheetKind {
        self.sheet.kind
    }

    fn place(&self) -> (&str, Hash) {
        (self.id.as_str(), self.change)
    }
}

impl Said for FieldValue {
    fn by(&self) -> Option<&Attribution> {
        self.by.as_ref()
    }

    fn sheet(&self) -> SheetKind {
        self.sheet.kind
    }

    fn place(&self) -> (&str, Hash) {
        ("", self.change)
    }
}

/// One meaning and everyone who said it on the shared sheet; never empty.
pub(super) struct Meaning<T> {
    pub(super) first: T,
    pub(super) also: Vec<T>,
}

impl<T> Meaning<T> {
    pub(super) fn all(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(&self.also)
    }
}

/// All meanings of a line that are open on the shared sheet.
pub(super) struct Line<T>(Vec<Meaning<T>>);

impl<T: Said + Clone> Line<T> {
    pub(super) fn of(reading: &Reading<T>) -> Self {
        Self::keeping(reading, |_| true)
    }

    fn keeping(reading: &Reading<T>, keep: impl Fn(&T) -> bool) -> Self {
        let meaning = |agreed: &&Agreed<T>| {
            let mut said = agreed
                .all()
                .filter(|said| said.sheet() == SheetKind::Shared && keep(said))
                .cloned();
            Some(Meaning {
                first: said.next()?,
                also: said.collect(),
            })
        };
        let mut meanings: Vec<Meaning<T>> = reading.values().iter().filter_map(meaning).collect();
        // The reading is ordered by what stands on all sheets, and not every computer has those.
        meanings.sort_by(|a, b| a.first.place().cmp(&b.first.place()));
        Self(meanings)
    }

    pub(super) fn meanings(&self) -> &[Meaning<T>] {
        &self.0
    }

    /// The one meaning, when nobody disagrees.
    pub(super) fn only(&self) -> Option<&T> {
        match self.0.as_slice() {
            [meaning] => Some(&meaning.first),
            _ => None,
        }
    }

    /// Do people disagree?
    pub(super) fn is_open(&self) -> bool {
        self.0.len() > 1
    }

    /// Everything that was said, whoever agrees with whom.
    pub(super) fn all(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flat_map(Meaning::all)
    }
}

/// A register. A value whose author may not write it is not passed on.
pub(super) fn field(view: &RecordView, name: &str) -> Line<FieldValue> {
    Line::keeping(view.field(name), |value| {
        value.in_force || value.by.is_none()
    })
}

/// A kind of which one can be true.
pub(super) fn one(view: &RecordView, kind: &str) -> Line<EntryView> {
    Line::of(&view.one(kind))
}

/// The items of a list that have anything on the shared sheet.
pub(super) fn items(view: &RecordView, kind: &str) -> Vec<Line<EntryView>> {
    let lines = view
        .items(kind)
        .into_iter()
        .map(|item| Line::of(&item.reading));
    lines.filter(|line| !line.meanings().is_empty()).collect()
}

/// When the newest thing on the shared sheet was written, by its writer's clock.
pub(super) fn newest_ms(view: &RecordView) -> Option<i64> {
    let entries = entry_kinds()
        .flat_map(|kind| view.all(kind.name))
        .map(|entry| (entry.sheet.kind, entry.by()));
    let values = fields().flat_map(|field| view.field(field.name).values());
    let values = values
        .flat_map(Agreed::all)
        .map(|value| (value.sheet.kind, value.by()));
    let shared = entries
        .chain(values)
        .filter(|(sheet, _)| *sheet == SheetKind::Shared);
    shared
        .filter_map(|(_, by)| by)
        .map(|by| by.recorded_at_ms)
        .max()
}
