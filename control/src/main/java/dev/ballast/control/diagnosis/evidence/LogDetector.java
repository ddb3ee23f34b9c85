// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import java.util.List;

/** Templates of log lines that are new, or that are gone; a new error says twice as much. */
final class LogDetector implements Detector {

  @Override
  public List<Evidence> examine(Observed seen) {
    return seen.lines().comparable()
        ? new Novelty(Modality.LOGS, "log line", seen.alarming()::contains)
            .compare(seen, seen.lines().before(), seen.lines().after())
        : List.of();
  }
}
