//! What a form of the desk asks for.

use app::desk::typed::Typed;
use model::incident::{Declaration, Impact, Incident, Severity, State, Step, Update};
use model::status::Status;
use model::time::At;
use std::str::FromStr;

/// What is wanted.
pub(super) enum Wish {
    /// To see how a text will look.
    Preview,
    /// That a step is done.
    Do(Box<Step>),
}

/// The fields of a form.
pub(super) struct Sent(pub Typed);

/// What is wanted, or what is wrong with it, for whoever sent it.
type Meant<T> = Result<T, String>;

impl Sent {
    /// What is wanted of `incident`.
    pub fn wish(&self, incident: &Incident) -> Meant<Wish> {
        let step = match self.text("do").as_str() {
            "preview" => return Ok(Wish::Preview),
            "update" => self.update(incident)?,
            "resolve" => Step::Resolve { text: self.markdown("text") },
            "reopen" => Step::Reopen { text: self.markdown("text"), impacts: self.impacts(&[])? },
            "edit-update" => Step::EditUpdate { update: self.number("update")?, text: self.markdown("text") },
            "acknowledge" => Step::Acknowledge,
            "publish" => Step::Publish,
            "assign" => Step::Assign { to: self.text("to") },
            "hand-over" => Step::HandOver { to: self.text("to"), text: self.markdown("text") },
            "escalate" => Step::Escalate { level: self.number("level")? },
            "change-severity" => Step::ChangeSeverity { severity: self.severity()? },
            "change-title" => Step::ChangeTitle { title: self.text("title") },
            "merge" => Step::Merge { into: self.text("into") },
            "note" => Step::Note { text: self.markdown("text") },
            "postmortem" => Step::Postmortem { text: self.markdown("text"), publish: self.has("publish") },
            "follow-up" => self.follow_up()?,
            "followed-up" => Step::FollowedUp { follow_up: self.number("follow_up")? },
            _ => return Err("That form is not of this page. Load the page again.".into()),
        };
        self.instant("happened")?;
        Ok(Wish::Do(Box::new(step)))
    }

    /// The incident that is declared.
    pub fn declaration(&self) -> Meant<Declaration> {
        self.instant("happened")?;
        Ok(Declaration {
            title: self.text("title"),
            severity: self.severity()?,
            impacts: self.impacts(&[])?,
            publish: self.has("publish"),
            text: self.markdown("text"),
            evidence: Vec::new(),
        })
    }

    /// When that was so which is told of; none for now.
    pub fn happened(&self) -> Option<At> {
        self.instant("happened").ok().flatten()
    }

    /// The version that was seen; 0 if the form does not say.
    pub fn version(&self) -> u32 {
        self.text("seen").parse().unwrap_or(0)
    }

    /// The version that `step` is bound to. What only adds, and replaces nothing that another may have written, is bound to
    /// none.
    pub fn seen(&self, step: &Step) -> Option<u32> {
        let adds = matches!(
            step,
            Step::Acknowledge | Step::Note { .. } | Step::FollowUp { .. } | Step::FollowedUp { .. }
        );
        (!adds).then(|| self.version())
    }

    fn update(&self, incident: &Incident) -> Meant<Step> {
        let state = State::from_slug(&self.text("state")).ok_or("Choose a state.")?;
        let next_minutes = if self.text("next").is_empty() { None } else { Some(self.number("next")?) };
        let impacts = self.impacts(&incident.impacts_now())?;
        Ok(Step::Update(Update { state, text: self.markdown("text"), impacts, next_minutes }))
    }

    fn follow_up(&self) -> Meant<Step> {
        let owner = Some(self.text("owner")).filter(|owner| !owner.is_empty());
        Ok(Step::FollowUp { text: self.markdown("text"), owner, due: self.instant("due")? })
    }

    fn severity(&self) -> Meant<Severity> {
        Severity::named(&self.text("severity")).ok_or_else(|| "Choose a severity.".into())
    }

    /// The components that show something else than `before`: the fields `impact.<component>`, and `component` with `status`.
    fn impacts(&self, before: &[Impact]) -> Meant<Vec<Impact>> {
        let typed = self
            .0
            .0
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix("impact.")?.to_owned(), value.clone())));
        let added = Some((self.text("component"), self.text("status"))).filter(|(id, _)| !id.is_empty());
        let impact = |(component, word): (String, String)| {
            let status = Status::from_slug(&word).ok_or_else(|| format!("Choose what {component} shows."))?;
            Ok(Impact { component, status })
        };
        let all = typed.chain(added).map(impact).collect::<Meant<Vec<_>>>()?;
        Ok(all.into_iter().filter(|it| !before.contains(it)).collect())
    }

    fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// What was typed on one line.
    fn text(&self, name: &str) -> String {
        self.0.get(name).unwrap_or_default().trim().to_owned()
    }

    /// What was typed on several lines, with their ends as forms send them made plain.
    fn markdown(&self, name: &str) -> String {
        self.0.get(name).unwrap_or_default().replace("\r\n", "\n").trim_end().to_owned()
    }

    fn number<T: FromStr>(&self, name: &str) -> Meant<T> {
        let text = self.text(name);
        text.parse().map_err(|_| format!("\"{text}\" is no number that can stand here."))
    }

    /// An instant in UTC, as `datetime-local` has it: `2026-11-21T14:30`, with seconds if they are not 0.
    fn instant(&self, name: &str) -> Meant<Option<At>> {
        let text = self.text(name);
        if text.is_empty() {
            return Ok(None);
        }
        let whole =
            if text.len() == "2026-11-21T14:30".len() { format!("{text}:00Z") } else { format!("{text}Z") };
        let wrong = || format!("\"{text}\" is no time. Write one such as 2026-11-21T14:30, in UTC.");
        At::parse(&whole).map(Some).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        Sent(Typed(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()))
    }

    #[test]
    fn only_what_differs_is_an_impact() {
        let before = [Impact { component: "s/db".into(), status: Status::Degraded }];
        let form = sent(&[
            ("impact.s/db", "degraded"),
            ("impact.s/web", "operational"),
            ("component", "s/x"),
            ("status", "major-outage"),
        ]);
        let found = form.impacts(&before).unwrap();
        let found: Vec<_> = found.iter().map(|it| (it.component.as_str(), it.status)).collect();
        assert_eq!(found, [("s/web", Status::Operational), ("s/x", Status::MajorOutage)]);
        assert!(sent(&[("impact.s/db", "odd")]).impacts(&[]).is_err());
    }

    #[test]
    fn a_time_without_a_zone_is_utc() {
        let instant = |text: &str| sent(&[("due", text)]).instant("due");
        assert_eq!(instant("2000-02-29T12:09"), Ok(At::parse("2000-02-29T12:09:00Z")));
        assert_eq!(instant("2000-02-29T12:09:13"), Ok(Some(At(951_826_153_000))));
        assert_eq!(instant(" "), Ok(None));
        assert!(instant("soon").is_err());
    }

    #[test]
    fn what_only_adds_needs_no_version() {
        let form = sent(&[("seen", "3")]);
        assert_eq!(form.seen(&Step::Acknowledge), None);
        assert_eq!(form.seen(&Step::Publish), Some(3));
        assert_eq!(sent(&[]).seen(&Step::Publish), Some(0));
    }
}
