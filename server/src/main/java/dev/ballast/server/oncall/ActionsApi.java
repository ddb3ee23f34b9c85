// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.control.oncall.ActionItem;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is left to do: look, add, say that it is done. */
public final class ActionsApi {

  private static final String ALL = "/api/v1/actions";
  private static final String SHAPE =
      "{\"title\": \"Validate credentials before deploying\", \"owner\": \"ann\","
          + " \"due\": \"2026-02-01\", \"incident\": \"INC-42\"}";

  private final ActionBook actions;
  private final Predicate<String> incidents;
  private final InstantSource clock;

  /**
   * @param incidents whether there is an incident of this id
   */
  public ActionsApi(ActionBook actions, Predicate<String> incidents, InstantSource clock) {
    this.actions = actions;
    this.incidents = incidents;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Role.VIEWER, this::list),
        Endpoint.post(ALL, Role.OPERATOR, this::add),
        Endpoint.post(ALL + "/{id}/done", Role.OPERATOR, this::done));
  }

  /** What is asked for. */
  record Wanted(
      @Nullable String title,
      @Nullable String owner,
      @Nullable String due,
      @Nullable String incident) {}

  /** An item, and whether it is late. */
  record ActionJson(
      int id,
      String title,
      String owner,
      @Nullable String due,
      String incident,
      String state,
      Instant createdAt,
      String createdBy,
      @Nullable Instant doneAt,
      String doneBy,
      String note) {

    static ActionJson of(ActionItem item, Instant now) {
      return new ActionJson(
          item.id(),
          item.title(),
          item.owner(),
          item.due() == null ? null : item.due().toString(),
          item.incident(),
          item.isOverdue(now) ? "overdue" : item.isOpen() ? "open" : "done",
          item.createdAt(),
          item.createdBy(),
          item.doneAt(),
          item.doneBy(),
          item.note());
    }
  }

  private Reply list(Request request) {
    String state = request.parameters().get("state", "open");
    String incident = request.parameters().get("incident", "");
    if (!List.of("open", "done", "all").contains(state)) {
      throw ApiException.badRequest("state: " + state + " (expected: open, done or all)");
    }
    Instant now = clock.instant();
    return Reply.json(
        Map.of(
            "actions",
            actions.all().stream()
                .filter(item -> state.equals("all") || item.isOpen() == state.equals("open"))
                .filter(item -> incident.isEmpty() || item.incident().equals(incident))
                .map(item -> ActionJson.of(item, now))
                .toList()));
  }

  private Reply add(Request request) {
    Wanted wanted = Asked.body(request, Wanted.class, SHAPE);
    Asked asked = new Asked();
    String title = Asked.text(wanted.title());
    String owner = Asked.text(wanted.owner());
    String incident = Asked.text(wanted.incident());
    asked.require(!title.isEmpty(), "title: missing (expected: what is to be done)");
    asked.require(!owner.isEmpty(), "owner: missing (expected: who does it)");
    asked.require(title.length() <= 500, "title: too long (expected: at most 500 characters)");
    asked.require(owner.length() <= 500, "owner: too long (expected: at most 500 characters)");
    asked.require(
        incident.isEmpty() || incidents.test(incident),
        "incident: " + incident + " (expected: the id of an incident)");
    LocalDate due = due(asked, wanted.due());
    asked.check();
    return Reply.json(
        201,
        ActionJson.of(
            actions
                .add(title, owner, due, incident, request.caller().name())
                .orElseThrow(
                    () ->
                        new ApiException(
                            429, "full", "actions: " + ActionBook.MOST + " (expected: fewer)")),
            clock.instant()));
  }

  private static @Nullable LocalDate due(Asked asked, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      asked.require(false, "due: " + text + " (expected: a day such as 2026-02-01)");
      return null;
    }
  }

  private Reply done(Request request) {
    String text = request.variable("id");
    String note = request.parameters().get("note", "");
    if (note.length() > 500) {
      throw ApiException.badRequest("note: too long (expected: at most 500 characters)");
    }
    int id = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    return Reply.json(
        ActionJson.of(
            actions
                .done(id, request.caller().name(), note)
                .orElseThrow(
                    () ->
                        ApiException.notFound(
                            "action: " + text + " (expected: a number of ballast actions list)")),
            clock.instant()));
  }
}
