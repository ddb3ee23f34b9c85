// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.diagnosis.scene.Course;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Symptom;
import dev.ballast.control.diagnosis.scene.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A case as RootCauseBench lays it out: a folder with {@code alert.json}, {@code commits.json},
 * {@code deploys.json}, {@code flags.json}, {@code metrics.csv}, {@code logs.ndjson}, {@code
 * traces.json} and {@code patterns.json}. Asked is which commit it was, or that it was none.
 */
final class ScenarioFolder implements Incident {

  /** An alert fires some minutes after what it is about began. */
  private static final Duration BEFORE_ALERT = Duration.ofMinutes(8);

  private static final int CELLS = 4;

  private final Path folder;
  private final ScenarioFiles files;
  private final JsonNode alert;

  private ScenarioFolder(Path folder, JsonNode alert) {
    this.folder = folder;
    this.files = new ScenarioFiles(folder);
    this.alert = alert;
  }

  static boolean looksLike(Path file) {
    return file.endsWith("alert.json") && Files.isRegularFile(file.resolveSibling("commits.json"));
  }

  static ScenarioFolder read(Path alertFile) {
    Path file = alertFile.toAbsolutePath().normalize();
    JsonNode alert = ScenarioFiles.json(file);
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
    return files.has("truth.json")
        ? files.optional("truth.json")
        : JsonNodeFactory.instance.objectNode();
  }

  @Override
  public List<Healthy> healthy() {
    return List.of();
  }

  @Override
  public Scene scene(int late) {
    Instant noticed = files.instant("alert.json", alert.path("fired_at")).plusSeconds(late);
    List<Course> courses = courses();
    Subject subject = new Subject(alert.path("service").asString(""));
    String metric = alert.path("metric").asString("");
    double onset = noticed.minus(BEFORE_ALERT).getEpochSecond();
    List<Signal> signals = courses.stream().map(c -> split(c, onset)).toList();
    List<Timeline.Said> said = new ScenarioLogs(files).said(noticed);
    ScenarioTraces traces = new ScenarioTraces(files);
    return new Scene(
        List.of(new Symptom(subject, SignalKind.of(metric))),
        signals,
        traces.spans(),
        ScenarioLogs.lines(said, onset, noticed),
        traces.calls(),
        new Timeline(
            noticed,
            metric
                + " "
                + alert.path("summary").asString("")
                + " "
                + alert.path("detail").asString(""),
            new ScenarioChanges(files).read(),
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
              files
                  .instant(
                      file.getFileName() + ":" + number,
                      JsonNodeFactory.instance.stringNode(cells[0]))
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
}
