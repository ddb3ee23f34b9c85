// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.util.List;
import java.util.Optional;

/** All incidents that are known, for whoever shows or tells them; safe to call from any thread. */
public interface Incidents {

  /** Open ones first, then the newest; those that were resolved long ago are left out. */
  List<Incident> all();

  Optional<Incident> find(String id);

  /**
   * Somebody says that it is theirs.
   *
   * @return the incident since; empty when there is none, or none that is open
   */
  Optional<Incident> acknowledge(String id, String by);

  /**
   * Something that a person has to say about it.
   *
   * @return the incident since; empty when there is none
   */
  Optional<Incident> note(String id, String by, String text);

  /**
   * Somebody says that it is over. That ends its alerts and the symptoms of which nobody knows how
   * they are; one that is seen to be sick stays open, whatever anybody says.
   *
   * @return the incident since; empty when there is none
   */
  Optional<Incident> resolve(String id, String by);

  /**
   * Somebody says what the cause really was, open or not.
   *
   * @return the incident since; empty when there is none
   */
  Optional<Incident> confirm(String id, Truth truth, String by);

  /** Alerts from elsewhere: each joins the incident that it belongs to, or opens one. */
  void alerts(List<AlertSeen> alerts);
}
