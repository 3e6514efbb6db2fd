//! Walking through the window with a camera.

use crate::shots::{AT_WORK, Shot, Step};
use alongside_tests::home::Home;
use alongside_tests::region::{Computer, PIN};
use alongside_tests::window::{SOON, Window};
use anyhow::{Context, Result};
use fantoccini::key::Key;
use std::path::{Path, PathBuf};

/// One way in which people see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// The folder of its pictures.
    name: &'static str,
    size: (u32, u32),
    /// Presses of Control and plus, a fifth each.
    larger: usize,
}

pub(crate) const MANNERS: [Manner; 3] = [
    Manner {
        name: "1024x768",
        size: (1024, 768),
        larger: 0,
    },
    Manner {
        name: "1366x768",
        size: (1366, 768),
        larger: 0,
    },
    Manner {
        name: "200-percent",
        size: (1024, 768),
        larger: 5,
    },
];

pub(crate) struct Walk<'a> {
    home: &'a Home,
    manner: Manner,
    folder: PathBuf,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(home: &'a Home, manner: Manner, folder: &Path) -> Self {
        Self {
            home,
            manner,
            folder: folder.join(manner.name),
        }
    }

    /// Opens the window at its first screen, which holds `first`.
    async fn open(&self, computer: &Computer, first: &str) -> Result<Window> {
        let window = Window::open(computer).await?;
        let (wide, high) = self.manner.size;
        window.client().set_window_size(wide, high).await?;
        // Before it is there nobody hears the keys.
        window.see(first).await?;
        let (usual, _) = window.size().await?;
        for _ in 0..self.manner.larger {
            window.chord(Key::Control, '=').await?;
        }
        if self.manner.larger > 0 {
            let half = format!("innerWidth * 2 <= {usual} + 1");
            window.holds("a page twice as large", &half).await?;
        }
        Ok(window)
    }

    /// What is seen before anybody has signed in.
    pub(crate) async fn newcomers(&self) -> Result<()> {
        let window = self.open(&self.home.new_computer, "join-hub").await?;
        self.keep(&window, "join").await?;
        self.tap(&window, "join-alone").await?;
        window.see("begin-home").await?;
        self.keep(&window, "begin-home").await?;
        window.close().await?;
        Ok(())
    }

    /// What is seen at work, by those who work there.
    pub(crate) async fn at_work(&self) -> Result<()> {
        let first = format!("sign-in-tile-{}", self.home.staff["grace"].id);
        let window = self.open(&self.home.computer, &first).await?;
        self.keep(&window, "sign-in").await?;
        let mut here = "";
        for shot in AT_WORK {
            if shot.who != here {
                self.change_over(&window, here, shot.who).await?;
                here = shot.who;
            }
            let taken = self.take(&window, shot).await;
            taken.with_context(|| format!("{} at {}", shot.name, self.manner.name))?;
        }
        window.close().await?;
        Ok(())
    }

    async fn change_over(&self, window: &Window, before: &str, next: &str) -> Result<()> {
        let first = before.is_empty();
        if !first {
            window.key(Key::F9).await?;
        }
        let who = &self.home.staff[next];
        let tile = format!("sign-in-tile-{}", who.id);
        window.see(&tile).await?;
        self.tap(window, &tile).await?;
        self.write(window, "pin", PIN).await?;
        if first {
            self.keep(window, "pin").await?;
        }
        self.tap(window, "pin-submit").await?;
        window.says("signed-in", &who.name, SOON).await?;
        Ok(())
    }

    async fn take(&self, window: &Window, shot: &Shot) -> Result<()> {
        for step in shot.steps {
            self.step(window, step).await?;
        }
        self.keep(window, shot.name).await
    }

    async fn step(&self, window: &Window, step: &Step) -> Result<()> {
        match step {
            Step::Press(name) => self.tap(window, name).await?,
            Step::Person(key) => {
                let record = &self.home.records[*key];
                self.tap(window, "nav-people").await?;
                self.tap(window, &format!("person-row-{record}")).await?;
                window.see("card-cpr").await?;
            }
            Step::Section(section) => {
                self.tap(window, "tab-record").await?;
                self.tap(window, &format!("section-{section}")).await?;
                window.see("section-title").await?;
            }
            Step::See(name) => drop(window.see(name).await?),
            Step::Write(name, words) => self.write(window, name, words).await?,
            Step::Key(key) => window.key(*key).await?,
        }
        Ok(())
    }

    /// Presses in the page: the driver's own clicks go astray where it was made larger.
    async fn tap(&self, window: &Window, name: &str) -> Result<()> {
        window.see(name).await?;
        let press = format!("document.querySelector(\"[data-test='{name}']\").click()");
        window.script(&press).await?;
        Ok(())
    }

    /// Writes by keys, for the same reason.
    async fn write(&self, window: &Window, name: &str, words: &str) -> Result<()> {
        window.see(name).await?;
        let focus = format!("document.querySelector(\"[data-test='{name}']\").focus()");
        window.script(&focus).await?;
        window.type_words(words).await?;
        Ok(())
    }

    async fn keep(&self, window: &Window, name: &str) -> Result<()> {
        window
            .picture(&self.folder.join(format!("{name}.png")))
            .await?;
        Ok(())
    }
}
