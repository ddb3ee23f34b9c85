// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.model.rollout.Canary;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.RolloutReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of one file. A fragment, as documentation has them, is a canary in which nothing is
 * wrong but that keys are missing: it is read, and cannot be run.
 *
 * @param expected rejected below a folder named {@code invalid}, otherwise accepted
 * @param trials of its canaries
 * @param where the first problem is; empty without one
 */
record FlaggerCase(
    String file,
    Content content,
    boolean accepted,
    String expected,
    boolean right,
    List<FlaggerTrial> trials,
    String where,
    String text) {

  /** What a file holds, by what stands in it. */
  enum Content {
    CANARY,
    FRAGMENT,
    TEMPLATE,
    PROVIDER,
    NOTHING
  }

  FlaggerCase {
    trials = List.copyOf(trials);
  }

  static FlaggerCase of(Path folder, Path file) {
    RolloutReading reading = ConfigurationReader.readRollouts(List.of(file), QueryChecker.NONE);
    boolean invalid = false;
    for (Path part : folder.relativize(file)) {
      invalid |= part.toString().equals("invalid");
    }
    Content content = content(reading);
    boolean accepted = reading.errors().isEmpty() || (isPartial(reading) && !invalid);
    List<FlaggerTrial> trials = new ArrayList<>();
    for (Canary canary : reading.canaries()) {
      trials.add(FlaggerTrial.of(canary));
    }
    List<String> wrongs = trials.stream().flatMap(trial -> trial.wrongs().stream()).toList();
    Problem first = reading.errors().stream().findFirst().orElse(null);
    boolean placed = first == null || first.place().line() > 0;
    boolean right = accepted != invalid && placed && wrongs.isEmpty() && content != Content.NOTHING;
    return new FlaggerCase(
        folder.relativize(file).toString(),
        content,
        accepted,
        invalid ? "rejected" : "accepted",
        right,
        trials,
        first == null ? "" : first.place().line() + ":" + first.place().column(),
        text(trials, wrongs, first));
  }

  private static Content content(RolloutReading reading) {
    if (reading.kinds().contains("Canary")) {
      return isPartial(reading) ? Content.FRAGMENT : Content.CANARY;
    }
    if (reading.kinds().contains("MetricTemplate")) {
      return Content.TEMPLATE;
    }
    return reading.kinds().contains("AlertProvider") ? Content.PROVIDER : Content.NOTHING;
  }

  private static boolean isPartial(RolloutReading reading) {
    return !reading.errors().isEmpty()
        && reading.errors().stream().allMatch(Problem.MissingKey.class::isInstance);
  }

  private static String text(
      List<FlaggerTrial> trials, List<String> wrongs, @Nullable Problem first) {
    if (!wrongs.isEmpty()) {
      return String.join("; ", wrongs.subList(0, Math.min(3, wrongs.size())));
    }
    if (first != null) {
      return first.text();
    }
    return trials.stream()
        .map(FlaggerTrial::own)
        .filter(own -> !own.isEmpty())
        .collect(Collectors.joining("; "));
  }

  int killed() {
    return trials.stream().mapToInt(FlaggerTrial::killed).sum();
  }
}
