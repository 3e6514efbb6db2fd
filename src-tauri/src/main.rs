//! The window: one door, one event, nothing decided here.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

#[cfg(target_os = "linux")]
mod painting;

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use tauri::{AppHandle, Emitter, Manager, RunEvent, State};
use workstation::api::{Outcome, Request};
use workstation::{Workplace, use_ring, watch_for_signal};

/// Name of the one event.
const EVENT: &str = "changed";

/// The one door.
#[tauri::command]
async fn ask(request: Request, workplace: State<'_, Arc<Workplace>>) -> Result<Outcome, ()> {
    Ok(workplace.ask(request).await)
}

/// The computer's folder: from the environment, or where the system keeps a program's data.
fn folder(app: &AppHandle) -> Result<PathBuf, Box<dyn Error>> {
    let folder = match std::env::var_os("ALONGSIDE_STORE") {
        Some(place) => PathBuf::from(place),
        None => app.path().app_local_data_dir()?,
    };
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Where the person who uses this computer looks for saved files.
fn downloads(app: &AppHandle) -> tauri::Result<PathBuf> {
    let place = app.path();
    place
        .download_dir()
        .or_else(|_| Ok(place.home_dir()?.join("Downloads")))
}

fn main() -> Result<(), Box<dyn Error>> {
    use_ring();
    // What a panic says could be a person's words.
    std::panic::set_hook(Box::new(|_| {}));
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![ask])
        .setup(|app| {
            #[cfg(target_os = "linux")]
            painting::straight(app.handle())?;
            let window = app.handle().clone();
            // A window that is gone needs no news.
            let listener = Box::new(move |event| drop(window.emit(EVENT, event)));
            let workplace = Workplace::at(&folder(app.handle())?, listener);
            let workplace = Arc::new(workplace.saving_to(downloads(app.handle())?));
            app.manage(Arc::clone(&workplace));
            tauri::async_runtime::spawn(watch_for_signal(workplace));
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            // The program ends here without putting anything away by itself.
            if let RunEvent::Exit = event {
                app.state::<Arc<Workplace>>().end_practice();
            }
        });
    Ok(())
}
