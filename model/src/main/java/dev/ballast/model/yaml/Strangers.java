// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.function.Consumer;

/** Says which keys of an open format nobody reads: they are often misspelt. */
final class Strangers {

  private final String reader;
  private final Consumer<Problem> report;

  /** For the format of a tool, by its name. */
  Strangers(String reader, Consumer<Problem> report) {
    this.reader = reader;
    this.report = report;
  }

  void warn(Cursor map) {
    for (String key : map.strangers()) {
      var near = Nearest.toKey(key, map.freeKeys());
      report.accept(
          new Problem.NotUsed(
              map.placeOf(key),
              Advice.join(map.path(), key),
              reader + " does not know this key, so it has no effect",
              near.map(known -> "Write: " + known).orElse("Fix: remove it"),
              Severity.WARNING));
    }
    if (map.isClosedWorld()) {
      map.entries().values().forEach(this::warn);
    }
    map.items().forEach(this::warn);
  }
}
