// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.connect.alertmanager.ReceivedAlert;
import dev.ballast.connect.alertmanager.WebhookBody;
import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.oncall.Silence;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Alerts of others: taken in as Alertmanager and Grafana send them, and shown. */
public final class AlertsApi {

  /** Labels that name a service, the first that does wins. */
  static final List<String> SERVICE_LABELS = List.of("service", "service_name", "job", "app");

  private static final int MOST_LABELS = 10;
  private static final int MOST_PROBLEMS = 20;

  /** Clocks of others differ by so much. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final int PAGE = 5000;

  private final AlertBook book;
  private final Incidents incidents;
  private final SilenceBook silences;
  private final Supplier<Set<String>> services;
  private final EventLog events;
  private final InstantSource clock;

  /**
   * @param services the names of all services that are known
   */
  public AlertsApi(
      AlertBook book,
      Incidents incidents,
      SilenceBook silences,
      Supplier<Set<String>> services,
      EventLog events,
      InstantSource clock) {
    this.book = book;
    this.incidents = incidents;
    this.silences = silences;
    this.services = services;
    this.events = events;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Verb.POST,
            "/api/v1/alerts/alertmanager",
            Role.OPERATOR,
            WebhookBody.MOST_BYTES,
            this::receive),
        Endpoint.get("/api/v1/alerts", Role.VIEWER, this::list));
  }

  /** What became of a message. */
  record ReceivedJson(
      int opened,
      int resolved,
      int repeated,
      int unassigned,
      long truncated,
      List<String> problems) {}

  /** An alert, the incident that it belongs to, and who silenced it. */
  record AlertJson(
      String fingerprint,
      String name,
      String state,
      String service,
      String region,
      String severity,
      String text,
      String incident,
      String silencedBy,
      Instant startsAt,
      @Nullable Instant endsAt,
      Instant heardAt,
      String receiver,
      String url,
      String runbook,
      Map<String, String> labels) {}

  private Reply receive(Request request) {
    List<String> labels = request.parameters().all("service_label");
    if (labels.size() > MOST_LABELS) {
      throw ApiException.badRequest(
          "service_label: " + labels.size() + " (expected: at most " + MOST_LABELS + ")");
    }
    WebhookBody.Reading reading =
        WebhookBody.read(
            request.body(), labels.isEmpty() ? SERVICE_LABELS : labels, services.get());
    if (reading.alerts().isEmpty() && !reading.problems().isEmpty()) {
      throw ApiException.badRequest(String.join("\n", reading.problems()));
    }
    List<String> problems = new ArrayList<>(reading.problems());
    problems.addAll(ahead(reading.alerts(), clock.instant()));
    AlertBook.Taken taken = book.take(reading.alerts());
    List<AlertSeen> assigned =
        reading.alerts().stream()
            .filter(alert -> !alert.service().isEmpty())
            .filter(alert -> !book.isLate(alert))
            .map(alert -> seen(alert, book.since(alert)))
            .toList();
    if (!assigned.isEmpty()) {
      incidents.alerts(assigned);
    }
    int unassigned =
        (int) reading.alerts().stream().filter(alert -> alert.service().isEmpty()).count();
    note(request.caller().name(), reading.truncated(), problems, taken, unassigned);
    if (taken.full() > 0) {
      throw new ApiException(
          503,
          "full",
          "alerts: %d (expected: at most %d, of which %d were not taken)"
              .formatted(AlertBook.MOST + taken.full(), AlertBook.MOST, taken.full()));
    }
    return Reply.json(
        new ReceivedJson(
            taken.opened(),
            taken.resolved(),
            taken.repeated(),
            unassigned,
            reading.truncated(),
            problems));
  }

  /**
   * As incidents know alerts; those that were sent as one group say so, for they belong together.
   */
  static AlertSeen seen(ReceivedAlert alert, Instant since) {
    return new AlertSeen(
        alert.fingerprint(),
        alert.name(),
        "alertmanager" + group(alert.group()),
        alert.service(),
        alert.region(),
        alert.severity(),
        alert.text(),
        since,
        alert.endsAt(),
        alert.url());
  }

  /** A group by no label at all is no group: everything is in it. */
  private static String group(String key) {
    boolean all = key.isEmpty() || key.endsWith(":{}");
    return all ? "" : "/" + Integer.toHexString(key.hashCode());
  }

  /** Those that are yet to begin are taken as begun now: whoever tells of them means that. */
  private static List<String> ahead(List<ReceivedAlert> alerts, Instant now) {
    return alerts.stream()
        .filter(alert -> alert.startsAt().isAfter(now.plus(CLOCKS)))
        .limit(MOST_PROBLEMS)
        .map(
            alert ->
                "alert %s: startsAt %s (expected: not after %s; taken as begun when it was heard)"
                    .formatted(alert.fingerprint(), alert.startsAt(), now))
        .toList();
  }

  private void note(
      String by, long truncated, List<String> problems, AlertBook.Taken taken, int unassigned) {
    if (taken.opened() + taken.resolved() + problems.size() + truncated == 0) {
      return;
    }
    String text =
        "%d alerts began, %d ended, %d belong to no service that is known, %d were left out by the"
                .formatted(taken.opened(), taken.resolved(), unassigned, truncated)
            + " sender"
            + (problems.isEmpty() ? "" : "; " + String.join("; ", problems));
    events.append(
        new Event(
            0,
            clock.instant(),
            "alerts.received",
            "alerts/alertmanager",
            by,
            Limits.cut(text),
            Map.of(
                "opened", Integer.toString(taken.opened()),
                "resolved", Integer.toString(taken.resolved()),
                "problems", Integer.toString(problems.size()))));
  }

  private Reply list(Request request) {
    String state = request.parameters().get("state", "firing");
    String service = request.parameters().get("service", "");
    int limit = request.parameters().number("limit", 500, 1, PAGE);
    if (!List.of("firing", "resolved", "unassigned", "all").contains(state)) {
      throw ApiException.badRequest(
          "state: " + state + " (expected: firing, resolved, unassigned or all)");
    }
    Map<String, String> homes = homes();
    List<Silence> active = silences.active();
    List<AlertBook.Kept> all =
        book.all().stream()
            .filter(kept -> isAsked(kept.alert(), state))
            .filter(kept -> service.isEmpty() || kept.alert().service().equals(service))
            .toList();
    return Reply.json(
        Map.of(
            "total",
            all.size(),
            "alerts",
            all.stream().limit(limit).map(kept -> shown(kept, homes, active)).toList()));
  }

  private static boolean isAsked(ReceivedAlert alert, String state) {
    return switch (state) {
      case "firing" -> alert.isFiring();
      case "resolved" -> !alert.isFiring();
      case "unassigned" -> alert.isFiring() && alert.service().isEmpty();
      default -> true;
    };
  }

  /** The incident of each alert, by fingerprint; an open one wins. */
  private Map<String, String> homes() {
    Map<String, String> homes = new HashMap<>();
    for (Incident incident : incidents.all().reversed()) {
      incident.alerts().forEach(alert -> homes.put(alert.id(), incident.id()));
    }
    return homes;
  }

  private static AlertJson shown(
      AlertBook.Kept kept, Map<String, String> homes, List<Silence> active) {
    ReceivedAlert alert = kept.alert();
    String silenced =
        active.stream()
            .filter(silence -> silence.matches(alert.labels()))
            .map(Silence::id)
            .findFirst()
            .orElse("");
    return new AlertJson(
        alert.fingerprint(),
        alert.name(),
        alert.isFiring() ? "firing" : "resolved",
        alert.service(),
        alert.region(),
        alert.severity(),
        alert.text(),
        homes.getOrDefault(alert.fingerprint(), ""),
        silenced,
        alert.startsAt(),
        alert.endsAt(),
        kept.heard(),
        alert.receiver(),
        alert.url(),
        alert.runbook(),
        alert.labels());
  }
}
