// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A case as RCAEval lays it out: {@code SYSTEM/SERVICE_FAULT/N/} with {@code inject_time.txt} and
 * metrics in {@code data.csv}, {@code simple_metrics.csv} or {@code metrics.csv} (columns {@code
 * SERVICE_METRIC}, seconds); RE2 and RE3 add {@code traces.csv} (microseconds) and {@code logs.csv}
 * (nanoseconds). Ten minutes before and after are looked at, spans and lines minute by minute.
 */
final class RcaEvalCase implements Incident {

  private static final double SECONDS = 600;
  private static final double WINDOW = 60;
  private static final int WINDOWS = 5;
  private static final int LEAST_NAMES = 4;
  private static final List<String> METRICS =
      List.of("data.csv", "simple_metrics.csv", "metrics.csv");

  private final Path injectTime;
  private final Path data;

  private RcaEvalCase(Path injectTime, Path data) {
    this.injectTime = injectTime;
    this.data = data;
  }

  static boolean looksLike(Path file) {
    return file.endsWith("inject_time.txt")
        && file.toAbsolutePath().normalize().getNameCount() >= LEAST_NAMES;
  }

  static RcaEvalCase read(Path injectTime) {
    Path file = injectTime.toAbsolutePath().normalize();
    for (String name : METRICS) {
      if (Files.isRegularFile(file.resolveSibling(name))) {
        return new RcaEvalCase(file, file.resolveSibling(name));
      }
    }
    throw CommandFailure.usage(
        injectTime + ": alone (expected: " + String.join(" or ", METRICS) + " beside it)");
  }

  @Override
  public String id() {
    return system() + "/" + fault() + "/" + above(1);
  }

  @Override
  public String system() {
    return above(3);
  }

  private String fault() {
    return above(2);
  }

  /** The name of the folder so many levels up. */
  private String above(int levels) {
    return injectTime.getName(injectTime.getNameCount() - 1 - levels).toString();
  }

  @Override
  public String truth() {
    int cut = fault().lastIndexOf('_');
    return cut < 0 ? "" : fault().substring(0, cut);
  }

  @Override
  public Scene scene(int late) {
    List<Double> times = new ArrayList<>();
    Lines.read(
        injectTime, (number, text) -> times.add(Lines.number(injectTime, number, text.strip())));
    if (times.isEmpty()) {
      throw CommandFailure.usage(injectTime + ": empty (expected: epoch seconds)");
    }
    MetricTable table = MetricTable.read(data);
    double onset = times.getFirst() + late;
    Split<SpanSample> spans = spans(onset);
    return new Scene(
        List.of(),
        new Tables(table, table, '_').cut(onset, SECONDS),
        spans.recording(),
        lines(onset).recording(),
        calls(spans));
  }

  @Override
  public List<Healthy> healthy() {
    return List.of();
  }

  /** What was recorded, minute by minute around the onset. */
  private static final class Split<T> {
    private final double onset;
    private final Map<Integer, List<T>> windows = new HashMap<>();

    Split(double onset) {
      this.onset = onset;
    }

    void add(double seconds, T one) {
      int window = (int) Math.floor((seconds - onset) / WINDOW);
      if (window >= -WINDOWS && window < WINDOWS) {
        windows.computeIfAbsent(window, any -> new ArrayList<>()).add(one);
      }
    }

    Recording<T> recording() {
      List<List<T>> before = new ArrayList<>();
      List<List<T>> after = new ArrayList<>();
      for (int window = -WINDOWS; window < WINDOWS; window++) {
        if (windows.containsKey(window)) {
          (window < 0 ? before : after).add(windows.getOrDefault(window, List.of()));
        }
      }
      return new Recording<>(before, after);
    }
  }

  private Split<SpanSample> spans(double onset) {
    Split<SpanSample> spans = new Split<>(onset);
    Path file = injectTime.resolveSibling("traces.csv");
    if (Files.isRegularFile(file)) {
      Map<String, Subject> subjects = new HashMap<>();
      Csv.read(
          file,
          List.of("traceID", "spanID", "serviceName", "startTime", "duration", "parentSpanID"),
          (number, cells) -> {
            double start = Lines.number(file, number, cell(cells, "startTime"));
            String service = cell(cells, "serviceName");
            if (!Double.isFinite(start) || service.isBlank()) {
              return;
            }
            String parent = cell(cells, "parentSpanID");
            String operation = cell(cells, "operationName");
            spans.add(
                start / 1e6,
                new SpanSample(
                    Lines.id(cell(cells, "traceID")),
                    Lines.id(cell(cells, "spanID")),
                    parent.isBlank() ? 0 : Lines.id(parent),
                    subjects.computeIfAbsent(service, Subject::new),
                    operation.isEmpty() ? cell(cells, "methodName") : operation,
                    (long) start,
                    (long) orZero(Lines.number(file, number, cell(cells, "duration"))),
                    failed(cell(cells, "statusCode"))));
          });
    }
    return spans;
  }

  /** OK is 0 of gRPC, 200 to 399 of HTTP, or nothing. */
  private static boolean failed(String status) {
    try {
      double code = status.isBlank() ? 0 : Double.parseDouble(status);
      return (code > 0 && code < 100) || code >= 500;
    } catch (NumberFormatException e) {
      return !status.equalsIgnoreCase("ok") && !status.equalsIgnoreCase("unset");
    }
  }

  private Split<LogLine> lines(double onset) {
    Split<LogLine> lines = new Split<>(onset);
    Path file = injectTime.resolveSibling("logs.csv");
    if (Files.isRegularFile(file)) {
      Csv.read(
          file,
          List.of("timestamp", "container_name", "message"),
          (number, cells) -> {
            double at = Lines.number(file, number, cell(cells, "timestamp"));
            String container = cell(cells, "container_name");
            if (Double.isFinite(at) && !container.isBlank()) {
              String level = cell(cells, "level").toUpperCase(Locale.ROOT);
              lines.add(
                  at / 1e9,
                  new LogLine(
                      new Subject(container), (level + " " + cell(cells, "message")).strip()));
            }
          });
    }
    return lines;
  }

  /** Who calls whom, as the spans show it. */
  private static CallGraph calls(Split<SpanSample> spans) {
    record Id(long trace, long span) {}
    Map<Id, Subject> subjects = new HashMap<>();
    for (List<SpanSample> window : spans.windows.values()) {
      window.forEach(s -> subjects.put(new Id(s.trace(), s.span()), s.subject()));
    }
    Set<CallGraph.Call> calls = new HashSet<>();
    for (List<SpanSample> window : spans.windows.values()) {
      for (SpanSample span : window) {
        @Nullable Subject caller = subjects.get(new Id(span.trace(), span.parent()));
        if (caller != null) {
          calls.add(new CallGraph.Call(caller, span.subject()));
        }
      }
    }
    return calls.isEmpty() ? CallGraph.UNKNOWN : new CallGraph(calls);
  }

  private static double orZero(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static String cell(Map<String, String> cells, String name) {
    return cells.getOrDefault(name, "");
  }
}
