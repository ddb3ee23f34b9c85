// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.FaultRequest;
import dev.ballast.control.chaos.Refusal;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes down every order, every refusal and every end: the audit of what was broken on purpose.
 */
final class FaultEvents {

  private final EventLog events;
  private final InstantSource clock;

  FaultEvents(EventLog events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /** Of one service each, since that is by what others look for it. */
  void injected(Running running) {
    for (String service : running.services()) {
      say(
          "fault.injected",
          service,
          running.injection.request().by(),
          running.injection.id(),
          running.injection.request(),
          "%s on %s by %s: %s"
              .formatted(
                  running.injection.request().kind(),
                  targets(running, service),
                  running.injection.request().by(),
                  running.injection.request().reason()));
    }
  }

  void ended(Running running, String name, String by) {
    for (String service : running.services()) {
      say(
          name,
          service,
          by,
          running.injection.id(),
          running.injection.request(),
          "%s on %s is %s: %s"
              .formatted(
                  running.injection.request().kind(),
                  targets(running, service),
                  running.injection.state().name().toLowerCase(Locale.ROOT),
                  running.injection.ended()));
    }
  }

  private static String targets(Running running, String service) {
    return running.targets.stream()
        .filter(t -> t.service().equals(service))
        .map(t -> t.name())
        .collect(Collectors.joining(", "));
  }

  void refused(FaultRequest request, List<Refusal> refusals) {
    say(
        "fault.refused",
        request.selector().labels().getOrDefault("service", ""),
        request.by(),
        "",
        request,
        "%s on %s was refused: %s"
            .formatted(
                request.kind(),
                request.selector().text(),
                refusals.stream().map(Refusal::text).collect(Collectors.joining("; "))));
  }

  void asked(Running running) {
    for (String service : running.services()) {
      say(
          "fault.pending",
          service,
          running.injection.request().by(),
          running.injection.id(),
          running.injection.request(),
          "%s on %s waits for a second person: ballast fault approve %s"
              .formatted(
                  running.injection.request().kind(),
                  targets(running, service),
                  running.injection.id()));
    }
  }

  void approved(Running running, String by) {
    for (String service : running.services()) {
      say(
          "fault.approved",
          service,
          by,
          running.injection.id(),
          running.injection.request(),
          "%s on %s, asked for by %s, was approved by %s"
              .formatted(
                  running.injection.request().kind(),
                  targets(running, service),
                  running.injection.request().by(),
                  by));
    }
  }

  /** The lever for all. */
  void lever(String name, String by, String text) {
    var _ = events.append(new Event(0, clock.instant(), name, "faults", by, text, Map.of()));
  }

  private void say(
      String name, String service, String by, String id, FaultRequest request, String text) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("service", service);
    attributes.put("fault", id);
    attributes.put("kind", request.kind());
    attributes.put("owner", request.owner());
    attributes.put("targets", request.selector().text());
    String subject = service.isEmpty() ? "faults" : "service/" + service;
    var _ = events.append(new Event(0, clock.instant(), name, subject, by, text, attributes));
  }
}
