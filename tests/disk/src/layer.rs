//! The layer itself: SQLite's own way to its files, with a look at each operation before it is done.
//!
//! Every file is opened by the layer underneath, and only its table of methods is replaced by ours, which calls the one
//! it replaced. So locks, shared memory and reading are SQLite's own.

use crate::{Fault, Operation, State, state};
use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};
use std::collections::BTreeMap;
use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Where an open file was opened with which methods, by the address of SQLite's handle.
static OPEN: Mutex<BTreeMap<usize, Open>> = Mutex::new(BTreeMap::new());
/// The address of the layer underneath; zero until this one is in its place.
static BELOW: Mutex<usize> = Mutex::new(0);

#[derive(Clone)]
struct Open {
    path: PathBuf,
    /// The address of the methods we replaced.
    methods: usize,
}

pub(crate) fn register() -> Result<(), String> {
    let mut below = BELOW.lock().unwrap_or_else(PoisonError::into_inner);
    if *below != 0 {
        return Ok(());
    }
    // SAFETY: a null name asks for the usual layer; SQLite keeps what it answers for as long as the process lives.
    let usual = unsafe { ffi::sqlite3_vfs_find(std::ptr::null()) };
    if usual.is_null() {
        return Err("SQLite has no layer for files".to_owned());
    }
    *below = usual as usize;
    // SAFETY: it is not null, and a layer is plain data.
    let mut ours: sqlite3_vfs = unsafe { *usual };
    ours.zName = c"failing".as_ptr();
    ours.pNext = std::ptr::null_mut();
    ours.xOpen = Some(open);
    ours.xDelete = Some(remove);
    // SQLite keeps the address for good, so what it points at is never given back.
    let ours = Box::into_raw(Box::new(ours));
    // SAFETY: a whole layer that lives as long as the process.
    match unsafe { ffi::sqlite3_vfs_register(ours, 1) } {
        ffi::SQLITE_OK => Ok(()),
        code => Err(format!("SQLite does not take the layer ({code})")),
    }
}

fn below() -> *mut sqlite3_vfs {
    *BELOW.lock().unwrap_or_else(PoisonError::into_inner) as *mut sqlite3_vfs
}

/// The open file and the methods underneath.
fn opened(file: *mut sqlite3_file) -> Option<(PathBuf, &'static sqlite3_io_methods)> {
    let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let Open { path, methods } = open.get(&(file as usize))?.clone();
    // SAFETY: the layer underneath gave this address when the file was opened, of a table that is never changed.
    Some((path, unsafe { &*(methods as *const sqlite3_io_methods) }))
}

/// What becomes of an operation on a watched file: the code to answer with, or nothing where it is to be done.
fn judged(
    path: &std::path::Path,
    operation: Operation,
    then: impl FnOnce(&mut State),
) -> Option<c_int> {
    let mut held = state();
    let state = held.as_mut()?;
    if !state.files.is_watched(path) {
        return None;
    }
    if state.dead {
        return Some(ffi::SQLITE_IOERR);
    }
    let Some(fault) = state.judge(operation) else {
        then(state);
        return None;
    };
    match (fault, operation) {
        // In the middle of an operation: it too may be on the disk in part.
        (Fault::PowerCut | Fault::PowerCutKeeping(_), _) => {
            if operation != Operation::Sync {
                then(state);
            }
            Some(ffi::SQLITE_IOERR)
        }
        (Fault::Gone(_), _) => {
            if operation != Operation::Sync {
                then(state);
            }
            let _left = state.power_returns();
            std::process::abort();
        }
        (Fault::Full, Operation::Write) => Some(ffi::SQLITE_FULL),
        // What makes nothing larger needs no room.
        (Fault::Full, Operation::Truncate | Operation::Remove) => {
            then(state);
            None
        }
        (_, Operation::Write) => Some(ffi::SQLITE_IOERR_WRITE),
        (_, Operation::Truncate) => Some(ffi::SQLITE_IOERR_TRUNCATE),
        (_, Operation::Sync) => Some(ffi::SQLITE_IOERR_FSYNC),
        (_, Operation::Remove) => Some(ffi::SQLITE_IOERR_DELETE),
    }
}

fn is_dead(path: &std::path::Path) -> bool {
    state()
        .as_ref()
        .is_some_and(|state| state.dead && state.files.is_watched(path))
}

fn path_of(name: *const c_char) -> Option<PathBuf> {
    if name.is_null() {
        return None;
    }
    // SAFETY: SQLite gives names as C strings that outlive the call.
    let name = unsafe { CStr::from_ptr(name) };
    Some(PathBuf::from(OsStr::from_bytes(name.to_bytes())))
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let path = path_of(name);
    if path.as_deref().is_some_and(is_dead) {
        // SAFETY: SQLite gives room for a file; without methods it is not closed.
        unsafe { (*file).pMethods = std::ptr::null() };
        return ffi::SQLITE_CANTOPEN;
    }
    let below = below();
    // SAFETY: the usual layer has this method, and what is handed on is what SQLite handed us.
    let code = unsafe {
        match (*below).xOpen {
            Some(open) => open(below, name, file, flags, out_flags),
            None => return ffi::SQLITE_MISUSE,
        }
    };
    // SAFETY: the usual layer has just filled the file in, or left it without methods.
    let methods = unsafe { (*file).pMethods };
    if let Some(path) = path
        && code == ffi::SQLITE_OK
        && !methods.is_null()
    {
        let open = Open {
            path,
            methods: methods as usize,
        };
        OPEN.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(file as usize, open);
        // SAFETY: not null; a table of methods is plain data.
        let mut ours = unsafe { *methods };
        // Without the methods that map a file into memory: every write is to be seen.
        ours.iVersion = ours.iVersion.min(2);
        ours.xClose = Some(close);
        ours.xRead = Some(read);
        ours.xWrite = Some(write);
        ours.xTruncate = Some(truncate);
        ours.xSync = Some(sync);
        // One table for each open file, a few hundred bytes, never given back: a test's process does not live long.
        // SAFETY: the file is SQLite's and open, the table lives as long as the process.
        unsafe { (*file).pMethods = Box::into_raw(Box::new(ours)) };
    }
    code
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let Some((_, methods)) = opened(file) else {
        return ffi::SQLITE_MISUSE;
    };
    OPEN.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .remove(&(file as usize));
    // SAFETY: the file is open; it gets back the methods it was opened with, and is closed by them.
    unsafe {
        (*file).pMethods = methods;
        methods
            .xClose
            .map_or(ffi::SQLITE_MISUSE, |close| close(file))
    }
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    to: *mut c_void,
    count: c_int,
    at: i64,
) -> c_int {
    let Some((path, methods)) = opened(file) else {
        return ffi::SQLITE_MISUSE;
    };
    if is_dead(&path) {
        return ffi::SQLITE_IOERR_READ;
    }
    // SAFETY: handed on as SQLite handed it to us.
    unsafe {
        methods
            .xRead
            .map_or(ffi::SQLITE_MISUSE, |read| read(file, to, count, at))
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    count: c_int,
    at: i64,
) -> c_int {
    let Some((path, methods)) = opened(file) else {
        return ffi::SQLITE_MISUSE;
    };
    let (Ok(length), Ok(start)) = (usize::try_from(count), usize::try_from(at)) else {
        return ffi::SQLITE_MISUSE;
    };
    // SAFETY: SQLite gives so many bytes to be written.
    let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), length) };
    let note = |state: &mut State| state.files.write(&path, start, bytes);
    if let Some(code) = judged(&path, Operation::Write, note) {
        return code;
    }
    // SAFETY: handed on as SQLite handed it to us.
    unsafe {
        methods
            .xWrite
            .map_or(ffi::SQLITE_MISUSE, |write| write(file, from, count, at))
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, length: i64) -> c_int {
    let Some((path, methods)) = opened(file) else {
        return ffi::SQLITE_MISUSE;
    };
    let kept = usize::try_from(length).unwrap_or(0);
    let note = |state: &mut State| state.files.truncate(&path, kept);
    if let Some(code) = judged(&path, Operation::Truncate, note) {
        return code;
    }
    // SAFETY: handed on as SQLite handed it to us.
    unsafe {
        methods
            .xTruncate
            .map_or(ffi::SQLITE_MISUSE, |truncate| truncate(file, length))
    }
}

/// What is safe is known here; the real disk is not troubled.
unsafe extern "C" fn sync(file: *mut sqlite3_file, _flags: c_int) -> c_int {
    let Some((path, _)) = opened(file) else {
        return ffi::SQLITE_MISUSE;
    };
    let note = |state: &mut State| state.files.sync(&path);
    judged(&path, Operation::Sync, note).unwrap_or(ffi::SQLITE_OK)
}

unsafe extern "C" fn remove(_: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    let below = below();
    if let Some(path) = path_of(name) {
        let note = |state: &mut State| state.files.remove(&path, sync_folder != 0);
        if let Some(code) = judged(&path, Operation::Remove, note) {
            return code;
        }
    }
    // SAFETY: the usual layer has this method, and what is handed on is what SQLite handed us.
    unsafe {
        (*below).xDelete.map_or(ffi::SQLITE_MISUSE, |remove| {
            remove(below, name, sync_folder)
        })
    }
}
