// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.FaultHost;
import dev.ballast.control.chaos.Injection;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Ends what is on, whoever wants it, and writes down why. */
final class Ending {

  private final Supplier<List<FaultHost>> hosts;
  private final Crew crew;
  private final FaultEvents events;
  private final InstantSource clock;

  Ending(Supplier<List<FaultHost>> hosts, Crew crew, FaultEvents events, InstantSource clock) {
    this.hosts = hosts;
    this.crew = crew;
    this.events = events;
    this.clock = clock;
  }

  Injection end(Running running, String event, String by, String reason) {
    running.lock.lock();
    try {
      switch (running.injection.state()) {
        case HEALED, FAILED -> {
          // It is over, whoever ended it.
        }
        case PENDING ->
            running.injection =
                running.with(
                    Injection.State.HEALED, List.of(), clock.instant(), "never begun: " + reason);
        case ACTIVE, UNPROVED -> {
          Crew.Outcome outcome = crew.heal(hosts.get(), running.blows);
          running.injection =
              running.with(
                  outcome.allClean() ? Injection.State.HEALED : Injection.State.UNPROVED,
                  outcome.effects(),
                  running.injection.since(),
                  reason);
          events.ended(running, event, by);
        }
      }
      return running.injection;
    } finally {
      running.lock.unlock();
    }
  }
}
