// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Timeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What was said around an alert, in logs and in spans. */
record ScenarioLogs(ScenarioFiles files) {

  private static final String LOGS = "logs.ndjson";
  private static final int NORMAL_WINDOWS = 6;
  private static final Set<String> ALARMING =
      Set.of("WARN", "WARNING", "ERROR", "FATAL", "CRITICAL");

  /** Log lines, patterns that became more, and errors of spans. */
  List<Timeline.Said> said(Instant noticed) {
    List<Timeline.Said> said = new ArrayList<>();
    if (files.has(LOGS)) {
      Path file = files.folder().resolve(LOGS);
      Lines.read(
          file,
          (number, text) -> {
            JsonNode line = ScenarioFiles.parse(file, number, text);
            StringBuilder all = new StringBuilder(line.path("msg").asString(""));
            for (var entry : line.properties()) {
              if (!Set.of("timestamp", "service", "severity_text", "msg", "trace_id")
                  .contains(entry.getKey())) {
                all.append(' ').append(entry.getKey()).append('=').append(entry.getValue());
              }
            }
            said.add(
                new Timeline.Said(
                    files.instant(LOGS + ":" + number, line.path("timestamp")),
                    new Subject(line.path("service").asString("unknown")),
                    ALARMING.contains(line.path("severity_text").asString("")),
                    all.toString()));
          });
    }
    for (JsonNode pattern : files.optional("patterns.json")) {
      boolean more = pattern.path("delta_vs_baseline").asString("").startsWith("+");
      if (more && pattern.path("sentiment").asString("").equals("negative")) {
        said.add(
            new Timeline.Said(
                noticed,
                new Subject(pattern.path("service").asString("unknown")),
                true,
                pattern.path("signature").asString("")));
      }
    }
    for (JsonNode span : files.optional("traces.json")) {
      if (span.path("error").isString()) {
        said.add(
            new Timeline.Said(
                files.instant("traces.json", span.path("start")),
                new Subject(span.path("service").asString("unknown")),
                true,
                span.path("name").asString("") + " " + span.path("error").asString("")));
      }
    }
    return said;
  }

  /** The same in windows as long as the incident: some before it, and it. */
  static Recording<LogLine> lines(List<Timeline.Said> said, double onset, Instant noticed) {
    double length = noticed.getEpochSecond() - onset;
    List<List<LogLine>> before = new ArrayList<>();
    for (int i = NORMAL_WINDOWS; i >= 1; i--) {
      before.add(between(said, onset - i * length, onset - (i - 1) * length));
    }
    return new Recording<>(before, List.of(between(said, onset, noticed.getEpochSecond() + 1.0)));
  }

  private static List<LogLine> between(List<Timeline.Said> said, double from, double to) {
    return said.stream()
        .filter(s -> s.at().getEpochSecond() >= from && s.at().getEpochSecond() < to)
        .map(s -> new LogLine(s.subject(), (s.alarming() ? "ERROR " : "") + s.text()))
        .toList();
  }
}
