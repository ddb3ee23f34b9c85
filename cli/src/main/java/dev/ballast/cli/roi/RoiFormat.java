// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import java.util.Locale;

/** How an answer about money is written. */
enum RoiFormat {
  TABLE,
  JSON,
  YAML,
  /** For a page or a ticket that somebody decides by. */
  MARKDOWN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
