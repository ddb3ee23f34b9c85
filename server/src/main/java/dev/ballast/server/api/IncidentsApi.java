// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Symptom;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Incidents: what is wrong, why, and what speaks for it. */
public final class IncidentsApi {

  private static final int MOST = 500;
  private static final int LONGEST_NOTE = 2000;

  private final Incidents incidents;
  private final Supplier<Board> board;

  public IncidentsApi(Incidents incidents, Supplier<Board> board) {
    this.incidents = incidents;
    this.board = board;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/incidents", Role.VIEWER, r -> list(r.parameters())),
        Endpoint.get("/api/v1/incidents/{id}", Role.VIEWER, this::show),
        Endpoint.get("/api/v1/incidents/{id}/evidence", Role.VIEWER, this::evidence),
        Endpoint.post("/api/v1/incidents/{id}/acknowledge", Role.OPERATOR, this::acknowledge),
        Endpoint.post("/api/v1/incidents/{id}/notes", Role.OPERATOR, this::note),
        Endpoint.get("/api/v1/why", Role.VIEWER, r -> Reply.json(why(r.parameters()))));
  }

  private Reply list(Parameters parameters) {
    String phase = parameters.get("phase", "");
    boolean known =
        phase.isEmpty()
            || Arrays.stream(Phase.values()).anyMatch(one -> IncidentJson.word(one).equals(phase));
    if (!known) {
      throw ApiException.badRequest(
          "phase: " + phase + " (expected: open, acknowledged or resolved)");
    }
    String service = parameters.get("service", "");
    int limit = parameters.number("limit", 100, 1, MOST);
    return Reply.json(
        Map.of(
            "incidents",
            incidents.all().stream()
                .filter(one -> phase.isEmpty() || IncidentJson.word(one.phase()).equals(phase))
                .filter(one -> service.isEmpty() || concerns(service, "").test(one))
                .limit(limit)
                .map(IncidentJson.SummaryJson::of)
                .toList()));
  }

  private Incident find(Request request) {
    String id = request.variable("id");
    return incidents
        .find(id)
        .orElseThrow(() -> ApiException.notFound("incident: " + id + " is not known"));
  }

  private Reply show(Request request) {
    return Reply.json(IncidentJson.of(find(request)));
  }

  private Reply evidence(Request request) {
    Incident incident = find(request);
    return Reply.json(Map.of("id", incident.id(), "evidence", IncidentJson.evidence(incident)));
  }

  private Reply acknowledge(Request request) {
    Incident incident = find(request);
    return incidents
        .acknowledge(incident.id(), request.caller().name())
        .map(one -> Reply.json(IncidentJson.of(one)))
        .orElseThrow(() -> ApiException.badRequest("incident: " + incident.id() + " is not open"));
  }

  private Reply note(Request request) {
    Incident incident = find(request);
    String text = new String(request.body(), StandardCharsets.UTF_8).strip();
    if (text.isEmpty() || text.length() > LONGEST_NOTE) {
      throw ApiException.badRequest(
          "body: %d characters (expected: 1 to %d, plain text)"
              .formatted(text.length(), LONGEST_NOTE));
    }
    return incidents
        .note(incident.id(), request.caller().name(), text)
        .map(one -> Reply.json(IncidentJson.of(one)))
        .orElseThrow(() -> ApiException.notFound("incident: " + incident.id() + " is not known"));
  }

  /**
   * Why something is as it is.
   *
   * @param about what the subject is: everything, an incident, a service or an alert
   * @param sentence what there is to say when no incident says it
   * @param incidents open ones first
   */
  record WhyJson(
      String subject,
      String about,
      Instant at,
      String sentence,
      List<IncidentJson> incidents,
      List<PlaceHealthJson> places) {}

  /** How a place of the service is doing. */
  record PlaceHealthJson(String service, String region, String health, Instant since, String text) {
    static PlaceHealthJson of(ServiceHealth health) {
      return new PlaceHealthJson(
          health.place().service().value(),
          health.place().region(),
          health.health().name(),
          health.since(),
          health.text());
    }
  }

  private WhyJson why(Parameters parameters) {
    String subject = parameters.get("subject", "");
    String region = parameters.get("region", "");
    Board now = board.get();
    List<Incident> all = incidents.all();
    if (subject.isEmpty()) {
      List<Incident> open = all.stream().filter(Incident::isOpen).toList();
      return answer(
          subject, "everything", now, open, List.of(), open.isEmpty() ? quiet(now, all) : "");
    }
    List<Incident> named = all.stream().filter(one -> one.id().equalsIgnoreCase(subject)).toList();
    if (!named.isEmpty()) {
      return answer(subject, "incident", now, named, List.of(), "");
    }
    List<ServiceHealth> places =
        now.health().services().stream()
            .filter(one -> one.place().service().value().equals(subject))
            .filter(one -> region.isEmpty() || one.place().region().equals(region))
            .toList();
    if (!places.isEmpty()) {
      List<Incident> about = all.stream().filter(concerns(subject, region)).toList();
      List<Incident> open = about.stream().filter(Incident::isOpen).toList();
      return answer(
          subject, "service", now, open, places, open.isEmpty() ? before(subject, about) : "");
    }
    List<Incident> alerted =
        all.stream()
            .filter(
                one ->
                    one.alerts().stream()
                        .anyMatch(a -> a.id().equals(subject) || a.name().equals(subject)))
            .toList();
    if (alerted.isEmpty()) {
      throw ApiException.notFound(
          "subject: "
              + subject
              + " (expected: an incident's id, a service, or an alert that was received)");
    }
    return answer(subject, "alert", now, alerted, List.of(), "");
  }

  private static WhyJson answer(
      String subject,
      String about,
      Board now,
      List<Incident> incidents,
      List<ServiceHealth> places,
      String sentence) {
    return new WhyJson(
        subject,
        about,
        now.health().at(),
        sentence,
        incidents.stream().map(IncidentJson::of).toList(),
        places.stream().map(PlaceHealthJson::of).toList());
  }

  private static String quiet(Board now, List<Incident> all) {
    String last =
        all.isEmpty()
            ? ""
            : " The last one: " + all.getFirst().id() + ", " + all.getFirst().title();
    return now.version() == 0 ? "Nothing has been judged yet." : "No incident is open." + last;
  }

  private static String before(String subject, List<Incident> about) {
    return "No open incident concerns "
        + subject
        + "."
        + (about.isEmpty()
            ? ""
            : " The last one: " + about.getFirst().id() + ", " + about.getFirst().title());
  }

  /** It shows symptoms of it, or it is the cause. */
  private static Predicate<Incident> concerns(String service, String region) {
    return incident ->
        incident.symptoms().stream().anyMatch(symptom -> is(symptom, service, region))
            || incident
                .cause()
                .filter(
                    cause ->
                        cause
                                .suspect()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .equals(service.toLowerCase(Locale.ROOT))
                            && (region.isEmpty() || cause.suspect().region().equals(region)))
                .isPresent()
            || incident.alerts().stream().anyMatch(alert -> alert.service().equals(service));
  }

  private static boolean is(Symptom symptom, String service, String region) {
    return symptom.place().service().value().equals(service)
        && (region.isEmpty() || symptom.place().region().equals(region));
  }
}
