// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL that is kept in files, with {@code ${name}} where a table has its own. */
final class SqlText {

  private static final Pattern HOLE = Pattern.compile("\\$\\{([a-z_]+)}");

  private SqlText() {}

  static String of(String file) {
    try (InputStream in = SqlText.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceFirst("-- SPDX-License-Identifier: .*\\n", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every hole filled; one that nothing fills is a bug. */
  static String of(String file, Map<String, String> values) {
    return HOLE.matcher(of(file))
        .replaceAll(
            hole -> {
              String value = values.get(hole.group(1));
              if (value == null) {
                throw new IllegalStateException(file + ": nothing for " + hole.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
