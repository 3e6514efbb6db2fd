//! What is left behind: a picture of every step and a page that goes with them.

use alongside_tests::window::Window;
use anyhow::Context;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

pub(crate) struct Report {
    folder: PathBuf,
    begun: Instant,
    pictures: usize,
    text: String,
}

impl Report {
    /// Begins afresh: pictures of an earlier play would be taken for this one's.
    pub(crate) fn begin(folder: PathBuf) -> anyhow::Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(&folder).context("the earlier report cannot be removed")?;
        }
        fs::create_dir_all(&folder).context("no folder for the report")?;
        Ok(Self {
            folder,
            begun: Instant::now(),
            pictures: 0,
            text: String::from("# The story, as it was played\n"),
        })
    }

    pub(crate) fn folder(&self) -> &PathBuf {
        &self.folder
    }

    /// A part of the story begins.
    pub(crate) fn part(&mut self, title: &str) {
        println!("\n{title}");
        let _written = write!(self.text, "\n## {title}\n");
    }

    /// Something that was seen to be so.
    pub(crate) fn held(&mut self, words: &str) {
        println!("  {:>4} s  {words}", self.begun.elapsed().as_secs());
        let _written = write!(self.text, "\n- {words}");
    }

    /// The same, with a picture of a window.
    pub(crate) async fn shown(
        &mut self,
        window: &Window,
        name: &str,
        words: &str,
    ) -> anyhow::Result<()> {
        self.pictures += 1;
        let file = format!("{:02}-{name}.png", self.pictures);
        window.picture(&self.folder.join(&file)).await?;
        self.held(words);
        let _written = write!(self.text, "\n\n  ![{words}]({file})\n");
        Ok(())
    }

    /// Writes the page. `outcome` is its last line.
    pub(crate) fn end(&mut self, outcome: &str) -> anyhow::Result<()> {
        let _written = write!(
            self.text,
            "\n\n## Outcome\n\n{outcome}\n\nPlayed in {} seconds.\n",
            self.begun.elapsed().as_secs()
        );
        let place = self.folder.join("report.md");
        fs::write(&place, &self.text).context("the report cannot be written")?;
        println!(
            "\n{outcome}\nReport and pictures: {}",
            self.folder.display()
        );
        Ok(())
    }
}
