//! Looking at the whole page: its words, its size, a picture of it, and what axe says of it.

use super::display::{Look, Shown};
use super::{SOON, Window, WindowError, by};
use serde_json::Value;
use std::path::Path;
use std::{fs, io, mem};

/// Rules of WCAG 2.2, levels A and AA.
const AXE_RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    axe.run(document, { runOnly: { type: 'tag', values: tags } }).then(
        (found) => done(found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' | '))),
        (error) => done(['axe failed: ' + error]),
    );
";

impl Window {
    /// All words on the page, and the title of the window.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn page_words(&self) -> Result<String, WindowError> {
        let words = self
            .script("return document.title + '\\n' + document.body.innerText")
            .await?;
        Ok(words.as_str().unwrap_or_default().to_owned())
    }

    /// The whole document as it stands, with what is hidden and what stands in fields.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn everything(&self) -> Result<String, WindowError> {
        let all = self
            .script(
                "const fields = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
                 return document.documentElement.outerHTML + '\\n' + document.title + '\\n' + fields.join('\\n')",
            )
            .await?;
        Ok(all.as_str().unwrap_or_default().to_owned())
    }

    /// Whether everything fits without scrolling: by how much the page, or anything in it that can be scrolled, is too high
    /// and too wide. Nothing is meant to be scrolled sideways.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn overflow(&self) -> Result<(i64, i64), WindowError> {
        let over = self
            .script(
                "const all = [document.scrollingElement, ...document.querySelectorAll('main, main *')];
                 const over = (scrolls, by) =>
                     Math.max(...all.map((one) => (one === document.scrollingElement || scrolls(getComputedStyle(one)) ? by(one) : 0)));
                 // What is typed into a field may be longer than the field. Both widths are rounded, so one apart is none.
                 const wide = (one) => {
                     const by = one.matches('input, textarea') ? 0 : one.scrollWidth - one.clientWidth;
                     return by > 1 ? by : 0;
                 };
                 return [
                     over((style) => /auto|scroll/.test(style.overflowY), (one) => one.scrollHeight - one.clientHeight),
                     over((style) => /auto|scroll/.test(style.overflowX), wide),
                 ];",
            )
            .await?;
        let part = |index: usize| over.get(index).and_then(Value::as_i64).unwrap_or(i64::MAX);
        Ok((part(0), part(1)))
    }

    /// The size of the page's window.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn size(&self) -> Result<(i64, i64), WindowError> {
        let size = self.script("return [innerWidth, innerHeight]").await?;
        let part = |index: usize| size.get(index).and_then(Value::as_i64).unwrap_or_default();
        Ok((part(0), part(1)))
    }

    /// Scrolls until an element stands at the top.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn bring(&self, name: &str) -> Result<(), WindowError> {
        self.see(name).await?;
        self.script(&format!(
            "document.querySelector(\"{}\").scrollIntoView({{ block: 'start', behavior: 'instant' }})",
            by(name)
        ))
        .await?;
        Ok(())
    }

    /// Keeps a picture of the window as it stands on the display.
    ///
    /// # Errors
    /// When it cannot be taken or kept.
    pub async fn picture(&self, place: &Path) -> Result<(), WindowError> {
        let picture = self.shown().await?;
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(WindowError::Picture)?;
        }
        picture.keep(place).map_err(WindowError::Picture)
    }

    /// Does a person see nothing but one colour?
    ///
    /// # Errors
    /// When the window is not on the display.
    pub async fn is_blank(&self) -> Result<bool, WindowError> {
        Ok(self.shown().await?.is_blank())
    }

    /// What stands on the display once all is drawn and stands still.
    async fn shown(&self) -> Result<Shown, WindowError> {
        // What the mouse happens to lie on looks pressed.
        self.nudge().await?;
        self.client
            .execute_async(
                "const done = arguments[arguments.length - 1];
                 document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(1))));",
                Vec::new(),
            )
            .await?;
        let program = self.program().ok_or_else(|| "no program".into());
        let look = program
            .and_then(Look::at)
            .map_err(|error| WindowError::Picture(io::Error::other(error)))?;
        let mut before = None;
        self.until("a window that stands still", SOON, async || {
            let last = mem::replace(&mut before, look.shown().ok());
            Ok(last.filter(|last| before.as_ref() == Some(last)))
        })
        .await
    }

    /// What axe finds wrong with the page as it stands. `axe` is the text of `axe.min.js`.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn axe(&self, axe: &str) -> Result<Vec<String>, WindowError> {
        self.client.execute(axe, Vec::new()).await?;
        let found = self
            .until("axe", SOON, async || {
                self.client
                    .execute_async(AXE_RUN, Vec::new())
                    .await
                    .map(Some)
            })
            .await?;
        let found = found.as_array().cloned().unwrap_or_default();
        Ok(found
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect())
    }
}
