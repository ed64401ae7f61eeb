// Statuspage's public API v2, read by a client of it that others published: each document of it, and the life of an incident.

import { type ComponentStatus, type IncidentStatus, Statuspage } from "statuspage.js";
import { declare, member, resolve } from "./member";
import { expect } from "./test";

const STATUSES: readonly ComponentStatus[] = ["operational", "degraded_performance", "partial_outage", "major_outage"];
const OPEN: readonly IncidentStatus[] = ["investigating", "identified", "monitoring"];

/** The client, which asks Statuspage's own host unless its axios is told of another. */
function client(site: string | undefined): Statuspage {
  const client = new Statuspage("demo");
  const { axios } = client as unknown as { axios: { defaults: { baseURL: string } } };
  axios.defaults.baseURL = `${site}/api/v2`;
  return client;
}

member("a published client follows an incident by Statuspage's API", async ({ page, baseURL }) => {
  const statuspage = client(baseURL);
  const title = "Read by a client";
  const path = await declare(page, title, "ai-challenge/grafana", "partial-outage");

  const summary = await statuspage.summary();
  expect(summary.page.updated_at).toBeInstanceOf(Date);
  expect(summary.status.indicator).not.toBe("none");
  const grafana = summary.components?.find((it) => it.name === "Grafana" && !it.group);
  expect(grafana?.status).toBe("partial_outage");
  const ofGrafana = summary.components?.find((it) => it.id === grafana?.group_id);
  expect(ofGrafana?.components).toContain(grafana?.id);

  const named = (incidents: { name: string }[] | undefined) => incidents?.find((it) => it.name === title);
  expect(named(summary.incidents)).toBeDefined();
  const [open] = (await statuspage.unresolvedIncidents()).incidents.filter((it) => it.name === title);
  expect(open?.status).toBe("investigating");
  expect(open?.resolved_at).toBeNull();
  expect(open?.incident_updates.map((it) => [it.incident_id, it.status])).toEqual([[open?.id, "investigating"]]);

  await resolve(page, path, "The client has read it.");
  expect(named((await statuspage.unresolvedIncidents()).incidents)).toBeUndefined();
  const [over] = (await statuspage.allIncidents()).incidents.filter((it) => it.name === title);
  expect([over?.id, over?.status]).toEqual([open?.id, "resolved"]);
  expect(over?.resolved_at).toBeInstanceOf(Date);
  expect(over?.incident_updates[0]?.body).toContain("The client has read it.");
});

member("a published client reads the other documents of Statuspage's API", async ({ baseURL }) => {
  const statuspage = client(baseURL);
  const [{ page }, { status }] = [await statuspage.components(), await statuspage.status()];
  expect(page.url.toString()).toContain("://");
  expect(["none", "minor", "major", "critical"]).toContain(status.indicator);
  const { components } = await statuspage.components();
  const single = components.filter((it) => !it.group);
  expect(single.length).toBeGreaterThan(20);
  for (const component of single) expect(STATUSES).toContain(component.status);
  expect(components.map((it) => it.position).every(Number.isInteger)).toBe(true);

  const planned = await statuspage.allScheduledMaintenances();
  const coming = await statuspage.upcomingScheduledMaintenances();
  const active = await statuspage.activeScheduledMaintenances();
  expect(coming.scheduled_maintenances.length).toBeGreaterThan(0);
  const all = new Set(planned.scheduled_maintenances.map((it) => it.id));
  for (const work of [...coming.scheduled_maintenances, ...active.scheduled_maintenances]) {
    expect(all).toContain(work.id);
    expect(work.scheduled_until.getTime()).toBeGreaterThan(work.scheduled_for.getTime());
  }
  for (const incident of (await statuspage.unresolvedIncidents()).incidents) expect(OPEN).toContain(incident.status);
});
