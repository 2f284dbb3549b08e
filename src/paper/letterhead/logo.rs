//! A logo: the bytes of a PNG, or of an SVG (`picture`), → pixels on white, as many as paper shows.
//!
//! In: bytes that nobody vouches for. Out: opaque pixels. Never: a text or a profile of the file, a transparent pixel, more
//! memory than a limit.

use super::super::canvas::Mpt;
use super::picture;
use std::io::Cursor;

/// Largest file, in bytes.
pub const LOGO_BYTES: usize = 2_000_000;
/// Most pixels on a side.
pub const LOGO_SIDE: u32 = 4_000;
/// Largest pixels that are kept: 60 × 18 mm at 600 a inch.
pub(super) const KEPT: (u32, u32) = (1_417, 425);
/// A pixel is never printed larger than 1/150 inch.
const LARGEST_PIXEL: Mpt = 480;
/// How many times one side may be longer than the other.
pub(super) const SLIMMEST: u32 = 20;

/// A logo, opaque, rows from the top, three bytes a pixel.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rgb: Vec<u8>,
}

/// Why a file is no logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    #[error("is neither a PNG nor an SVG, whatever its name says. Save the logo as one of these.")]
    Kind,
    #[error("is larger than 2 MB. Save it smaller: on paper it is at most 6 cm wide.")]
    Heavy,
    #[error("has more than {} pixels on a side. Save it smaller: on paper it is at most 6 cm wide.", LOGO_SIDE)]
    Large,
    #[error("is more than {} times as long on one side as on the other. Cut it to the logo itself.", SLIMMEST)]
    Slim,
    #[error("is a PNG that is damaged or cut off. Save it again from the program that drew it.")]
    Png,
    #[error("is an SVG that cannot be read. Save it as “plain SVG”, in UTF-8, from the program that drew it.")]
    Svg,
    #[error("is an SVG that declares entities, with which it could grow without end. Save it as “plain SVG”.")]
    Entities,
    #[error("is an SVG that holds {0}. {1}")]
    Holds(&'static str, &'static str),
    #[error("is an SVG that points outside itself. A logo is drawn from its own file alone: put in what it points at.")]
    Outside,
    #[error("is an SVG of more shapes than a logo has. Simplify it, or save it as PNG.")]
    Shapes,
    #[error("leaves white paper white. Take the version of the logo that is made for a light ground.")]
    Blank,
}

impl std::fmt::Debug for Logo {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Logo({} × {})", self.width, self.height)
    }
}

impl Logo {
    /// What kind of file it is, its first bytes say.
    ///
    /// # Errors
    /// `LogoError`: never of the program, always of the file.
    pub fn read(bytes: &[u8]) -> Result<Logo, LogoError> {
        if bytes.len() > LOGO_BYTES {
            return Err(LogoError::Heavy);
        }
        let logo = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            png(bytes)?
        } else {
            let text = std::str::from_utf8(bytes).map_err(|_| LogoError::Kind)?;
            let text = text.trim_start_matches('\u{feff}').trim_start();
            if !text.starts_with('<') || !text.contains("<svg") && !text.contains(":svg") {
                return Err(LogoError::Kind);
            }
            picture::drawn(text)?
        };
        if logo.rgb.iter().all(|part| *part > 250) { Err(LogoError::Blank) } else { Ok(logo) }
    }

    /// How large it stands in a box.
    pub(super) fn fitted(&self, widest: Mpt, highest: Mpt) -> (Mpt, Mpt) {
        let (wide, high) = (i64::from(self.width), i64::from(self.height));
        let of_width = i64::from(widest) * 1_000 / wide;
        let of_height = i64::from(highest) * 1_000 / high;
        let pixel = of_width.min(of_height).min(i64::from(LARGEST_PIXEL) * 1_000);
        ((wide * pixel / 1_000) as Mpt, (high * pixel / 1_000) as Mpt)
    }
}

/// Is this too slim to stand at the head of a page?
pub(super) fn slim(width: f64, height: f64) -> bool {
    width.max(height) > width.min(height) * f64::from(SLIMMEST)
}

fn png(bytes: &[u8]) -> Result<Logo, LogoError> {
    let broken = |_| LogoError::Png;
    let limits = png::Limits { bytes: 96 << 20 };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let info = decoder.read_header_info().map_err(broken)?;
    let (width, height) = (info.width, info.height);
    if width.max(height) > LOGO_SIDE {
        return Err(LogoError::Large);
    }
    if slim(width.into(), height.into()) {
        return Err(LogoError::Slim);
    }
    let mut reader = decoder.read_info().map_err(broken)?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(LogoError::Png)?];
    let frame = reader.next_frame(&mut pixels).map_err(broken)?;
    let samples = frame.color_type.samples();
    let pixels = pixels.get(..width as usize * height as usize * samples).ok_or(LogoError::Png)?;
    let on_white = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        ((part * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    for pixel in pixels.chunks_exact(samples) {
        match *pixel {
            [grey] => rgb.extend([grey; 3]),
            [grey, alpha] => rgb.extend([on_white(grey, alpha); 3]),
            [r, g, b] => rgb.extend([r, g, b]),
            [r, g, b, alpha] => rgb.extend([r, g, b].map(|part| on_white(part, alpha))),
            _ => return Err(LogoError::Png),
        }
    }
    Ok(shrunk(Logo { width, height, rgb }))
}

/// As many pixels as paper shows, each the mean of those that it stands for.
fn shrunk(logo: Logo) -> Logo {
    let (wide, high) = (u64::from(logo.width), u64::from(logo.height));
    if wide <= KEPT.0.into() && high <= KEPT.1.into() {
        return logo;
    }
    // Whichever side is too long by more decides.
    let (part, whole) = if wide * u64::from(KEPT.1) > high * u64::from(KEPT.0) {
        (u64::from(KEPT.0), wide)
    } else {
        (u64::from(KEPT.1), high)
    };
    let (width, height) = ((wide * part / whole).max(1), (high * part / whole).max(1));
    let mut rgb = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        let rows = y * high / height..((y + 1) * high / height).max(y * high / height + 1);
        for x in 0..width {
            let columns = x * wide / width..((x + 1) * wide / width).max(x * wide / width + 1);
            let mut sums = [0u64; 3];
            for row in rows.clone() {
                for column in columns.clone() {
                    let at = ((row * wide + column) * 3) as usize;
                    for (sum, part) in sums.iter_mut().zip(&logo.rgb[at..at + 3]) {
                        *sum += u64::from(*part);
                    }
                }
            }
            let count = (rows.end - rows.start) * (columns.end - columns.start);
            rgb.extend(sums.map(|sum| ((sum + count / 2) / count) as u8));
        }
    }
    Logo { width: width as u32, height: height as u32, rgb }
}
