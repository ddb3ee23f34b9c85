// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.mcp;

import dev.ballast.server.mcp.Tool.Argument;
import java.util.List;

/** The questions of somebody on call, in the order in which they are asked. */
final class Tools {

  private static final Argument SERVICE = Argument.text("service", "The name of one service.");
  private static final Argument LIMIT = Argument.number("limit", "At most so many.");
  private static final Argument SINCE =
      Argument.moment("since", "From then on: RFC 3339, or a duration ago such as 15m or 2h.");

  static final List<Tool> ALL =
      List.of(
          new Tool(
              "status",
              "/api/v1/status",
              "Which services need somebody and why: health by service and region with sentences.",
              "Ask for one service with the tool service.",
              List.of()),
          new Tool(
              "service",
              "/api/v1/services/{name}",
              "One service in all regions: health with evidence, SLOs, budgets, burn rates, gate.",
              "",
              List.of(SERVICE.as("name").must())),
          new Tool(
              "incidents",
              "/api/v1/incidents",
              "Incidents, open ones first: what is wrong, since when, root cause and impact.",
              "Give a service, a phase or a smaller limit; or ask for one with the tool incident.",
              List.of(SERVICE, Argument.text("phase", "open, acknowledged or resolved."), LIMIT)),
          new Tool(
              "incident",
              "/api/v1/incidents/{id}",
              "One incident whole: symptoms, causes, impact, recommendation, timeline, evidence"
                  + " ids.",
              "Ask why about it, or for its evidence.",
              List.of(Argument.text("id", "The incident's id.").must())),
          new Tool(
              "evidence",
              "/api/v1/incidents/{id}/evidence",
              "What an incident's sentences rest on: signals, windows, baselines, numbers, queries.",
              "",
              List.of(Argument.text("incident", "The incident's id.").as("id").must())),
          new Tool(
              "why",
              "/api/v1/why",
              "Why an incident, a service or everything is as it is, in sentences with evidence ids.",
              "Ask about one service or incident.",
              List.of(
                  Argument.text("about", "An incident's id, a service's name, or an alert.")
                      .as("subject"),
                  Argument.text("region", "Only there."))),
          new Tool(
              "healing",
              "/api/v1/healing",
              "Remediations that are written down, and open episodes with every guardrail's verdict.",
              "",
              List.of()),
          new Tool(
              "healing_plan",
              "/api/v1/healing/remediations/{name}/plan",
              "What a remediation would do now, and what each guardrail says; nothing is done.",
              "",
              List.of(
                  Argument.text("name", "The remediation's name.").must(),
                  Argument.text("region", "Where."))),
          new Tool(
              "healing_propose",
              "/api/v1/healing/remediations/{name}/propose",
              "Propose that a remediation is run. A person decides; every guardrail is asked.",
              "",
              List.of(
                  Argument.text("name", "The remediation's name.").must(),
                  Argument.text("region", "Where."),
                  Argument.text("reason", "Why, with evidence ids.").must())),
          new Tool(
              "anomalies",
              "/api/v1/anomalies",
              "What is unlike before, since when, and what was expected.",
              "Ask about one service.",
              List.of(SERVICE)),
          new Tool(
              "graph",
              "/api/v1/graph",
              "Who calls whom, observed and declared, with rates, errors and latencies.",
              "Ask graph_why about two services.",
              List.of()),
          new Tool(
              "graph_why",
              "/api/v1/graph/why",
              "Whether one service fails with another, and along which ways.",
              "",
              List.of(
                  Argument.text("from", "The service that may suffer.").must(),
                  Argument.text("to", "The service that may be the reason.").must())),
          new Tool(
              "changes",
              "/api/v1/changes",
              "What was changed: deploys, rollbacks, configuration, flags, faults; newest first.",
              "Give a service, a later since or a smaller limit.",
              List.of(SERVICE, Argument.text("kind", "Such as deploy or flag."), SINCE, LIMIT)),
          new Tool(
              "logs",
              "/api/v1/logs",
              "Log records, newest first; personal data was hidden before it was kept.",
              "Give a severity, a template, a later since or a smaller limit; or count with"
                  + " log_templates.",
              List.of(
                  SERVICE,
                  Argument.text("trace", "A trace's id, 32 hex digits."),
                  Argument.text("severity", "The least, such as warn or error."),
                  Argument.text("text", "What the body or an attribute holds."),
                  Argument.text("template", "Of log_templates; <*> is any value."),
                  SINCE.as("from"),
                  LIMIT)),
          new Tool(
              "log_templates",
              "/api/v1/logs/templates",
              "What is said again and again in the logs, counted by template.",
              "Give a service, a severity or a smaller limit.",
              List.of(
                  SERVICE,
                  Argument.text("severity", "The least, such as warn or error."),
                  SINCE.as("from"),
                  LIMIT)),
          new Tool(
              "trace",
              "/api/v1/traces/{id}",
              "One request through all services: its spans and its log records.",
              "",
              List.of(Argument.text("id", "The trace's id, 32 hex digits.").must())));

  private Tools() {}
}
