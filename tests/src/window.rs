//! Driving the real window: the program `alongside` as it ships, under WebDriver.
//!
//! Each window has a driver of its own on ports of its own and a folder of its own, so that several computers can stand
//! side by side in one test. Nothing here waits for a fixed time: it looks again until what it waits for is there, and
//! says what was missing when the time is up.
//!
//! *Assumes* a display and a session bus with an unlocked keyring, as `.ci/desk` gives.

mod acts;
mod display;
mod driver;
mod error;
mod keys;
mod look;
mod task;

pub use acts::Part;
pub use error::WindowError;
pub use task::{Taken, Task, as_table};

use crate::region::{Computer, Process};
use driver::Driver;
use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::fmt;
use std::path::Path;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// How long something may take that a person would wait a moment for. The machines that run this are slow and busy.
pub const SOON: Duration = Duration::from_secs(60);
/// How long something may take that waits for the network to come back.
pub const AFTER_A_WHILE: Duration = Duration::from_secs(240);
/// Between two looks.
const AGAIN: Duration = Duration::from_millis(80);
/// A screen that nobody touches locks; whoever waits in front of one longer than this moves the mouse.
const FIDGET: Duration = Duration::from_secs(30);
/// The size that everything is drawn for.
pub const SIZE: (u32, u32) = (1024, 768);

/// One window with its driver.
pub struct Window {
    client: Client,
    name: String,
    // Dropped last: ends the program and everything that it started.
    driver: Driver,
}

impl fmt::Debug for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Window")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Window {
    /// Opens the window of a computer, in the session of that computer.
    ///
    /// # Errors
    /// When the driver is not there, or the window does not open in time.
    pub async fn open(computer: &Computer) -> Result<Self, WindowError> {
        let command = computer.command("alongside");
        let driver = Driver::start(&command)?;
        let mut wanted = serde_json::Map::new();
        wanted.insert(
            "tauri:options".to_owned(),
            json!({ "application": Path::new(command.get_program()) }),
        );
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wanted);
        let url = driver.url();
        let until = Instant::now() + SOON;
        let client = loop {
            match timeout(SOON, builder.connect(&url)).await {
                Ok(Ok(client)) => break client,
                // The driver answers as soon as it listens: until then it is tried again.
                Ok(Err(_)) if Instant::now() < until => sleep(AGAIN).await,
                Ok(Err(error)) => return Err(WindowError::NoWindow(error.to_string())),
                Err(_) => return Err(WindowError::NoWindow("it took too long".to_owned())),
            }
        };
        let window = Self {
            client,
            name: computer.name(),
            driver,
        };
        window.client.set_window_size(SIZE.0, SIZE.1).await?;
        Ok(window)
    }

    /// What it is called in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The program that shows it.
    #[must_use]
    pub fn program(&self) -> Option<Process> {
        self.driver.program()
    }

    /// The driver itself, for looks that have no name here.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Closes the window as a person does not: at once.
    ///
    /// # Errors
    /// When the driver has gone.
    pub async fn close(self) -> Result<(), WindowError> {
        self.client.clone().close().await?;
        Ok(())
    }

    /// Waits until the element with this `data-test` is there.
    ///
    /// # Errors
    /// When it does not come in time.
    pub async fn see(&self, name: &str) -> Result<Element, WindowError> {
        self.find(&by(name), SOON).await
    }

    /// Waits until something that a CSS selector names is there.
    ///
    /// # Errors
    /// When it does not come in time.
    pub async fn find(&self, css: &str, at_most: Duration) -> Result<Element, WindowError> {
        self.until(css, at_most, async || {
            self.client.find(Locator::Css(css)).await.map(Some)
        })
        .await
    }

    /// Waits until nothing has this `data-test`.
    ///
    /// # Errors
    /// When it stays.
    pub async fn gone(&self, name: &str) -> Result<(), WindowError> {
        let css = by(name);
        self.until(&format!("{css} to go"), SOON, async || {
            Ok(self
                .client
                .find_all(Locator::Css(&css))
                .await?
                .is_empty()
                .then_some(()))
        })
        .await
    }

    /// Whether something with this `data-test` is there now.
    ///
    /// # Errors
    /// When the window has gone.
    pub async fn has(&self, name: &str) -> Result<bool, WindowError> {
        Ok(!self
            .client
            .find_all(Locator::Css(&by(name)))
            .await?
            .is_empty())
    }

    /// Presses the element with this `data-test`, as soon as it can be pressed.
    ///
    /// # Errors
    /// When it cannot be pressed in time.
    pub async fn press(&self, name: &str) -> Result<(), WindowError> {
        self.press_css(&by(name)).await
    }

    /// Presses what a CSS selector names.
    ///
    /// # Errors
    /// When it cannot be pressed in time.
    pub async fn press_css(&self, css: &str) -> Result<(), WindowError> {
        let until = Instant::now() + SOON;
        loop {
            let element = self.find(css, SOON).await?;
            match element.click().await {
                Ok(()) => return Ok(()),
                Err(error) if passing(&error) && Instant::now() < until => {
                    // Half of it may stand behind what stays in its place: a person would scroll.
                    let middle =
                        "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
                    let element = serde_json::to_value(&element).unwrap_or_default();
                    // It may be gone by now; then it is looked for again.
                    let _scrolled = self.client.execute(middle, vec![element]).await;
                    sleep(AGAIN).await;
                }
                Err(error) => return Err(self.in_words(css, error)),
            }
        }
    }

    /// Empties a field and types into it, and makes sure that it says so.
    ///
    /// # Errors
    /// When it is not there or does not take the words.
    pub async fn write(&self, name: &str, words: &str) -> Result<(), WindowError> {
        let field = self.see(name).await?;
        field.clear().await?;
        field.send_keys(words).await?;
        self.until(&format!("the words in {name}"), SOON, async || {
            Ok((field.prop("value").await?.as_deref() == Some(words)).then_some(()))
        })
        .await
    }

    /// Chooses from a list.
    ///
    /// # Errors
    /// When there is no such choice.
    pub async fn choose(&self, name: &str, code: &str) -> Result<(), WindowError> {
        let list = self.see(name).await?;
        list.select_by_value(code).await?;
        self.until(&format!("the choice in {name}"), SOON, async || {
            Ok((list.prop("value").await?.as_deref() == Some(code)).then_some(()))
        })
        .await
    }

    /// The words an element shows, as soon as it is there. The page is asked, since the driver takes words that are cut
    /// to one line for hidden.
    ///
    /// # Errors
    /// When it is not.
    pub async fn text(&self, name: &str) -> Result<String, WindowError> {
        let css = by(name);
        self.until(&format!("words in {css}"), SOON, async || {
            let element = self.client.find(Locator::Css(&css)).await?;
            element.prop("innerText").await
        })
        .await
    }

    /// Waits until an element shows these words among others.
    ///
    /// # Errors
    /// When it does not in time; says what it showed instead.
    pub async fn says(
        &self,
        name: &str,
        words: &str,
        at_most: Duration,
    ) -> Result<String, WindowError> {
        let css = by(name);
        let mut found = String::new();
        let said = self
            .until(&format!("{words:?} in {name}"), at_most, async || {
                let element = self.client.find(Locator::Css(&css)).await?;
                found = element.prop("innerText").await?.unwrap_or_default();
                Ok(found.contains(words).then(|| found.clone()))
            })
            .await;
        match said {
            Err(WindowError::NotSeen { .. }) if !found.is_empty() => Err(WindowError::OtherWords {
                window: self.name.clone(),
                place: name.to_owned(),
                wanted: words.to_owned(),
                found,
            }),
            other => other,
        }
    }

    /// Waits until an element's attribute has this value.
    ///
    /// # Errors
    /// When it has not in time.
    pub async fn is(
        &self,
        name: &str,
        attribute: &str,
        value: &str,
        at_most: Duration,
    ) -> Result<(), WindowError> {
        let css = format!("{}[{attribute}='{value}']", by(name));
        self.find(&css, at_most).await.map(|_| ())
    }

    /// Runs a script in the page, for looking only.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn script(&self, script: &str) -> Result<Value, WindowError> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Waits until something that is said in the page's language holds.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn holds(&self, what: &str, condition: &str) -> Result<(), WindowError> {
        let look = format!("return Boolean({condition})");
        self.until(what, SOON, async || {
            let held = self.client.execute(&look, Vec::new()).await?;
            Ok((held == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// Looks again and again until there is an answer.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn until<T>(
        &self,
        what: &str,
        at_most: Duration,
        mut look: impl AsyncFnMut() -> Result<Option<T>, CmdError>,
    ) -> Result<T, WindowError> {
        let end = Instant::now() + at_most;
        let mut fidgeted = Instant::now();
        loop {
            match look().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => {}
                Err(error) if passing(&error) => {}
                Err(error) => return Err(self.in_words(what, error)),
            }
            if Instant::now() >= end {
                return Err(self.not_seen(what).await);
            }
            if fidgeted.elapsed() > FIDGET {
                self.nudge().await?;
                fidgeted = Instant::now();
            }
            sleep(AGAIN).await;
        }
    }

    fn in_words(&self, what: &str, error: CmdError) -> WindowError {
        WindowError::Failed {
            window: self.name.clone(),
            what: what.to_owned(),
            error: error.to_string(),
        }
    }

    async fn not_seen(&self, what: &str) -> WindowError {
        let shown = self.page_words().await.unwrap_or_default();
        WindowError::NotSeen {
            window: self.name.clone(),
            what: what.to_owned(),
            shown,
        }
    }
}

/// The selector for a `data-test`.
fn by(name: &str) -> String {
    format!("[data-test='{name}']")
}

/// Faults that pass: the page is being drawn, or the element was replaced between two looks.
fn passing(error: &CmdError) -> bool {
    error.is_no_such_element()
        || error.is_stale_element_reference()
        || error.is_element_not_interactable()
        || matches!(error, CmdError::Standard(refused) if refused.error == ErrorStatus::ElementClickIntercepted)
}
