// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.EventStream;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The ledger's events: looked up, or followed as they happen. */
public final class EventsApi {

  private static final int PAGE = 1000;
  private static final Duration BEAT = Duration.ofSeconds(15);

  private final EventLog events;

  public EventsApi(EventLog events) {
    this.events = events;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/events", Role.VIEWER, this::read),
        Endpoint.get("/api/v1/events/stream", Role.VIEWER, this::follow));
  }

  /** Without {@code after}: the newest, newest first. With it: those after it, oldest first. */
  private Reply read(Request request) {
    Parameters parameters = request.parameters();
    int limit = parameters.number("limit", 100, 1, PAGE);
    EventFilter filter = filter(parameters);
    List<Event> found =
        parameters.get("after").isPresent()
            ? events.read(parameters.longNumber("after", 0, 0, Long.MAX_VALUE), filter, limit)
            : events.latest(filter, limit);
    return Reply.json(Map.of("events", found.stream().map(EventJson::of).toList()));
  }

  /** From now on, or after the last event that a reconnecting reader says it has seen. */
  private Reply follow(Request request) {
    EventFilter filter = filter(request.parameters());
    String last = request.parameters().get("after", request.header("last-event-id"));
    long after = last.isEmpty() ? newest() : sequence(last);
    return new Reply.Live(out -> feed(out, filter, after));
  }

  private void feed(EventStream out, EventFilter filter, long start) throws InterruptedException {
    LinkedBlockingQueue<Boolean> news = new LinkedBlockingQueue<>(1);
    long after = start;
    try (var subscription = events.subscribe(event -> news.offer(true))) {
      while (true) {
        List<Event> page = events.read(after, EventFilter.ANY, PAGE);
        for (Event event : page) {
          after = event.sequence();
          if (filter.accepts(event)
              && !out.send(Long.toString(after), event.name(), Json.text(EventJson.of(event)))) {
            return;
          }
        }
        if (page.size() < PAGE
            && news.poll(BEAT.toMillis(), TimeUnit.MILLISECONDS) == null
            && !out.beat()) {
          return;
        }
      }
    }
  }

  private long newest() {
    return events.latest(EventFilter.ANY, 1).stream().mapToLong(Event::sequence).max().orElse(0);
  }

  private static long sequence(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest("after: " + text + " (expected: an event's sequence)");
    }
  }

  private static EventFilter filter(Parameters parameters) {
    return new EventFilter(
        parameters.get("name", ""),
        parameters.get("subject", ""),
        parameters.instant("from", Instant.MIN),
        parameters.instant("to", Instant.MAX));
  }
}
