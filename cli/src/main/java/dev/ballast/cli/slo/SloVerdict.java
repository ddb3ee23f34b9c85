// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.model.TimeWindow;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.References;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the reader says of one file, beside what its project says.
 *
 * @param where {@code line:column} of the first error; empty when there is none
 * @param text the first error, or what is kept and not watched
 * @param slos how many SLOs it holds, and of them how many Ballast watches
 */
record SloVerdict(
    SloCase file,
    SloLabel label,
    boolean accepted,
    String where,
    String text,
    int slos,
    int watched) {

  boolean right() {
    return switch (label) {
      case ACCEPTED, OUTDATED -> accepted;
      case REJECTED, REJECTED_BY_TEST -> !accepted && !where.isEmpty();
      case CODEC -> accepted || !where.isEmpty();
      case NOTATION, OUTPUT, LONE -> true;
    };
  }

  /** Whether it counts neither for nor against. */
  boolean excluded() {
    return label.isExclusion()
        || label == SloLabel.OUTDATED
        || (label == SloLabel.CODEC && !accepted);
  }

  /**
   * @param periods the lengths that alert windows of the same collection are for
   */
  static SloVerdict of(SloCase file, QueryChecker queries, Set<Duration> periods)
      throws IOException {
    var text = new String(Files.readAllBytes(file.path()), StandardCharsets.UTF_8);
    var label = SloLabel.of(file, text);
    if (label == SloLabel.OUTPUT) {
      return new SloVerdict(file, label, false, "", "", 0, 0);
    }
    var reading = read(file, queries);
    var configuration = reading.configuration();
    var marked = Duration.ofDays(SloLabel.markedDays(text));
    if (label == SloLabel.REJECTED
        && periods.contains(marked)
        && configuration.definitions().values().stream()
            .anyMatch(slo -> slo.window().equals(new TimeWindow.Rolling(marked)))) {
      label = SloLabel.OUTDATED;
    }
    var error = reading.errors().stream().findFirst();
    var kept =
        configuration.definitions().values().stream()
            .filter(slo -> !slo.unwatched().isEmpty())
            .map(slo -> slo.name() + " is kept, not watched: " + String.join(", ", slo.unwatched()))
            .collect(Collectors.joining("; "));
    return new SloVerdict(
        file,
        label,
        reading.valid(),
        error
            .map(p -> p.place().line() > 0 ? p.place().line() + ":" + p.place().column() : "")
            .orElse(""),
        error.map(Problem::text).orElse(kept),
        configuration.definitions().size(),
        configuration.slos().size());
  }

  /** A file alone may be part of a set, so its references may lead nowhere; inlining needs them. */
  private static Reading read(SloCase file, QueryChecker queries) throws IOException {
    var sources = new ArrayList<Source>();
    for (Path path : file.together()) {
      sources.add(Source.of(String.valueOf(path.getFileName()), Files.readAllBytes(path)));
    }
    var words = List.of(file.origin().split("[^A-Za-z]+", -1));
    var inlined = words.contains("inline") && words.contains("inputs");
    return ConfigurationReader.readSources(
        sources,
        queries,
        ReaderOptions.DEFAULT.withReferences(inlined ? References.INLINED : References.NONE));
  }
}
