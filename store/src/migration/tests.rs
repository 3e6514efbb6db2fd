use super::*;

const FIRST: Step = Step {
    number: 1,
    sql: "CREATE TABLE meta (oldest_app INTEGER NOT NULL) STRICT;
          INSERT INTO meta (oldest_app) VALUES (1);",
};
const SECOND: Step = Step {
    number: 2,
    sql: "CREATE TABLE more (x INTEGER) STRICT;",
};
const BROKEN: Step = Step {
    number: 2,
    sql: "CREATE TABLE more (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);",
};

fn tables(connection: &Connection) -> Vec<String> {
    connection
        .prepare("SELECT name FROM sqlite_schema ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get("name"))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn a_step_that_fails_leaves_the_file_at_the_step_before() {
    let mut connection = Connection::open_in_memory().unwrap();
    let broken = Schema {
        application_id: 1,
        steps: &[FIRST, BROKEN],
    };
    broken.mark(&connection).unwrap();
    broken.bring_up(&mut connection).unwrap_err();
    assert_eq!(step_of(&connection).unwrap(), 1);
    assert_eq!(tables(&connection), ["meta"]);

    let mended = Schema {
        application_id: 1,
        steps: &[FIRST, SECOND],
    };
    mended.admit(&connection).unwrap();
    mended.bring_up(&mut connection).unwrap();
    mended.bring_up(&mut connection).unwrap();
    assert_eq!(step_of(&connection).unwrap(), 2);
    assert_eq!(tables(&connection), ["meta", "more"]);
}

#[test]
fn a_file_without_its_first_table_is_damaged() {
    let connection = Connection::open_in_memory().unwrap();
    let schema = Schema {
        application_id: 1,
        steps: &[FIRST],
    };
    assert_eq!(schema.admit(&connection), Err(OpenError::NotOurs));
    schema.mark(&connection).unwrap();
    assert_eq!(schema.admit(&connection), Err(OpenError::Damaged));
}

#[test]
fn the_steps_of_both_stores_are_numbered_without_a_gap() {
    for schema in [crate::workstation::SCHEMA, crate::hub::SCHEMA] {
        let numbers: Vec<u32> = schema.steps.iter().map(|step| step.number).collect();
        let expected: Vec<u32> = (1..).take(numbers.len()).collect();
        assert_eq!(numbers, expected);
    }
}
