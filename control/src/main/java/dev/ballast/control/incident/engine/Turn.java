// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import java.util.List;

/** The book after a step, and what happened in it, in order. */
public record Turn(IncidentBook book, List<IncidentChange> changes) {

  public Turn {
    changes = List.copyOf(changes);
  }
}
