// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import java.nio.file.Path;
import java.util.List;

/**
 * One public file.
 *
 * @param name below the folder that is measured
 * @param origin where its project has it, or its name again when nobody says
 * @param together the files that its project reads as one set, itself among them
 */
record SloCase(String name, String origin, Path path, List<Path> together) {

  SloCase {
    together = List.copyOf(together);
  }

  /** The folder below the one that is measured; empty at the top. */
  String folder() {
    int end = name.lastIndexOf('/');
    return end < 0 ? "" : name.substring(0, end);
  }

  /** The folder and the name at its origin, as words. */
  List<String> words() {
    var parts = List.of(origin.split("/", -1));
    var last = parts.subList(Math.max(0, parts.size() - 2), parts.size());
    return List.of(String.join(" ", last).split("[^A-Za-z]+", -1));
  }
}
