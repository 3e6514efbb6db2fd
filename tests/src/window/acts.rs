//! What people do at the window, each as one call. Every act ends when the window shows that it was done.

use super::{SOON, Window, WindowError, by};
use crate::region::Staff;

/// A part of a form and what is put into it.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// Words typed into a field.
    Words(&'a str, &'a str),
    /// One of a few choices, or a box to tick.
    Choice(&'a str, &'a str),
    /// One of many choices, from a list.
    Listed(&'a str, &'a str),
    /// A day: day, month, year.
    Day(&'a str, [&'a str; 3]),
    /// Today, by the button beside a day.
    Today(&'a str),
    /// Now, by the button beside a day and a time.
    Now(&'a str),
}

impl Window {
    /// Joins the computer to a region.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn join(&self, hub: &str, code: &str, name: &str) -> Result<(), WindowError> {
        self.write("join-hub", hub).await?;
        self.write("join-code", code).await?;
        self.write("join-name", name).await?;
        self.press("join-submit").await?;
        self.find("[data-test^='sign-in-tile-']", SOON).await?;
        Ok(())
    }

    /// A person's first sign-in here: her code and the PIN that she chooses.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn first_sign_in(
        &self,
        who: &Staff,
        code: &str,
        pin: &str,
    ) -> Result<(), WindowError> {
        self.press(&format!("sign-in-tile-{}", who.id)).await?;
        self.write("first-code", code).await?;
        self.write("first-pin", pin).await?;
        self.press("first-submit").await?;
        self.see("signed-in").await?;
        Ok(())
    }

    /// Signs in with a PIN.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn sign_in(&self, who: &Staff, pin: &str) -> Result<(), WindowError> {
        self.try_pin(who, pin).await?;
        self.says("signed-in", &who.name, SOON).await?;
        Ok(())
    }

    /// Chooses a tile and gives a PIN, whatever comes of it.
    ///
    /// # Errors
    /// When there is no such tile.
    pub async fn try_pin(&self, who: &Staff, pin: &str) -> Result<(), WindowError> {
        let tile = format!("sign-in-tile-{}", who.id);
        if !self.has("pin").await? {
            self.press(&tile).await?;
        }
        self.write("pin", pin).await?;
        self.press("pin-submit").await
    }

    /// Locks.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn lock(&self) -> Result<(), WindowError> {
        self.press("lock").await?;
        self.find("[data-test^='sign-in-tile-']", SOON).await?;
        Ok(())
    }

    /// Opens At a glance of a person from the list of people.
    ///
    /// # Errors
    /// When she is not in the list.
    pub async fn open_person(&self, record: &str) -> Result<(), WindowError> {
        self.press("nav-people").await?;
        self.see("screen-people").await?;
        self.press(&format!("person-row-{record}")).await?;
        self.see("card-cpr").await?;
        Ok(())
    }

    /// Opens a section of the record that is open.
    ///
    /// # Errors
    /// When there is no such section.
    pub async fn open_section(&self, section: &str) -> Result<(), WindowError> {
        self.press("tab-record").await?;
        self.press(&format!("section-{section}")).await?;
        let current = format!("{}[aria-current]", by(&format!("section-{section}")));
        self.find(&current, SOON).await?;
        // Before some sections she reads what the person knows, once.
        if self.has("pause-go-on").await? {
            self.press("pause-go-on").await?;
            self.gone("pause-go-on").await?;
        }
        Ok(())
    }

    /// Changes a plain field of the section that is open, and waits for "Saved on this computer".
    ///
    /// # Errors
    /// When it is not saved.
    pub async fn change_field(&self, field: &str, words: &str) -> Result<(), WindowError> {
        self.press(&format!("change-{field}")).await?;
        let editor = by(&format!("editor-{field}"));
        let input = self
            .find(&format!("{editor} {}", by("input-value")), SOON)
            .await?;
        input.clear().await?;
        input.send_keys(words).await?;
        self.press(&format!("done-{field}")).await?;
        self.saved(field).await
    }

    /// Waits until the line under a field or an entry says that it was saved.
    ///
    /// # Errors
    /// When it does not.
    pub async fn saved(&self, line: &str) -> Result<(), WindowError> {
        let status = format!("{} {}", by(&format!("line-{line}")), by("saved-status"));
        let reached = format!("{status}[data-state='saved'], {status}[data-state='shared']");
        self.find(&reached, SOON).await?;
        Ok(())
    }

    /// Fills in the form that is open.
    ///
    /// # Errors
    /// When a part is missing.
    pub async fn fill(&self, parts: &[Part<'_>]) -> Result<(), WindowError> {
        for part in parts {
            match part {
                Part::Words(name, words) => self.write(&format!("input-{name}"), words).await?,
                Part::Choice(name, code) => {
                    let choice = format!("input-{name}-{code}");
                    self.press(&choice).await?;
                    let chosen = format!("{}:checked", by(&choice));
                    self.find(&chosen, SOON).await?;
                }
                Part::Today(name) => {
                    self.press(&format!("today-{name}")).await?;
                    let year = self.see(&format!("input-{name}-year")).await?;
                    self.until("today's date", SOON, async || {
                        let typed = year.prop("value").await?;
                        Ok(typed.filter(|year| year.len() == 4).map(|_| ()))
                    })
                    .await?;
                }
                Part::Now(name) => {
                    self.press(&format!("now-{name}")).await?;
                    let time = self.see(&format!("input-{name}-time")).await?;
                    self.until("the time of now", SOON, async || {
                        let typed = time.prop("value").await?;
                        Ok(typed.filter(|time| time.len() == 5).map(|_| ()))
                    })
                    .await?;
                }
                Part::Listed(name, code) => self.choose(&format!("input-{name}"), code).await?,
                Part::Day(name, day) => {
                    for (part, digits) in ["day", "month", "year"].into_iter().zip(day) {
                        self.write(&format!("input-{name}-{part}"), digits).await?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Writes an entry of the section that is open, and waits for "Saved on this computer".
    ///
    /// # Errors
    /// When it is not saved.
    pub async fn enter(&self, kind: &str, parts: &[Part<'_>]) -> Result<(), WindowError> {
        self.press(&format!("change-{kind}")).await?;
        self.see(&format!("form-{kind}")).await?;
        self.fill(parts).await?;
        self.press("save").await?;
        self.gone(&format!("form-{kind}")).await?;
        self.saved(kind).await
    }

    /// Writes a note about the person that is open.
    ///
    /// # Errors
    /// When it is not saved.
    pub async fn note(&self, words: &str) -> Result<(), WindowError> {
        self.press("write-note").await?;
        self.write("input-text", words).await?;
        self.press("save").await?;
        self.gone("screen-note").await
    }
}
