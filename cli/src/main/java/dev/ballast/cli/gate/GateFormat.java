// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import java.util.Locale;

/** How a decision is written. */
enum GateFormat {
  TABLE,
  JSON,
  YAML,
  /** A test report that pipelines show. */
  JUNIT,
  /** For a step summary or a comment. */
  MARKDOWN,
  /** Variables for the jobs that follow, as GitLab reads them. */
  DOTENV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
