// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import java.util.Locale;

/** How an answer is written. */
public enum OutputFormat {
  TABLE,
  JSON,
  YAML;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
