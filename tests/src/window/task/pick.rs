//! Choosing with the keyboard: one of several, as browsers do it, with the arrow keys.

use super::{MOST_TABS, Task};
use crate::window::{SOON, WindowError, by};
use fantoccini::key::Key;
use serde_json::Value;

/// What has the focus: its `data-test`, and what is chosen in it where it is a list.
const FOCUSED: &str = "const { activeElement: one } = document;
     return [one?.getAttribute('data-test') ?? '', one?.value ?? '']";
/// Presses of an arrow that no list needs more of.
const MOST_ARROWS: usize = 40;

impl Task<'_> {
    /// Chooses one of a few that stand side by side, such as `input-decision-not_for_cpr`: one action. The focus comes to
    /// the first of them, or to the one that is chosen; from there on the arrows choose.
    ///
    /// # Errors
    /// When it is not reached.
    pub async fn pick(&mut self, part: &str, code: &str) -> Result<(), WindowError> {
        let wanted = format!("input-{part}-{code}");
        let group = format!("input-{part}-");
        self.window.see(&wanted).await?;
        self.come_to(&group).await?;
        self.taken.actions += 1;
        if self.focused().await?.0 == wanted {
            self.window.type_words(" ").await?;
        }
        let arrow = self.arrow_to(&group, &wanted).await?;
        for _ in 0..MOST_ARROWS {
            if self.focused().await?.0 == wanted {
                break;
            }
            self.taken.tabs += 1;
            self.window.key(arrow).await?;
        }
        let chosen = format!("{}:checked", by(&wanted));
        self.window.find(&chosen, SOON).await.map(|_| ())
    }

    /// Chooses from a list, such as that of `input-route`: one action.
    ///
    /// # Errors
    /// When it is not reached.
    pub async fn pick_listed(&mut self, part: &str, code: &str) -> Result<(), WindowError> {
        let name = format!("input-{part}");
        self.go_to(&name).await?;
        self.taken.actions += 1;
        for _ in 0..MOST_ARROWS {
            if self.focused().await?.1 == code {
                break;
            }
            self.taken.tabs += 1;
            self.window.key(Key::Down).await?;
        }
        let list = self.window.see(&name).await?;
        self.window
            .until(&format!("{code} in {name}"), SOON, async || {
                Ok((list.prop("value").await?.as_deref() == Some(code)).then_some(()))
            })
            .await
    }

    async fn come_to(&mut self, group: &str) -> Result<(), WindowError> {
        for _ in 0..MOST_TABS {
            if self.focused().await?.0.starts_with(group) {
                break;
            }
            self.taken.tabs += 1;
            self.window.key(Key::Tab).await?;
        }
        Ok(())
    }

    /// The arrow that leads there from where the focus is.
    async fn arrow_to(&self, group: &str, wanted: &str) -> Result<Key, WindowError> {
        let before = self
            .window
            .script(&format!(
                "const all = [...document.querySelectorAll(\"[data-test^='{group}']\")];
                 return all.findIndex((one) => one.dataset.test === '{wanted}') < all.indexOf(document.activeElement)"
            ))
            .await?;
        Ok(if before == true { Key::Up } else { Key::Down })
    }

    async fn focused(&self) -> Result<(String, String), WindowError> {
        let focused = self.window.script(FOCUSED).await?;
        let part = |index: usize| {
            let said = focused.get(index).and_then(Value::as_str);
            said.unwrap_or_default().to_owned()
        };
        Ok((part(0), part(1)))
    }
}
