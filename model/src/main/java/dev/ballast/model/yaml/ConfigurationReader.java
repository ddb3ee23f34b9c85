// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Configuration;
import java.nio.file.Path;
import java.util.List;

/** Reads files and folders of resources into one configuration, or says all that is wrong. */
public final class ConfigurationReader {

  private ConfigurationReader() {}

  /**
   * Reads files as they are named, and folders with all below them: {@code *.yaml}, {@code *.yml}
   * and {@code *.json} in sorted order, without names that start with a dot.
   */
  public static Reading read(List<Path> filesOrFolders, QueryChecker queries) {
    return read(filesOrFolders, queries, ReaderOptions.DEFAULT);
  }

  public static Reading read(
      List<Path> filesOrFolders, QueryChecker queries, ReaderOptions options) {
    return new Reading(Configuration.EMPTY, List.of());
  }

  /** Reads what is in memory already, such as standard input. */
  public static Reading readSources(List<Source> sources, QueryChecker queries) {
    return readSources(sources, queries, ReaderOptions.DEFAULT);
  }

  public static Reading readSources(
      List<Source> sources, QueryChecker queries, ReaderOptions options) {
    return new Reading(Configuration.EMPTY, List.of());
  }
}
