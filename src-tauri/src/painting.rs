//! How the window is painted: by the processor, straight onto the screen (ADR 023).

use tauri::{AppHandle, Manager};
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Paints every window without a compositor. On a PC without a graphics card that takes half the time.
///
/// # Errors
/// When the system's web view cannot be reached.
pub(crate) fn straight(app: &AppHandle) -> tauri::Result<()> {
    for window in app.webview_windows().into_values() {
        window.with_webview(|view| {
            if let Some(settings) = view.inner().settings() {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
        })?;
    }
    Ok(())
}
