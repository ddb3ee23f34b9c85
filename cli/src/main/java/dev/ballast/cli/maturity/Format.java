// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.maturity;

import java.util.Locale;

/** How maturity is written. */
enum Format {
  TABLE,
  JSON,
  MARKDOWN,
  BADGE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
