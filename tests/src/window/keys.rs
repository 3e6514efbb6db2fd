//! The keyboard, as a person uses it: keys go to whatever has the focus.

use super::{Window, WindowError};
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::key::Key;
use serde_json::Value;

impl Window {
    /// Presses and releases one key.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn key(&self, key: Key) -> Result<(), WindowError> {
        self.strike(char::from(key)).await
    }

    /// Presses a key while another is held, such as Control and plus.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn chord(&self, held: Key, key: char) -> Result<(), WindowError> {
        let held = char::from(held);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(keys).await?;
        Ok(())
    }

    /// Types words, key by key.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn type_words(&self, words: &str) -> Result<(), WindowError> {
        for letter in words.chars() {
            self.strike(letter).await?;
        }
        Ok(())
    }

    /// Moves the mouse a little: somebody is here, and the screen stays open.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn nudge(&self) -> Result<(), WindowError> {
        let still = MouseActions::new("mouse".to_owned());
        let moved = [(8.0, 740.0), (12.0, 744.0)]
            .into_iter()
            .fold(still, |moves, (x, y)| {
                moves.then(PointerAction::MoveTo {
                    duration: None,
                    x,
                    y,
                })
            });
        self.client.perform_actions(moved).await?;
        Ok(())
    }

    async fn strike(&self, value: char) -> Result<(), WindowError> {
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(keys).await?;
        Ok(())
    }

    /// Presses Tab until the focus is on the element with this `data-test`, as somebody without a mouse does.
    ///
    /// # Errors
    /// When it is not reached within `most` presses.
    pub async fn tab_to(&self, name: &str, most: usize) -> Result<usize, WindowError> {
        self.tab_to_saying(name, "", most).await
    }

    /// The same for the one that says these words, where several have this `data-test`.
    ///
    /// # Errors
    /// When it is not reached within `most` presses.
    pub async fn tab_to_saying(
        &self,
        name: &str,
        words: &str,
        most: usize,
    ) -> Result<usize, WindowError> {
        for presses in 0..=most {
            let focused = self
                .script(
                    "const { activeElement: one } = document;
                     return [one?.getAttribute('data-test') ?? '', one?.innerText ?? '']",
                )
                .await?;
            let part = |index: usize| focused.get(index).and_then(Value::as_str);
            if part(0) == Some(name) && part(1).unwrap_or_default().contains(words) {
                return Ok(presses);
            }
            self.key(Key::Tab).await?;
        }
        Err(WindowError::NotSeen {
            window: self.name().to_owned(),
            what: format!("the focus on {name} within {most} presses of Tab"),
            shown: self.page_words().await?,
        })
    }
}
