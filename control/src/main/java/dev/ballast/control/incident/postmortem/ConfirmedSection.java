// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import java.util.Optional;

/** What a person says that the cause was, and whether Ballast said so, too. */
final class ConfirmedSection {

  private ConfirmedSection() {}

  static Optional<Block> of(Incident incident) {
    Confirmation said = incident.confirmation();
    if (!said.isGiven()) {
      return Optional.empty();
    }
    Optional<Suspect> named = incident.cause().map(RootCause::suspect);
    boolean right = named.map(said.truth()::is).orElse(said.truth().isNobody());
    String ballast = named.map(Suspect::text).orElse("nobody was named");
    return Optional.of(
        new Block.Paragraph(
            Line.of(
                Text.strong("Confirmed by " + said.by() + ": " + said.truth().text() + ". "),
                Text.plain(
                    (right ? "Ballast said so, too: " : "Ballast said something else: ")
                        + ballast
                        + "."))));
  }
}
