// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The file that says in which format version a store is written. */
final class FormatFile {

  static final int CURRENT = 1;

  private static final String PREFIX = "ballast telemetry store, format ";

  /**
   * Turns a store of one version into one of the next, in place; safe to run again after a crash.
   */
  interface Migration {

    int from();

    void run(Path directory) throws IOException;
  }

  /** One for each older version that can be read. */
  private static final List<Migration> MIGRATIONS = List.of();

  private FormatFile() {}

  /** Checks the version, migrates an older store, marks a new one. */
  static void prepare(Path directory) throws IOException {
    prepare(directory, CURRENT, MIGRATIONS);
  }

  static void prepare(Path directory, int current, List<Migration> migrations) throws IOException {
    Path file = directory.resolve("FORMAT");
    if (!Files.exists(file)) {
      write(file, current);
      return;
    }
    int version = read(file);
    if (version > current) {
      throw new StoreException(
          ("%s: format %d (expected: at most %d). It was written by a newer Ballast: start that"
                  + " version, or choose another data directory.")
              .formatted(directory, version, current));
    }
    for (int v = version; v < current; v++) {
      migration(migrations, v, directory).run(directory);
      write(file, v + 1);
    }
  }

  private static Migration migration(List<Migration> migrations, int from, Path directory) {
    return migrations.stream()
        .filter(migration -> migration.from() == from)
        .findFirst()
        .orElseThrow(
            () ->
                new StoreException(
                    "%s: format %d is too old to be read by this version"
                        .formatted(directory, from)));
  }

  private static int read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      if (text.startsWith(PREFIX)) {
        return Integer.parseInt(text.substring(PREFIX.length()));
      }
    } catch (NumberFormatException e) {
      // Told below, with what is expected.
    }
    throw new StoreException("%s: \"%s\" (expected: %s1)".formatted(file, text, PREFIX));
  }

  private static void write(Path file, int version) throws IOException {
    Path fresh = file.resolveSibling("FORMAT.new");
    Files.writeString(fresh, PREFIX + version + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
