// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.ChangeSample;
import dev.ballast.control.diagnosis.scene.ChangeSample.Kind;
import dev.ballast.control.diagnosis.scene.Course;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Symptom;
import dev.ballast.control.diagnosis.scene.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A case as RootCauseBench lays it out: a folder with {@code alert.json}, {@code commits.json},
 * {@code deploys.json}, {@code flags.json}, {@code metrics.csv}, {@code logs.ndjson}, {@code
 * traces.json} and {@code patterns.json}. Asked is which commit it was, or that it was none.
 */
final class ScenarioFolder implements Incident {

  /** An alert fires some minutes after what it is about began. */
  private static final Duration BEFORE_ALERT = Duration.ofMinutes(8);

  private static final int NORMAL_WINDOWS = 6;
  private static final int CELLS = 4;
  private static final Set<String> ALARMING =
      Set.of("WARN", "WARNING", "ERROR", "FATAL", "CRITICAL");

  private final Path folder;
  private final JsonNode alert;

  private ScenarioFolder(Path folder, JsonNode alert) {
    this.folder = folder;
    this.alert = alert;
  }

  static boolean looksLike(Path file) {
    return file.endsWith("alert.json") && Files.isRegularFile(file.resolveSibling("commits.json"));
  }

  static ScenarioFolder read(Path alertFile) {
    Path file = alertFile.toAbsolutePath().normalize();
    JsonNode alert = json(file);
    for (String key : List.of("service", "fired_at")) {
      if (!alert.path(key).isString()) {
        throw CommandFailure.usage(file + ": " + key + " (expected: text)");
      }
    }
    return new ScenarioFolder(file.resolveSibling(""), alert);
  }

  @Override
  public String id() {
    return folder.getFileName().toString();
  }

  @Override
  public String system() {
    Path above = folder.getParent();
    return above == null || above.getFileName() == null
        ? "scenarios"
        : above.getFileName().toString();
  }

  @Override
  public String truth() {
    return answer().path("first_failing_service").asString("");
  }

  @Override
  public Optional<Culprit> culprit() {
    JsonNode answer = answer();
    if (!answer.path("root_cause_commit").isString()) {
      return Optional.empty();
    }
    return Optional.of(
        new Culprit(
            answer.path("root_cause_commit").asString(""),
            answer.path("decoy_deploy_commits").values().stream()
                .map(n -> n.asString(""))
                .toList()));
  }

  private JsonNode answer() {
    Path file = folder.resolve("truth.json");
    return Files.isRegularFile(file) ? json(file) : JsonNodeFactory.instance.objectNode();
  }

  @Override
  public List<Healthy> healthy() {
    return List.of();
  }

  @Override
  public Scene scene(int late) {
    Instant noticed = instant("alert.json", alert.path("fired_at")).plusSeconds(late);
    List<Course> courses = courses();
    Subject subject = new Subject(alert.path("service").asString(""));
    String metric = alert.path("metric").asString("");
    double onset = noticed.minus(BEFORE_ALERT).getEpochSecond();
    List<Signal> signals = courses.stream().map(c -> split(c, onset)).toList();
    List<Timeline.Said> said = said(noticed);
    return new Scene(
        List.of(new Symptom(subject, SignalKind.of(metric))),
        signals,
        spans(),
        lines(said, onset, noticed),
        calls(),
        new Timeline(
            noticed,
            metric
                + " "
                + alert.path("summary").asString("")
                + " "
                + alert.path("detail").asString(""),
            changes(),
            courses,
            said));
  }

  private static Signal split(Course course, double onset) {
    double[] seconds = course.seconds();
    double[] values = course.values();
    int cut = 0;
    while (cut < seconds.length && seconds[cut] < onset) {
      cut++;
    }
    return new Signal(
        course.subject(),
        course.name(),
        course.kind(),
        Arrays.copyOfRange(values, 0, cut),
        Arrays.copyOfRange(values, cut, values.length));
  }

  private List<Course> courses() {
    record Key(String subject, String metric) implements Comparable<Key> {
      @Override
      public int compareTo(Key o) {
        int first = subject.compareTo(o.subject);
        return first != 0 ? first : metric.compareTo(o.metric);
      }
    }
    SortedMap<Key, List<double[]>> rows = new TreeMap<>();
    Path file = folder.resolve("metrics.csv");
    Lines.read(
        file,
        (number, text) -> {
          String[] cells = text.split(",", -1);
          if (cells.length != CELLS) {
            throw CommandFailure.usage(
                "%s:%d: %d cells (expected: %d)".formatted(file, number, cells.length, CELLS));
          }
          if (number > 1) {
            double[] row = {
              instant(file + ":" + number, JsonNodeFactory.instance.stringNode(cells[0]))
                  .getEpochSecond(),
              Lines.number(file, number, cells[3])
            };
            rows.computeIfAbsent(new Key(cells[1], cells[2]), any -> new ArrayList<>()).add(row);
          }
        });
    List<Course> courses = new ArrayList<>();
    rows.forEach(
        (key, samples) ->
            courses.add(
                new Course(
                    new Subject(key.subject()),
                    key.metric(),
                    samples.stream().mapToDouble(r -> r[0]).toArray(),
                    samples.stream().mapToDouble(r -> r[1]).toArray())));
    return courses;
  }

  private List<ChangeSample> changes() {
    List<ChangeSample> changes = new ArrayList<>();
    for (JsonNode commit : optional("commits.json")) {
      changes.add(
          new ChangeSample(
              commit.path("sha").asString(""),
              Kind.COMMIT,
              "",
              "",
              commit.path("message").asString(""),
              instant("commits.json", commit.path("timestamp")),
              commit.path("files_changed").values().stream().map(f -> f.asString("")).toList(),
              commit.path("diff").asString(""),
              List.of()));
    }
    for (JsonNode deploy : optional("deploys.json")) {
      String service = deploy.path("service").asString("");
      String version = deploy.path("version").asString("");
      String sha = deploy.path("commit_sha").asString("");
      changes.add(
          new ChangeSample(
              "deploy/" + service + "/" + version + "/" + sha,
              Kind.DEPLOYMENT,
              service,
              version,
              service + " " + version,
              instant("deploys.json", deploy.path("timestamp")),
              List.of(),
              "",
              sha.isEmpty() ? List.of() : List.of(sha)));
    }
    for (JsonNode flag : optional("flags.json")) {
      changes.add(
          ChangeSample.of(
              "flag/" + flag.path("flag").asString("") + "/" + flag.path("timestamp").asString(""),
              Kind.FLAG,
              flag.path("service").asString(""),
              "",
              flag.path("flag").asString("") + " " + flag.path("change").asString(""),
              instant("flags.json", flag.path("timestamp"))));
    }
    announced(changes);
    return changes;
  }

  /** What a provider's status page says; that all is well is no news. */
  private void announced(List<ChangeSample> changes) {
    JsonNode feed = optional("status_feed.json");
    Set<String> well = Set.of("operating-normally", "operational", "ok", "resolved");
    int number = 0;
    for (JsonNode event : feed.path("events")) {
      number++;
      if (!well.contains(event.path("status").asString(""))) {
        JsonNode at = event.path(event.has("started_at") ? "started_at" : "timestamp");
        changes.add(
            ChangeSample.of(
                "status/" + number,
                Kind.EXTERNAL,
                "",
                "",
                (event.path("service").asString("")
                        + " "
                        + event.path("status").asString("")
                        + ": "
                        + event.path("detail").asString(""))
                    .strip(),
                instant("status_feed.json", at)));
      }
    }
  }

  private List<Timeline.Said> said(Instant noticed) {
    List<Timeline.Said> said = new ArrayList<>();
    Path file = folder.resolve("logs.ndjson");
    if (Files.isRegularFile(file)) {
      Lines.read(
          file,
          (number, text) -> {
            JsonNode line = parse(file, number, text);
            StringBuilder all = new StringBuilder(line.path("msg").asString(""));
            for (var entry : line.properties()) {
              if (!Set.of("timestamp", "service", "severity_text", "msg", "trace_id")
                  .contains(entry.getKey())) {
                all.append(' ').append(entry.getKey()).append('=').append(entry.getValue());
              }
            }
            said.add(
                new Timeline.Said(
                    instant("logs.ndjson:" + number, line.path("timestamp")),
                    new Subject(line.path("service").asString("unknown")),
                    ALARMING.contains(line.path("severity_text").asString("")),
                    all.toString()));
          });
    }
    for (JsonNode pattern : optional("patterns.json")) {
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
    for (JsonNode span : optional("traces.json")) {
      if (span.path("error").isString()) {
        said.add(
            new Timeline.Said(
                instant("traces.json", span.path("start")),
                new Subject(span.path("service").asString("unknown")),
                true,
                span.path("name").asString("") + " " + span.path("error").asString("")));
      }
    }
    return said;
  }

  private static Recording<LogLine> lines(List<Timeline.Said> said, double onset, Instant noticed) {
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

  private Recording<SpanSample> spans() {
    List<SpanSample> spans = new ArrayList<>();
    for (JsonNode span : optional("traces.json")) {
      spans.add(
          new SpanSample(
              number(span, "trace_id"),
              number(span, "span_id"),
              number(span, "parent_id"),
              new Subject(span.path("service").asString("unknown")),
              span.path("name").asString(""),
              instant("traces.json", span.path("start")).toEpochMilli() * 1000,
              (long) (span.path("duration_ms").asDouble(0) * 1000),
              span.path("status").asString("").equals("ERROR")));
    }
    return new Recording<>(List.of(), List.of(spans));
  }

  private static long number(JsonNode span, String key) {
    return span.path(key).isString() ? Lines.id(span.path(key).asString("")) : 0;
  }

  /** Who calls whom, as far as the few traces show. */
  private CallGraph calls() {
    SortedMap<String, String> serviceOf = new TreeMap<>();
    for (JsonNode span : optional("traces.json")) {
      serviceOf.put(key(span, "span_id"), span.path("service").asString("unknown"));
    }
    Set<CallGraph.Call> calls = new HashSet<>();
    Set<String> seen = new TreeSet<>();
    for (JsonNode span : optional("traces.json")) {
      String caller = serviceOf.get(key(span, "parent_id"));
      String callee = span.path("service").asString("unknown");
      if (caller != null && seen.add(caller + "\n" + callee)) {
        calls.add(new CallGraph.Call(new Subject(caller), new Subject(callee)));
      }
    }
    return new CallGraph(calls);
  }

  private static String key(JsonNode span, String id) {
    return span.path(id).asString("");
  }

  private JsonNode optional(String name) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? json(file) : JsonNodeFactory.instance.arrayNode();
  }

  private static JsonNode json(Path file) {
    try {
      return JsonMapper.shared().readTree(file.toFile());
    } catch (JacksonException e) {
      throw CommandFailure.usage(file + ": not JSON (" + e.getOriginalMessage() + ")");
    }
  }

  private static JsonNode parse(Path file, int number, String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw CommandFailure.usage(file + ":" + number + ": not JSON");
    }
  }

  private Instant instant(String where, JsonNode text) {
    try {
      return Instant.parse(text.asString(""));
    } catch (DateTimeParseException e) {
      throw CommandFailure.usage(
          "%s/%s: \"%s\" (expected: a time such as 2026-01-31T12:00:00Z)"
              .formatted(folder, where, text.asString("")));
    }
  }
}
