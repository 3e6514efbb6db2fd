//! What stands on the display: what a person sees, and not what the web view would paint if it were asked.

use crate::region::Process;
use std::error::Error;
use std::fs::File;
use std::io;
use std::path::Path;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ConfigureWindowAux, ConnectionExt, ImageFormat, MapState, StackMode,
};
use x11rb::rust_connection::RustConnection;

/// What the display answers. Why it does not is for whoever reads the failed test.
type Answer<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Bytes of one pixel as the display holds them: blue, green, red, and one that says nothing.
const HELD: usize = 4;

/// The pixels of one window.
#[derive(PartialEq, Eq)]
pub(super) struct Shown {
    wide: u32,
    high: u32,
    /// Red, green and blue of each pixel, line by line.
    colours: Vec<u8>,
}

impl Shown {
    /// Keeps it as PNG.
    pub(super) fn keep(&self, place: &Path) -> io::Result<()> {
        let mut picture = png::Encoder::new(File::create(place)?, self.wide, self.high);
        picture.set_color(png::ColorType::Rgb);
        picture.set_depth(png::BitDepth::Eight);
        let mut lines = picture.write_header()?;
        lines.write_image_data(&self.colours)?;
        Ok(lines.finish()?)
    }

    /// Is all of it of one colour?
    pub(super) fn is_blank(&self) -> bool {
        let mut pixels = self.colours.chunks_exact(HELD - 1);
        let first = pixels.next();
        pixels.all(|pixel| Some(pixel) == first)
    }
}

/// A look at the display, at one window of a program.
pub(super) struct Look {
    display: RustConnection,
    window: u32,
}

impl Look {
    /// Looks for the window of a program, and puts it above all others: what is covered has no pixels.
    pub(super) fn at(program: Process) -> Answer<Self> {
        let (display, screen) = RustConnection::connect(None)?;
        let screen = display.setup().roots.get(screen);
        let root = screen.ok_or("a display without a screen")?.root;
        let window = its_window(&display, root, program)?.ok_or("the program has no window")?;
        let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
        display.configure_window(window, &above)?.check()?;
        Ok(Self { display, window })
    }

    /// What stands there now.
    pub(super) fn shown(&self) -> Answer<Shown> {
        let Self { display, window } = self;
        let size = display.get_geometry(*window)?.reply()?;
        let (wide, high) = (size.width, size.height);
        let format = ImageFormat::Z_PIXMAP;
        let image = display.get_image(format, *window, 0, 0, wide, high, u32::MAX)?;
        let held = image.reply()?.data;
        let colours = held
            .chunks_exact(HELD)
            .flat_map(|pixel| pixel.iter().take(HELD - 1).rev().copied());
        Ok(Shown {
            wide: wide.into(),
            high: high.into(),
            colours: colours.collect(),
        })
    }
}

/// The largest window in sight that says it is of this program.
fn its_window(display: &RustConnection, root: u32, program: Process) -> Answer<Option<u32>> {
    let process = display.intern_atom(false, b"_NET_WM_PID")?.reply()?.atom;
    let mut largest = None;
    for window in display.query_tree(root)?.reply()?.children {
        let said = display.get_property(false, window, process, AtomEnum::CARDINAL, 0, 1)?;
        let said = said.reply()?.value32().and_then(|mut said| said.next());
        let seen = display.get_window_attributes(window)?.reply()?.map_state;
        if said == Some(program.0) && seen == MapState::VIEWABLE {
            let size = display.get_geometry(window)?.reply()?;
            let pixels = u32::from(size.width) * u32::from(size.height);
            largest = largest.max(Some((pixels, window)));
        }
    }
    Ok(largest.map(|(_, window)| window))
}
