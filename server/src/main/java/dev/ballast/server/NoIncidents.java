// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import java.util.List;
import java.util.Optional;

/** Nothing is ever wrong. */
final class NoIncidents implements Incidents {

  @Override
  public List<Incident> all() {
    return List.of();
  }

  @Override
  public Optional<Incident> find(String id) {
    return Optional.empty();
  }

  @Override
  public Optional<Incident> acknowledge(String id, String by) {
    return Optional.empty();
  }

  @Override
  public Optional<Incident> note(String id, String by, String text) {
    return Optional.empty();
  }

  @Override
  public void alerts(List<AlertSeen> alerts) {}
}
