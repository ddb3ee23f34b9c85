// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.config;

import dev.ballast.model.Configuration;
import dev.ballast.model.yaml.Problem;
import java.time.Instant;
import java.util.List;

/**
 * The configuration in use and what became of the newest edit.
 *
 * @param configuration the last good one
 * @param loadedAt when it was taken
 * @param files those it was read from, relative to the folder
 * @param warnings what its authors should know of it
 * @param refused why the newest edit is not in use; empty when it is
 * @param refusedAt when that edit was refused; the epoch when none is
 */
public record ConfigState(
    Configuration configuration,
    Instant loadedAt,
    List<String> files,
    List<Problem> warnings,
    List<Problem> refused,
    Instant refusedAt) {

  public static final ConfigState EMPTY =
      new ConfigState(
          Configuration.EMPTY, Instant.EPOCH, List.of(), List.of(), List.of(), Instant.EPOCH);

  public ConfigState {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
    refused = List.copyOf(refused);
  }
}
