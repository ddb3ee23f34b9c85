// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the watch over the live system has to say at one time.
 *
 * @param at the time of the newest samples; the epoch's beginning before the first
 * @param anomalies open ones and those over of late, the newest first
 * @param problems what else is not watched or not told, as sentences
 */
public record WatchReport(
    Instant at, List<Anomaly> anomalies, Census census, List<String> problems) {

  public static final WatchReport NONE =
      new WatchReport(Instant.EPOCH, List.of(), Census.NONE, List.of());

  public WatchReport {
    anomalies = List.copyOf(anomalies);
    problems = List.copyOf(problems);
  }

  /** Why not all is watched, as sentences with their fix; empty when all is. */
  public String problem() {
    return Stream.concat(Stream.of(census.problem()), problems.stream())
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  public List<Anomaly> open() {
    return anomalies.stream().filter(Anomaly::isOpen).toList();
  }

  /** Open ones that people are to be told of. */
  public List<Anomaly> alerts() {
    return open().stream().filter(Anomaly::alert).toList();
  }

  public List<Anomaly> of(ServiceName service) {
    return anomalies.stream().filter(a -> a.place().service().equals(service)).toList();
  }
}
