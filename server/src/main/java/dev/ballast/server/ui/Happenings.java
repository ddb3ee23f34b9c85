// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.change.ChangeFilter;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.ServiceName;
import dev.ballast.server.rollout.Rollouts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what changed in a service, for the marks on its charts. */
interface Happenings {

  /** Of each kind: more marks than this could not be told apart. */
  int MOST = 60;

  /** Nothing ever changes. */
  Happenings NONE = (service, from) -> List.of();

  /** What changed since a moment, oldest first. */
  List<Milestone> of(ServiceName service, Instant from);

  /**
   * What was changed, by whoever says so, and the steps of the rollouts that are looked after. What
   * is about no single service is marked on all of them.
   */
  static Happenings in(EventLog events, Rollouts rollouts, ChangeBook changes) {
    return (service, from) -> {
      Stream<Milestone> steps =
          rollouts.all().stream()
              .filter(view -> view.rollout().canary().service().equals(service.value()))
              .map(view -> "rollout/" + view.rollout().name())
              .flatMap(
                  subject ->
                      Stream.of(
                          since("rollout.changed", subject, from),
                          since("rollout.weighed", subject, from),
                          since("rollout.resumed", subject, from)))
              .flatMap(filter -> events.latest(filter, MOST).stream())
              .flatMap(Milestone::of);
      Stream<Milestone> changed =
          changes.find(ChangeFilter.ANY.between(from, Instant.MAX), ChangeBook.MOST).stream()
              .filter(change -> Set.of(service.value(), "").contains(change.service()))
              .filter(change -> !change.source().equals(ChangeBook.ROLLOUT))
              .limit(MOST)
              .map(Milestone::of);
      return Stream.concat(steps, changed).sorted(Comparator.comparing(Milestone::at)).toList();
    };
  }

  private static EventFilter since(String name, String subject, Instant from) {
    return new EventFilter(name, subject, from, Instant.MAX);
  }
}
