//! One task of somebody at work, done with the keyboard alone: how many actions it takes, and how long.
//!
//! An action is what she decides to do: a key that does something, a control that she opens. Moving the focus there is
//! counted apart, and so are the words she writes.

mod pick;

use super::{SOON, Window, WindowError};
use fantoccini::key::Key;
use std::fmt;
use std::time::{Duration, Instant};

/// Presses of Tab that nobody should need more of, from anywhere to anywhere.
const MOST_TABS: usize = 120;

/// What a task took.
#[derive(Debug, Clone)]
pub struct Taken {
    /// What was done, in words.
    pub task: &'static str,
    /// Actions it may take.
    pub budget: usize,
    /// Actions it took.
    pub actions: usize,
    /// Presses of Tab.
    pub tabs: usize,
    /// Letters written.
    pub letters: usize,
    /// From the first key to the end.
    pub time: Duration,
}

/// One task while it is done.
pub struct Task<'a> {
    window: &'a Window,
    begun: Instant,
    taken: Taken,
}

impl fmt::Debug for Task<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}

impl<'a> Task<'a> {
    /// Begins. `budget` is how many actions it may take.
    #[must_use]
    pub fn begin(window: &'a Window, task: &'static str, budget: usize) -> Self {
        Self {
            window,
            begun: Instant::now(),
            taken: Taken {
                task,
                budget,
                actions: 0,
                tabs: 0,
                letters: 0,
                time: Duration::ZERO,
            },
        }
    }

    /// Goes to a control, with Tab.
    ///
    /// # Errors
    /// When it is not reached.
    pub async fn go_to(&mut self, name: &str) -> Result<(), WindowError> {
        self.window.see(name).await?;
        self.taken.tabs += self.window.tab_to(name, MOST_TABS).await?;
        Ok(())
    }

    /// Goes to a control and presses Enter: one action.
    ///
    /// # Errors
    /// When it is not reached.
    pub async fn press(&mut self, name: &str) -> Result<(), WindowError> {
        self.go_to(name).await?;
        self.key(Key::Enter).await
    }

    /// Goes to a choice or a box and presses the space bar: one action.
    ///
    /// # Errors
    /// When it is not reached.
    pub async fn choose(&mut self, name: &str) -> Result<(), WindowError> {
        self.go_to(name).await?;
        self.taken.actions += 1;
        self.window.type_words(" ").await
    }

    /// Goes to the control with this `data-test` that says these words, where several have it, and presses Enter: one
    /// action.
    ///
    /// # Errors
    /// When it is not reached.
    pub async fn press_saying(&mut self, name: &str, words: &str) -> Result<(), WindowError> {
        self.window.see(name).await?;
        self.taken.tabs += self.window.tab_to_saying(name, words, MOST_TABS).await?;
        self.key(Key::Enter).await
    }

    /// Writes a PIN where the focus is, and Enter: one action.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn pin(&mut self, pin: &str) -> Result<(), WindowError> {
        self.write(pin).await?;
        self.key(Key::Enter).await
    }

    /// Presses a key: one action.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn key(&mut self, key: Key) -> Result<(), WindowError> {
        self.taken.actions += 1;
        self.window.key(key).await
    }

    /// Presses a letter that does something by itself: one action.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn letter(&mut self, letter: char) -> Result<(), WindowError> {
        self.taken.actions += 1;
        self.window.type_words(&letter.to_string()).await
    }

    /// Writes where the focus is.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn write(&mut self, words: &str) -> Result<(), WindowError> {
        self.taken.letters += words.chars().count();
        self.window.type_words(words).await
    }

    /// Goes to a field and writes into it.
    ///
    /// # Errors
    /// When it is not reached.
    pub async fn write_in(&mut self, name: &str, words: &str) -> Result<(), WindowError> {
        self.go_to(name).await?;
        self.write(words).await
    }

    /// Ends when the window shows that it was done.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ends_with(self, name: &str) -> Result<Taken, WindowError> {
        self.window.see(name).await?;
        Ok(self.done())
    }

    /// Ends when the window says that it was done.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ends_saying(self, name: &str, words: &str) -> Result<Taken, WindowError> {
        self.window.says(name, words, SOON).await?;
        Ok(self.done())
    }

    fn done(mut self) -> Taken {
        self.taken.time = self.begun.elapsed();
        self.taken
    }
}

/// The table of tasks, as a page of documentation.
#[must_use]
pub fn as_table(all: &[Taken]) -> String {
    let head = "| task | actions | budget | presses of Tab | letters | seconds |\n|---|---|---|---|---|---|\n";
    let rows = all.iter().map(|taken| {
        format!(
            "| {} | {} | {} | {} | {} | {:.1} |\n",
            taken.task,
            taken.actions,
            taken.budget,
            taken.tabs,
            taken.letters,
            taken.time.as_secs_f64(),
        )
    });
    head.to_owned() + &rows.collect::<String>()
}
