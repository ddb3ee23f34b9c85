// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A case as RCAEval lays it out: {@code SYSTEM/SERVICE_FAULT/N/} with {@code data.csv} or {@code
 * simple_metrics.csv} (columns {@code SERVICE_METRIC}) and {@code inject_time.txt}. Ten minutes
 * before and after are looked at, as there. Its traces and logs are not read.
 */
final class RcaEvalCase implements Incident {

  private static final double SECONDS = 600;

  private static final int LEAST_NAMES = 4;

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
    for (String name : List.of("data.csv", "simple_metrics.csv")) {
      if (Files.isRegularFile(file.resolveSibling(name))) {
        return new RcaEvalCase(file, file.resolveSibling(name));
      }
    }
    throw CommandFailure.usage(
        injectTime + ": alone (expected: data.csv or simple_metrics.csv beside it)");
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
    return new Scene(
        List.of(),
        new Tables(table, table, '_').cut(onset, SECONDS),
        Recording.none(),
        Recording.none(),
        CallGraph.UNKNOWN);
  }

  @Override
  public List<Healthy> healthy() {
    return List.of();
  }
}
