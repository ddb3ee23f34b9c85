// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.control.oncall.Matcher;
import dev.ballast.control.oncall.Silence;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Silences: look, add, end. */
public final class SilencesApi {

  private static final String ALL = "/api/v1/silences";
  private static final String SHAPE =
      "{\"matchers\": [\"service=payments\"], \"duration_seconds\": 7200, \"comment\": \"why\"}";

  private final SilenceBook silences;
  private final InstantSource clock;

  public SilencesApi(SilenceBook silences, InstantSource clock) {
    this.silences = silences;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Role.VIEWER, this::list),
        Endpoint.post(ALL, Role.OPERATOR, this::add),
        Endpoint.post(ALL + "/{id}/expire", Role.OPERATOR, this::expire));
  }

  /** What is asked for; the end is a time or a length. */
  record Wanted(
      @Nullable List<String> matchers,
      @Nullable String startsAt,
      @Nullable String endsAt,
      @Nullable Long durationSeconds,
      @Nullable String comment) {}

  /** A silence, and whether it is in force. */
  record SilenceJson(
      String id,
      String state,
      List<String> matchers,
      Instant startsAt,
      Instant endsAt,
      String createdBy,
      String comment) {

    static SilenceJson of(Silence silence, Instant now) {
      return new SilenceJson(
          silence.id(),
          silence.isActive(now)
              ? "active"
              : silence.startsAt().isAfter(now) ? "pending" : "expired",
          silence.matchers().stream().map(Matcher::text).toList(),
          silence.startsAt(),
          silence.endsAt(),
          silence.createdBy(),
          silence.comment());
    }
  }

  private Reply list(Request request) {
    boolean all = request.parameters().get("all", "false").equals("true");
    Instant now = clock.instant();
    return Reply.json(
        Map.of(
            "silences",
            silences.all().stream()
                .filter(silence -> all || silence.endsAt().isAfter(now))
                .map(silence -> SilenceJson.of(silence, now))
                .toList()));
  }

  private Reply add(Request request) {
    Wanted wanted = Asked.body(request, Wanted.class, SHAPE);
    Asked asked = new Asked();
    Instant now = clock.instant();
    List<Matcher> matchers = new ArrayList<>();
    List<String> written = wanted.matchers() == null ? List.of() : wanted.matchers();
    asked.require(
        !written.isEmpty() && written.size() <= Silence.MOST_MATCHERS,
        "matchers: " + written.size() + " (expected: 1 to " + Silence.MOST_MATCHERS + ")");
    written.stream()
        .limit(Silence.MOST_MATCHERS)
        .forEach(
            text -> {
              Matcher matcher = asked.tried(() -> Matcher.parse(Asked.text(text)));
              if (matcher != null) {
                matchers.add(matcher);
              }
            });
    Instant starts = time(asked, "starts_at", wanted.startsAt(), now);
    Instant ends = end(asked, wanted, starts);
    String comment = Asked.text(wanted.comment());
    asked.require(!comment.isEmpty(), "comment: missing (expected: why)");
    asked.check();
    Silence silence =
        asked.tried(
            () ->
                new Silence(
                    silences.newId(), matchers, starts, ends, request.caller().name(), comment));
    asked.check();
    return Reply.json(
        201,
        SilenceJson.of(
            silences
                .add(Objects.requireNonNull(silence))
                .orElseThrow(
                    () ->
                        new ApiException(
                            429,
                            "full",
                            "silences: "
                                + SilenceBook.MOST
                                + " (expected: fewer). Fix: ballast silence expire ID")),
            now));
  }

  private static Instant end(Asked asked, Wanted wanted, Instant starts) {
    boolean length = wanted.durationSeconds() != null;
    asked.require(
        length != (wanted.endsAt() != null),
        "ends_at, duration_seconds: "
            + (length ? "both" : "neither")
            + " (expected: exactly one of them)");
    if (wanted.durationSeconds() != null) {
      long seconds = wanted.durationSeconds();
      asked.require(
          seconds >= 1 && seconds <= Silence.LONGEST.toSeconds(),
          "duration_seconds: " + seconds + " (expected: 1 to " + Silence.LONGEST.toSeconds() + ")");
      return starts.plus(Duration.ofSeconds(Math.clamp(seconds, 1, Silence.LONGEST.toSeconds())));
    }
    return time(asked, "ends_at", wanted.endsAt(), starts.plusSeconds(1));
  }

  private static Instant time(Asked asked, String name, @Nullable String text, Instant otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      asked.require(false, name + ": " + text + " (expected: RFC 3339 as 2026-01-31T09:30:00Z)");
      return otherwise;
    }
  }

  private Reply expire(Request request) {
    String id = request.variable("id");
    return Reply.json(
        SilenceJson.of(
            silences
                .expire(id, request.caller().name())
                .orElseThrow(
                    () ->
                        ApiException.notFound(
                            "silence: " + id + " (expected: an id of ballast silence list)")),
            clock.instant()));
  }
}
