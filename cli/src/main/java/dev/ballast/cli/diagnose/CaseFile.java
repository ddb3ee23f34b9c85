// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Symptom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A case as {@code CASE.json} with the names of its files: metrics before and since, a call graph,
 * perhaps traces and log lines. Windows {@code normal-*.traces.csv.gz} and {@code
 * normal-*.logs.ndjson.gz} of the folder are what normal looks like.
 */
final class CaseFile implements Incident {

  /** What is looked at after the onset: an answer that comes later is of little use. */
  private static final double SECONDS = 900;

  private static final int HEALTHY_WINDOWS = 4;
  private static final int FEWEST_ROWS = 8;
  private static final int SPAN_CELLS = 7;

  private final Path file;
  private final JsonNode json;

  private CaseFile(Path file, JsonNode json) {
    this.file = file;
    this.json = json;
  }

  static CaseFile read(Path file) {
    JsonNode json = json(file);
    for (String key : List.of("normal", "fault")) {
      if (!json.path("files").path(key).isString()) {
        throw CommandFailure.usage(file + ": files." + key + " (expected: the name of a file)");
      }
    }
    return new CaseFile(file.toAbsolutePath(), json);
  }

  /** Whether a file is such a case: it has an id and files. */
  static boolean looksLike(Path file) {
    return file.toString().endsWith(".json")
        && !file.toString().endsWith("graph.json")
        && json(file).path("files").isObject()
        && json(file).path("id").isString();
  }

  private static JsonNode json(Path file) {
    try {
      return JsonMapper.shared().readTree(file.toFile());
    } catch (JacksonException e) {
      throw CommandFailure.usage(file + ": not JSON (" + e.getOriginalMessage() + ")");
    }
  }

  @Override
  public String id() {
    return json.path("id").asString("");
  }

  @Override
  public String system() {
    return json.path("dataset").asString("unnamed");
  }

  @Override
  public String truth() {
    return json.path("truth").path("service").asString("");
  }

  @Override
  public Scene scene(int late) {
    Tables tables = tables();
    double onset = json.path("alert").path("time").asDouble(tables.fault().time(0)) + late;
    return new Scene(
        symptoms(),
        tables.split(onset, SECONDS),
        new Recording<>(normalSpans(), named("traces").stream().map(CaseFile::spans).toList()),
        new Recording<>(normalLines(), named("logs").stream().map(CaseFile::lines).toList()),
        calls());
  }

  @Override
  public List<Healthy> healthy() {
    Tables tables = tables();
    int rows = tables.normal().size();
    int length = Math.min(Math.max(1, tables.fault().size()), rows / 2);
    if (rows < FEWEST_ROWS) {
      return List.of();
    }
    List<Healthy> windows = new ArrayList<>();
    List<List<SpanSample>> spans = normalSpans();
    List<List<LogLine>> lines = normalLines();
    for (int i = 0; i < HEALTHY_WINDOWS; i++) {
      int from = (int) ((rows - length) * (i + 1L) / HEALTHY_WINDOWS);
      List<Signal> signals = tables.healthy(from, from + length);
      windows.add(
          new Healthy(
              json.path("files").path("normal").asString("")
                  + "@"
                  + (long) tables.normal().time(from),
              new Scene(symptoms(), signals, held(spans, i), held(lines, i), calls())));
    }
    return windows;
  }

  /** One normal window taken for the fault, the others for what is normal. */
  private static <T> Recording<T> held(List<List<T>> windows, int which) {
    if (windows.size() < 2) {
      return Recording.none();
    }
    List<List<T>> others = new ArrayList<>(windows);
    List<T> one = others.remove(which % windows.size());
    return new Recording<>(others, List.of(one));
  }

  private Tables tables() {
    return new Tables(MetricTable.read(file("normal")), MetricTable.read(file("fault")), '|');
  }

  private Path file(String key) {
    return file.resolveSibling(json.path("files").path(key).asString(""));
  }

  private List<Path> named(String key) {
    return json.path("files").path(key).values().stream()
        .map(name -> file.resolveSibling(name.asString("")))
        .toList();
  }

  private List<Symptom> symptoms() {
    JsonNode alert = json.path("alert");
    return alert.path("service").isString()
        ? List.of(
            new Symptom(
                new Subject(alert.path("service").asString("")),
                SignalKind.of(alert.path("metric").asString(""))))
        : List.of();
  }

  private CallGraph calls() {
    if (!json.path("files").path("graph").isString()) {
      return CallGraph.UNKNOWN;
    }
    List<CallGraph.Call> calls = new ArrayList<>();
    for (JsonNode edge : json(file("graph")).path("edges")) {
      calls.add(
          new CallGraph.Call(
              new Subject(edge.path(0).asString("")), new Subject(edge.path(1).asString(""))));
    }
    return new CallGraph(calls);
  }

  private List<List<SpanSample>> normalSpans() {
    return normal(".traces.csv.gz").stream().map(CaseFile::spans).toList();
  }

  private List<List<LogLine>> normalLines() {
    return normal(".logs.ndjson.gz").stream().map(CaseFile::lines).toList();
  }

  private List<Path> normal(String ending) {
    Path folder = file.resolveSibling("");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("normal-"))
          .filter(f -> f.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw CommandFailure.usage(folder + ": cannot be listed (" + e.getMessage() + ")");
    }
  }

  private static List<SpanSample> spans(Path file) {
    List<SpanSample> spans = new ArrayList<>();
    Lines.read(
        file,
        (number, text) -> {
          if (number == 1) {
            return;
          }
          String[] cells = text.split(",", -1);
          if (cells.length != SPAN_CELLS) {
            throw CommandFailure.usage(
                "%s:%d: %d cells (expected: %d)".formatted(file, number, cells.length, SPAN_CELLS));
          }
          spans.add(
              new SpanSample(
                  (long) Lines.number(file, number, cells[0]),
                  (long) Lines.number(file, number, cells[1]),
                  (long) Lines.number(file, number, cells[2]),
                  new Subject(cells[3]),
                  cells[4],
                  (long) Lines.number(file, number, cells[5]),
                  (long) Lines.number(file, number, cells[6]),
                  false));
        });
    return spans;
  }

  private static List<LogLine> lines(Path file) {
    List<LogLine> lines = new ArrayList<>();
    Lines.read(
        file,
        (number, text) -> {
          try {
            JsonNode line = JsonMapper.shared().readTree(text);
            lines.add(
                new LogLine(
                    new Subject(line.path("service").asString("")), line.path("msg").asString("")));
          } catch (JacksonException e) {
            throw CommandFailure.usage(file + ":" + number + ": not JSON");
          }
        });
    return lines;
  }
}
