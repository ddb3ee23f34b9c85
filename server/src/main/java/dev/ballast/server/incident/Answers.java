// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.incident.Incident;
import dev.ballast.server.board.Board;

/** Works out who is hurt and what to do, once the cause is known or has changed. */
@FunctionalInterface
public interface Answers {

  /** None: the incident as it is. */
  Answers NONE = (incident, board) -> incident;

  /** The incident with impact and recommendations; whatever else it says stays. */
  Incident answer(Incident incident, Board board);
}
