//! Numbered steps from an empty file to the schema of today.
//!
//! Two numbers guard a file. Its *step* (`user_version`) says what it has been through. Its *oldest
//! application* (`meta.oldest_app`) says which programs may still open it: a step that only adds
//! leaves that number alone, so yesterday's program opens today's file; a step that changes what
//! something means raises it.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::open_error::OpenError;

/// The generation of this application, compared with a file's `oldest_app`.
const THIS_APP: u32 = 1;

/// One step. A released step is never edited.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    /// Its number, from 1 without gaps.
    pub(crate) number: u32,
    /// Its statements.
    pub(crate) sql: &'static str,
}

/// One kind of store: what marks its files and how they came to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schema {
    /// `application_id`: a hub's file must not open as a workstation's.
    pub(crate) application_id: i32,
    /// The steps, in order.
    pub(crate) steps: &'static [Step],
}

impl Schema {
    fn newest(&self) -> u32 {
        self.steps.last().map_or(0, |step| step.number)
    }

    /// Refuses a file of another kind or of a newer application. Reads only.
    pub(crate) fn admit(&self, connection: &Connection) -> Result<(), OpenError> {
        let id: i32 =
            connection.query_row("PRAGMA application_id", [], |row| row.get("application_id"))?;
        if id != self.application_id {
            return Err(OpenError::NotOurs);
        }
        let found = step_of(connection)?;
        let supported = self.newest();
        // Every step leaves this table behind, so a file without it is not whole.
        let oldest_app: Option<u32> = connection
            .query_row("SELECT oldest_app FROM meta", [], |row| {
                row.get("oldest_app")
            })
            .optional()
            .map_err(|error| match OpenError::from(error) {
                OpenError::Fault(_) => OpenError::Damaged,
                other => other,
            })?;
        match oldest_app {
            Some(oldest) if found > supported && oldest > THIS_APP => {
                Err(OpenError::NewerApp { found, supported })
            }
            Some(_) => Ok(()),
            None => Err(OpenError::Damaged),
        }
    }

    /// Marks a new, empty file as one of this kind.
    pub(crate) fn mark(&self, connection: &Connection) -> Result<(), OpenError> {
        connection.pragma_update(None, "application_id", self.application_id)?;
        Ok(())
    }

    /// Takes the file through every step it lacks, each in a transaction of its own with its number.
    ///
    /// A program that dies between two steps leaves a file that the next start takes further.
    pub(crate) fn bring_up(&self, connection: &mut Connection) -> Result<(), OpenError> {
        for step in self.steps {
            if step_of(connection)? >= step.number {
                continue;
            }
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Another program may have taken the step while we waited for the lock.
            if step_of(&transaction)? < step.number {
                transaction.execute_batch(step.sql)?;
                transaction.pragma_update(None, "user_version", step.number)?;
            }
            transaction.commit()?;
        }
        Ok(())
    }
}

fn step_of(connection: &Connection) -> Result<u32, OpenError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get("user_version"))?)
}

#[cfg(test)]
mod tests;
