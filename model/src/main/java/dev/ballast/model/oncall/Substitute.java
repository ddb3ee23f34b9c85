// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.oncall;

import java.time.LocalDateTime;

/** Somebody who takes over for a time, whoever's turn it is. */
public record Substitute(String person, LocalDateTime from, LocalDateTime to, String reason) {
  public Substitute {
    if (!to.isAfter(from)) {
      throw new IllegalArgumentException("to: " + to + " (expected: after " + from + ")");
    }
  }
}
