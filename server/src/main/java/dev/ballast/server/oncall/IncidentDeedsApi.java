// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.incident.Truth;
import dev.ballast.control.incident.alert.Alert;
import dev.ballast.control.incident.alert.AlertText;
import dev.ballast.control.oncall.Hold;
import dev.ballast.control.oncall.PageEvents;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.Health;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people do about an incident, its alert as they read it, and who was told of it when. */
public final class IncidentDeedsApi {

  private static final String ONE = "/api/v1/incidents/{id}";
  private static final int HISTORY = 500;

  private final Incidents incidents;
  private final Pages pages;
  private final Runbooks runbooks;
  private final EventLog events;
  private final Supplier<Set<String>> names;
  private final InstantSource clock;

  /**
   * @param names of all services that are known, watched or only seen
   */
  public IncidentDeedsApi(
      Incidents incidents,
      Pages pages,
      Runbooks runbooks,
      EventLog events,
      Supplier<Set<String>> names,
      InstantSource clock) {
    this.incidents = incidents;
    this.pages = pages;
    this.runbooks = runbooks;
    this.events = events;
    this.names = names;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(ONE + "/resolve", Role.OPERATOR, this::resolve),
        Endpoint.post(ONE + "/confirm", Role.OPERATOR, this::confirm),
        Endpoint.get(ONE + "/alert", Role.VIEWER, this::alert),
        Endpoint.get(ONE + "/pages", Role.VIEWER, this::pages));
  }

  /**
   * How it stands since.
   *
   * @param confirmedCause what somebody says that it was; empty while nobody has
   */
  record DeedJson(
      String id, String phase, String by, @Nullable Instant resolvedAt, String confirmedCause) {

    static DeedJson of(Incident incident, String by) {
      return new DeedJson(
          incident.id(),
          incident.phase().name().toLowerCase(Locale.ROOT),
          by,
          incident.times().resolved(),
          incident.confirmation().isGiven() ? incident.confirmation().truth().text() : "");
    }
  }

  /** Who was told what when, and why. */
  record PageJson(
      Instant at, String kind, String reason, List<String> people, List<String> webhooks) {

    static PageJson of(Event event) {
      return new PageJson(
          event.at(),
          event.attributes().getOrDefault("kind", ""),
          event.attributes().getOrDefault("reason", ""),
          list(event.attributes().getOrDefault("people", "")),
          list(event.attributes().getOrDefault(PageEvents.WEBHOOKS, "")));
    }

    private static List<String> list(String text) {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(t -> !t.isEmpty())
          .toList();
    }
  }

  /**
   * An incident of others' alerts ends with a word, and so does one of a place of which nothing is
   * known any more; one whose symptoms Ballast sees itself ends when they do, whatever anybody
   * says.
   */
  private Reply resolve(Request request) {
    Incident known = known(request);
    String by = request.caller().name();
    Optional<Truth> truth =
        request.parameters().get("cause", "").isBlank()
            ? Optional.empty()
            : Optional.of(truth(request, known));
    if (!known.isOpen()) {
      return Reply.json(DeedJson.of(confirmed(known, truth, by), by));
    }
    List<String> sick =
        known.symptoms().stream()
            .filter(symptom -> symptom.isActive() && symptom.health() != Health.UNKNOWN)
            .map(symptom -> symptom.place() + " (" + symptom.slo() + ")")
            .toList();
    if (!sick.isEmpty()) {
      throw new ApiException(
          409,
          "still_sick",
          known.id()
              + ": still sick: "
              + sick.stream().limit(5).collect(Collectors.joining(", "))
              + " (expected: no symptom). It resolves by itself when they are well. Fix: ballast"
              + " incident ack "
              + known.id());
    }
    Incident over = incidents.resolve(known.id(), by).orElse(known);
    return Reply.json(DeedJson.of(confirmed(over, truth, by), by));
  }

  private Reply confirm(Request request) {
    Incident known = known(request);
    String by = request.caller().name();
    return Reply.json(DeedJson.of(confirmed(known, Optional.of(truth(request, known)), by), by));
  }

  private Incident confirmed(Incident incident, Optional<Truth> truth, String by) {
    return truth.flatMap(one -> incidents.confirm(incident.id(), one, by)).orElse(incident);
  }

  /** What nobody has heard of is refused: a name that is mistyped would count as a wrong answer. */
  private Truth truth(Request request, Incident incident) {
    try {
      Truth truth =
          Truth.said(
              request.parameters().get("cause", ""),
              request.parameters().get("to", ""),
              request.parameters().get("region", ""));
      if (!request.parameters().get("unseen", "false").equals("true")) {
        Set<String> known = new TreeSet<>(names.get());
        incident.explanation().causes().forEach(cause -> known.add(cause.suspect().name()));
        truth.check(known);
      }
      return truth;
    } catch (IllegalArgumentException e) {
      throw new ApiException(422, "invalid", String.valueOf(e.getMessage()));
    }
  }

  private Reply alert(Request request) {
    Incident incident = known(request);
    Alert alert = Alert.of(incident, clock.instant(), runbooks.of(incident));
    return switch (request.parameters().get("format", "json")) {
      case "text" -> Reply.text(200, AlertText.plain(alert));
      case "markdown" -> Reply.of(200, "text/markdown; charset=utf-8", AlertText.markdown(alert));
      case "json" ->
          Reply.json(
              Map.of(
                  "alert", alert,
                  "text", AlertText.plain(alert),
                  "runbook_text", runbooks.text(alert.runbook()),
                  "held", pages.hold(incident).map(Hold::reason).orElse("")));
      default -> throw ApiException.badRequest("format: (expected: json, text or markdown)");
    };
  }

  private Reply pages(Request request) {
    String id = known(request).id();
    List<Event> told =
        events.latest(EventFilter.named(PageEvents.PREFIX).about(PageEvents.subject(id)), HISTORY);
    return Reply.json(
        Map.of("incident", id, "pages", told.reversed().stream().map(PageJson::of).toList()));
  }

  private Incident known(Request request) {
    String id = request.variable("id");
    return incidents
        .find(id)
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "incident: "
                        + id
                        + " (expected: one of "
                        + incidents.all().stream().map(Incident::id).limit(20).toList()
                        + ")"));
  }
}
