// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.util.List;

/** Somebody whom one would suspect and who was looked at: why it is not the cause. */
public record Cleared(Suspect suspect, String why, List<String> evidence) {

  public Cleared {
    evidence = List.copyOf(evidence);
  }
}
