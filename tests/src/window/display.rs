//! What stands on the display: what a person sees, and not what the web view would paint if it were asked.

use crate::region::Process;
use std::error::Error;
use std::io;
use std::path::Path;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ConfigureWindowAux, ConnectionExt, ImageFormat, MapState, StackMode,
};
use x11rb::rust_connection::RustConnection;

/// Bytes of one pixel as the display holds them: blue, green, red, and one that says nothing.
const HELD: usize = 4;

/// The pixels of one window.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Shown {
    wide: u32,
    high: u32,
    /// Red, green and blue of each pixel, line by line.
    colours: Vec<u8>,
}

impl Shown {
    /// Keeps it as PNG.
    pub(super) fn keep(&self, place: &Path) -> io::Result<()> {
        let mut picture = png::Encoder::new(std::fs::File::create(place)?, self.wide, self.high);
        picture.set_color(png::ColorType::Rgb);
        picture.set_depth(png::BitDepth::Eight);
        let mut lines = picture.write_header()?;
        lines.write_image_data(&self.colours)?;
        Ok(lines.finish()?)
    }

    /// How many colours there are in it.
    pub(super) fn colours(&self) -> usize {
        let each = self.colours.chunks_exact(HELD - 1);
        each.collect::<std::collections::BTreeSet<_>>().len()
    }
}

/// A look at the display, at one window of a program.
pub(super) struct Look {
    display: RustConnection,
    window: u32,
}

impl Look {
    /// Looks for the window of a program, and puts it above all others: what is covered has no pixels.
    pub(super) fn at(program: Process) -> io::Result<Self> {
        let (display, screen) = RustConnection::connect(None).map_err(io::Error::other)?;
        let root = display.setup().roots.get(screen).map(|screen| screen.root);
        let root = root.ok_or_else(|| io::Error::other("a display without a screen"))?;
        let window = its_window(&display, root, program).map_err(io::Error::other)?;
        let window = window.ok_or_else(|| io::Error::other("the program has no window"))?;
        let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
        let raised = display.configure_window(window, &above);
        raised.map_err(io::Error::other)?;
        Ok(Self { display, window })
    }

    /// What stands there now.
    pub(super) fn shown(&self) -> io::Result<Shown> {
        let size = self.display.get_geometry(self.window);
        let size = size.map_err(io::Error::other)?.reply();
        let size = size.map_err(io::Error::other)?;
        let image = self.display.get_image(
            ImageFormat::Z_PIXMAP,
            self.window,
            0,
            0,
            size.width,
            size.height,
            u32::MAX,
        );
        let image = image.map_err(io::Error::other)?.reply();
        let held = image.map_err(io::Error::other)?.data;
        let pixels = held.chunks_exact(HELD);
        Ok(Shown {
            wide: size.width.into(),
            high: size.height.into(),
            colours: pixels
                .flat_map(|pixel| pixel.iter().take(HELD - 1).rev().copied())
                .collect(),
        })
    }
}

/// The largest window in sight that says it is of this program.
fn its_window(
    display: &RustConnection,
    root: u32,
    program: Process,
) -> Result<Option<u32>, Box<dyn Error + Send + Sync>> {
    let process = display.intern_atom(false, b"_NET_WM_PID")?.reply()?.atom;
    let mut largest = None;
    for window in display.query_tree(root)?.reply()?.children {
        let said = display.get_property(false, window, process, AtomEnum::CARDINAL, 0, 1)?;
        let said = said.reply()?.value32().and_then(|mut said| said.next());
        let seen = display.get_window_attributes(window)?.reply()?.map_state;
        if said != Some(program.0) || seen != MapState::VIEWABLE {
            continue;
        }
        let size = display.get_geometry(window)?.reply()?;
        largest = largest.max(Some((
            u32::from(size.width) * u32::from(size.height),
            window,
        )));
    }
    Ok(largest.map(|(_, window)| window))
}
