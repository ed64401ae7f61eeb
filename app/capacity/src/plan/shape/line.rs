//! Shapes as lines such as `small: 4 cores, 16 GiB, $0.20/h, gke`, in which the unit of each figure says what it is.

use std::fmt::Display;
use std::str::FromStr;

use super::{Reserved, Shape, all};
use crate::plan::{Given, Origin};
use crate::units::{Kind, is_priced, parse};

impl Shape {
    /// A shape as a line.
    pub fn line(&self) -> String {
        let mut parts = vec![self.cores.value.to_string(), self.memory.value.to_string()];
        parts.extend(self.disk.as_ref().map(|disk| disk.value.to_string()));
        parts.extend(self.network.as_ref().map(|network| network.value.to_string()));
        parts.extend(self.gpus.as_ref().map(|gpus| {
            let each =
                self.gpu_memory.as_ref().map_or(String::new(), |memory| format!(" of {}", memory.value));
            format!("{} GPU{each}", gpus.value)
        }));
        parts.extend(self.price.as_ref().map(|price| price.value.to_string()));
        parts.push(self.reserved.word().into());
        format!("{}: {}", self.name, parts.join(", "))
    }

    /// Reads lines of shapes; the error names the first line that is none, and what to write.
    pub fn read(text: &str) -> Result<Vec<Shape>, String> {
        let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
        let shapes: Vec<Shape> = lines
            .map(|(place, line)| {
                Shape::from_line(line).map_err(|wrong| format!("Line {}: {wrong}", place + 1))
            })
            .collect::<Result<_, _>>()?;
        let mut problems = Vec::new();
        let mut require = |holds: bool, field: String, message: String, remedy: &str| {
            problems.extend((!holds).then(|| format!("{field}: {message}; {remedy}")));
        };
        all(&shapes, &mut require);
        problems.into_iter().next().map_or(Ok(shapes), Err)
    }

    /// Reads a line of a shape, whatever its figures; the error says what to write.
    pub fn from_line(line: &str) -> Result<Shape, String> {
        one(line)
    }
}

fn one(line: &str) -> Result<Shape, String> {
    let example = "write for example `small: 4 cores, 16 GiB, $0.20/h, gke`";
    let (name, parts) = line.split_once(':').ok_or_else(|| format!("`{line}` has no name; {example}"))?;
    let (mut cores, mut memory, mut disk, mut network, mut price) = (None, None, None, None, None);
    let (mut gpus, mut gpu_memory, mut reserved) = (None, None, Reserved::default());
    for part in parts.split(',').map(str::trim) {
        if let Some(rules) = Reserved::ALL.into_iter().find(|rules| rules.word() == part) {
            reserved = rules;
        } else if let Some((count, each)) = part.split_once(" GPU") {
            let count: Option<u32> = count.trim().parse().ok();
            gpus = Some(count.ok_or_else(|| format!("`{part}` is no number of GPUs; {example}"))?.into());
            let each = each.trim_start_matches('s').trim().strip_prefix("of ");
            gpu_memory = each.map(figure).transpose()?;
        } else if is_priced(part) {
            price = Some(figure(part)?);
        } else {
            match parse(part).map_err(|error| error.to_string())?.1.kind {
                Kind::Cores => cores = Some(figure(part)?),
                Kind::Bytes if memory.is_none() => memory = Some(figure(part)?),
                Kind::Bytes => disk = Some(figure(part)?),
                Kind::Bandwidth => network = Some(figure(part)?),
                other => {
                    let found = other.words();
                    return Err(format!("`{part}` is {found}, which a node does not have; {example}"));
                }
            }
        }
    }
    let missing = |what: &str| format!("{} has no {what}; {example}", name.trim());
    let cores = cores.ok_or_else(|| missing("cores"))?;
    let memory = memory.ok_or_else(|| missing("memory"))?;
    Ok(Shape { name: name.trim().into(), cores, memory, disk, network, gpus, gpu_memory, reserved, price })
}

fn figure<T: FromStr<Err: Display>>(text: &str) -> Result<Given<T>, String> {
    let value: T = text.parse().map_err(|error: T::Err| error.to_string())?;
    Ok(Given { value, origin: Origin::Yours, source: None })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_line_is_a_shape_and_the_other_way_round() {
        let text = "small: 4 cores, 16 GiB, 0.2 $/h, gke\nlarge: 16 cores, 64 GiB, 1 TB, 10 Gbps, 2 GPU of 24 GB, 1.5 $/h, aks";
        let shapes = Shape::read(text).unwrap();
        assert_eq!(shapes.iter().map(Shape::line).collect::<Vec<_>>().join("\n"), text);
        let large = &shapes[1];
        assert_eq!((large.disk.as_ref().unwrap().value.si(), large.reserved), (1e12, Reserved::Aks));
        let price = |text: &str| Shape::read(text).unwrap()[0].price.clone().unwrap().value;
        assert_eq!(price("x: $3.6/h, 32 GiB, 8 cores, 1 GPU").si(), 0.001);
        let euro = price("x: 8 cores, 32 GiB, 3.6 EUR/h");
        assert_eq!(
            (euro.si(), euro.currency().code(), euro.to_string()),
            (0.001, "EUR", "3.6 \u{20ac}/h".into())
        );
    }

    #[test]
    fn what_is_no_shape_is_told_by_line_and_unit() {
        let wrong = |text: &str| Shape::read(text).unwrap_err();
        assert!(
            wrong("a: 4 cores, 16 GiB\nb: 4 cores").starts_with("Line 2: b has no memory; write for example")
        );
        assert!(
            wrong("a: 4 cores, 16 GiB, 20 rps")
                .contains("`20 rps` is a rate of requests, which a node does not have")
        );
        let amount = wrong("a: 4 cores, 16 GiB, \u{20ac}5");
        assert!(amount.contains("in EUR, but a price over time is wanted"), "{amount}");
        assert!(wrong("4 cores, 16 GiB").starts_with("Line 1: `4 cores, 16 GiB` has no name"));
        assert!(wrong("a: 0 cores, 16 GiB").contains("use 100m to 10000 cores"));
        assert!(wrong(&"a: 4 cores, 16 GiB\n".repeat(9)).contains("there are 9 shapes"));
    }
}
