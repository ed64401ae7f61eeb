//! Pixels, and round strokes on them, whose edges are smooth.

use std::ops::Range;

/// Red, green and blue.
pub(super) type Color = [u8; 3];

/// A place in pixels from the upper left corner.
pub(super) type Point = (f32, f32);

/// How many shares of a pixel are told apart: few, so that a palette holds all colours.
const STEPS: f32 = 15.0;

/// A picture in the making.
pub(super) struct Canvas {
    pub width: u32,
    pub height: u32,
    /// Row by row, three bytes a pixel.
    pub pixels: Vec<u8>,
}

impl Canvas {
    /// A picture of one colour.
    pub fn new(width: u32, height: u32, ground: Color) -> Canvas {
        let pixels = ground.repeat(width as usize * height as usize);
        Canvas { width, height, pixels }
    }

    /// Lines with round ends, `radius` pixels to each side; where they meet they are one.
    pub fn strokes(&mut self, lines: &[[Point; 2]], radius: f32, color: Color) {
        let whole = self.around(lines, radius);
        let row = whole.0.len();
        let mut nearest = vec![f32::INFINITY; row * whole.1.len()];
        for line in lines {
            let (across, down) = self.around(std::slice::from_ref(line), radius);
            for (x, y) in down.flat_map(|y| across.clone().map(move |x| (x, y))) {
                let at = (y - whole.1.start) as usize * row + (x - whole.0.start) as usize;
                if let Some(nearest) = nearest.get_mut(at) {
                    *nearest = nearest.min(distance((x as f32 + 0.5, y as f32 + 0.5), line));
                }
            }
        }
        let pixels = whole.1.flat_map(|y| whole.0.clone().map(move |x| (x, y)));
        for (pixel, nearest) in pixels.zip(nearest) {
            self.blend(pixel, radius - nearest + 0.5, color);
        }
    }

    /// The columns and the rows that strokes reach.
    fn around(&self, lines: &[[Point; 2]], radius: f32) -> (Range<u32>, Range<u32>) {
        let (mut low, mut high) = ((f32::INFINITY, f32::INFINITY), (0.0_f32, 0.0_f32));
        for (x, y) in lines.iter().flatten() {
            (low, high) = ((low.0.min(*x), low.1.min(*y)), (high.0.max(*x), high.1.max(*y)));
        }
        let reach = radius + 1.0;
        // Out of range means the nearest edge.
        let span = |low: f32, high: f32, most: u32| {
            let end = ((high + reach).max(0.0) as u32).saturating_add(1).min(most);
            ((low - reach).max(0.0) as u32).min(end)..end
        };
        (span(low.0, high.0, self.width), span(low.1, high.1, self.height))
    }

    /// A full circle.
    pub fn dot(&mut self, at: Point, radius: f32, color: Color) {
        self.strokes(&[[at, at]], radius, color);
    }

    /// Covers a share of a pixel, from 0 to 1, in [`STEPS`].
    fn blend(&mut self, (x, y): (u32, u32), share: f32, color: Color) {
        let at = (y as usize * self.width as usize + x as usize) * 3;
        let share = (share.min(1.0) * STEPS).round() / STEPS;
        let Some(pixel) = self.pixels.get_mut(at..at + 3).filter(|_| share > 0.0) else { return };
        for (part, its) in pixel.iter_mut().zip(color) {
            let (before, after) = (f32::from(*part), f32::from(its));
            *part = (before + (after - before) * share).round() as u8;
        }
    }
}

/// How far a point is from a line.
fn distance((x, y): Point, [(from_x, from_y), (to_x, to_y)]: &[Point; 2]) -> f32 {
    let (across, down) = (to_x - from_x, to_y - from_y);
    let length = across * across + down * down;
    let along = if length == 0.0 { 0.0 } else { ((x - from_x) * across + (y - from_y) * down) / length };
    let along = along.clamp(0.0, 1.0);
    (x - from_x - along * across).hypot(y - from_y - along * down)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_covers_what_is_near_it_and_nothing_else() {
        let mut canvas = Canvas::new(20, 10, [255; 3]);
        canvas.strokes(&[[(5.0, 5.0), (15.0, 5.0)]], 2.0, [0; 3]);
        let at = |x: usize, y: usize| canvas.pixels[(y * 20 + x) * 3];
        assert_eq!([at(10, 5), at(10, 4), at(10, 8), at(0, 5), at(18, 5)], [0, 0, 255, 255, 255]);
        assert!((1..255).contains(&at(3, 3)), "the end is round and smooth: {}", at(3, 3));
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let mut canvas = Canvas::new(4, 4, [255; 3]);
        canvas.strokes(&[[(-1e9, -50.0), (1e9, -50.0)]], 3.0, [0; 3]);
        canvas.strokes(&[[(f32::NAN, 1.0), (9.0, f32::INFINITY)]], 3.0, [0; 3]);
        assert_eq!(canvas.pixels.len(), 48);
    }
}
