// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.ServiceName;
import dev.ballast.server.rollout.Rollouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what changed in a service, for the marks on its charts. */
interface Happenings {

  /** Of each kind: more marks than this could not be told apart. */
  int MOST = 60;

  /** Nothing ever changes. */
  Happenings NONE = (service, from) -> List.of();

  /** What changed since a moment, oldest first. */
  List<Milestone> of(ServiceName service, Instant from);

  /** From the ledger: versions that were seen, and the rollouts that are looked after. */
  static Happenings in(EventLog events, Rollouts rollouts) {
    return (service, from) -> {
      List<EventFilter> wanted = new ArrayList<>();
      wanted.add(since("change.deployed", "service/" + service, from));
      rollouts.all().stream()
          .filter(view -> view.rollout().canary().service().equals(service.value()))
          .map(view -> "rollout/" + view.rollout().name())
          .forEach(
              subject -> {
                wanted.add(since("rollout.changed", subject, from));
                wanted.add(since("rollout.weighed", subject, from));
              });
      return wanted.stream()
          .flatMap(filter -> events.latest(filter, MOST).stream())
          .map(Milestone::of)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(Milestone::at))
          .toList();
    };
  }

  private static EventFilter since(String name, String subject, Instant from) {
    return new EventFilter(name, subject, from, Instant.MAX);
  }
}
