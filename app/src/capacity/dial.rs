//! The inputs of the whole scenario: a field that takes any value, and a slider over round ones.
//! The slider has no name, so the form never sends it, and it is hidden until the island moves it.

use super::planner::Desk;
use ::capacity::Scenario;
use ::capacity::units::Format;
use leptos::html::Input;
use leptos::prelude::*;

/// An input of the whole scenario.
pub(super) struct Dial {
    pub key: &'static str,
    /// What the number counts, behind the field.
    unit: &'static str,
    /// The values on the slider, rising.
    stops: &'static [f64],
    /// A stop as one would type it.
    text: fn(f64) -> String,
    /// The value in force.
    value: fn(&Scenario) -> f64,
}

/// Traffic, utilisation, days and the percentile, in the order of the scenario's inputs.
pub(super) const DIALS: [Dial; 4] = [
    Dial {
        key: "traffic",
        unit: "times the plan's load",
        stops: &[
            0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9,
            2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 15.0, 20.0,
            25.0, 30.0, 40.0, 50.0, 60.0, 80.0, 100.0,
        ],
        text: |value| value.to_string(),
        value: Scenario::traffic,
    },
    Dial {
        key: "utilisation",
        unit: "of its time a replica may be busy",
        stops: &[0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95],
        text: |value| Format::Share.text(value),
        value: Scenario::utilisation,
    },
    Dial {
        key: "days",
        unit: "days for which data grows",
        stops: &[1.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 270.0, 365.0, 545.0, 730.0, 1095.0, 1460.0, 1825.0],
        text: |value| value.to_string(),
        value: |scenario| f64::from(scenario.days()),
    },
    Dial {
        key: "percentile",
        unit: "of 100 cases, in so many it is enough",
        stops: &[50.0, 80.0, 90.0, 95.0, 99.0],
        text: |value| format!("P{value}"),
        value: |scenario| f64::from(scenario.percentile()),
    },
];

impl Dial {
    /// The slider beside the field `field`, which it fills.
    pub fn slider(
        &'static self,
        desk: Desk,
        label: &'static str,
        field: NodeRef<Input>,
    ) -> impl IntoView + use<> {
        let here = || desk.words(|sheet| nearest(self.stops, (self.value)(&sheet.scenario)).to_string());
        let words = desk.words(|sheet| (self.text)((self.value)(&sheet.scenario)));
        let turn = move |stop: String| {
            let Some(value) = stop.parse().ok().and_then(|stop: usize| self.stops.get(stop)) else { return };
            // The event goes on to the form, which then takes what stands in its fields.
            if let Some(field) = field.get_untracked() {
                field.set_value(&(self.text)(*value));
            }
        };
        view! {
            <input
                class="capacity-slider"
                type="range"
                min="0"
                max=self.stops.len() - 1
                value=untrack(here())
                prop:value=here()
                aria-label=format!("{label}, slider")
                aria-valuetext=words
                autocomplete="off"
                hidden=desk.hidden(|browser| !browser.live)
                on:input:target=move |event| turn(event.target().value())
            />
        }
    }

    /// What the number counts.
    pub fn unit(&self) -> &'static str {
        self.unit
    }
}

/// The place of the stop nearest to `value`.
fn nearest(stops: &[f64], value: f64) -> usize {
    let distance = |stop: &f64| (stop - value).abs();
    let places = stops.iter().enumerate();
    places.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b))).map_or(0, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_between_stops_takes_the_nearest() {
        assert_eq!(nearest(&[1.0, 2.0, 4.0], 2.9), 1);
        assert_eq!(nearest(&[1.0, 2.0, 4.0], 1000.0), 2);
        assert_eq!(nearest(&[], 1.0), 0);
    }

    #[test]
    fn stops_rise_and_hold_the_base_scenario() {
        for dial in &DIALS {
            assert!(dial.stops.is_sorted_by(|a, b| a < b), "{}", dial.key);
            assert!(dial.stops.contains(&(dial.value)(&Scenario::base())), "{}", dial.key);
        }
    }
}
