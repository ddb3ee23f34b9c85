// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.control.gameday.DayEvent;
import dev.ballast.control.gameday.LiveApprovals;
import dev.ballast.control.register.Register;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.Names;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Notice;
import dev.ballast.server.digest.Sha256;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Game days: start, look, note, approve, stop, read; what they found, and what was never tried. */
public final class GameDaysApi {

  private static final String ALL = "/api/v1/gamedays";
  private static final String ONE = ALL + "/{id}";
  private static final String MARKDOWN = "text/markdown; charset=utf-8";
  private static final String STYLE = "<style>";
  private static final int EVENTS = 10_000;

  private final GameDayDesk desk;
  private final EventLog events;
  private final Notice notice;

  public GameDaysApi(GameDayDesk desk, EventLog events, Notice notice) {
    this.desk = desk;
    this.events = events;
    this.notice = notice;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Role.VIEWER, _ -> Reply.json(all())),
        Endpoint.post(ALL, Role.OPERATOR, this::start),
        Endpoint.post(ALL + "/approve", Role.OPERATOR, this::approve),
        Endpoint.get(ONE, Role.VIEWER, r -> Reply.json(GameDayJson.of(find(r)))),
        Endpoint.get(ONE + "/report", Role.VIEWER, this::report),
        Endpoint.post(ONE + "/note", Role.OPERATOR, this::note),
        Endpoint.post(ONE + "/gate", Role.OPERATOR, this::gate),
        Endpoint.post(ONE + "/abort", Role.OPERATOR, this::abort),
        Endpoint.get("/api/v1/findings", Role.VIEWER, _ -> Reply.json(findings())),
        Endpoint.get("/api/v1/register", Role.VIEWER, _ -> Reply.json(register())));
  }

  private GameDayJson.ListJson all() {
    return new GameDayJson.ListJson(desk.all().stream().map(GameDayJson::summary).toList());
  }

  private Reply start(Request request) {
    String mode = request.parameters().get("mode", "").toUpperCase(Locale.ROOT);
    List<String> wrong = new ArrayList<>();
    double scale = scale(request.parameters().get("scale", ""), wrong);
    if (!List.of("", "REHEARSE", "SIMULATED").contains(mode)) {
      wrong.add(
          "mode: %s (expected: rehearse or simulated)".formatted(mode.toLowerCase(Locale.ROOT)));
    }
    if (!wrong.isEmpty()) {
      throw ApiException.badRequest(String.join("\n", wrong));
    }
    String file = request.parameters().get("file", "request");
    String text = new String(request.body(), StandardCharsets.UTF_8);
    if (request.parameters().get("dry_run", "false").equals("true")) {
      GameDay day = read(file, text);
      return Reply.json(Map.of("name", day.name(), "valid", true));
    }
    String by = by(request);
    return refused(
        () ->
            Reply.json(
                201, GameDayJson.of(desk.start(file, text, scale, mode, by, isPerson(request)))));
  }

  /** Of a plan that is live, as it is in the body. */
  private Reply approve(Request request) {
    List<String> wrong = new ArrayList<>();
    double scale = scale(request.parameters().get("scale", ""), wrong);
    if (!wrong.isEmpty()) {
      throw ApiException.badRequest(String.join("\n", wrong));
    }
    String file = request.parameters().get("file", "request");
    String text = new String(request.body(), StandardCharsets.UTF_8);
    String by = request.caller().name();
    return refused(
        () -> {
          LiveApprovals all = desk.approve(file, text, scale, by, isPerson(request));
          return Reply.json(
              Map.of("people", all.people(), "enough", all.areEnough(), "text", all.text() + "."));
        });
  }

  /** On loopback without a token anybody may be anybody. */
  private static boolean isPerson(Request request) {
    return !request.caller().equals(Caller.LOCAL);
  }

  private static GameDay read(String file, String text) {
    try {
      return DayDocument.read(file, text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(422, "invalid", String.valueOf(e.getMessage()));
    }
  }

  private static double scale(String text, List<String> wrong) {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      double scale = Double.parseDouble(text);
      if (scale > 0 && scale <= 1) {
        return scale;
      }
    } catch (NumberFormatException _) {
      // Said below, together with the rule.
    }
    wrong.add("scale: %s (expected: a number above 0 and at most 1)".formatted(text));
    return 0;
  }

  /** Whom a caller speaks for: a token's own name, or with none the name that is given. */
  private static String by(Request request) {
    String as = request.parameters().get("as", "");
    if (!request.caller().equals(Caller.LOCAL) || as.isEmpty()) {
      return request.caller().name();
    }
    if (!Names.isValid(as)) {
      throw ApiException.badRequest("as: %s (expected: a name)".formatted(as));
    }
    return as;
  }

  private Reply note(Request request) {
    String text = request.parameters().get("text", "");
    String by = by(request);
    return tell(request, at -> new DayEvent.Said(at, by, text));
  }

  private Reply gate(Request request) {
    String step = request.parameters().get("step", "");
    String by = by(request);
    return tell(request, at -> new DayEvent.Approved(at, by, step));
  }

  private Reply abort(Request request) {
    String reason = request.parameters().get("reason", "");
    String by = by(request);
    return tell(request, at -> new DayEvent.Stopped(at, by, reason));
  }

  private Reply tell(Request request, Function<Instant, DayEvent> event) {
    String id = find(request).state().id();
    return refused(() -> Reply.json(GameDayJson.of(desk.tell(id, event))));
  }

  private interface Deed {
    Reply done();
  }

  private static Reply refused(Deed deed) {
    try {
      return deed.done();
    } catch (GameDayDesk.RefusedException e) {
      throw new ApiException(409, "refused", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new ApiException(422, "invalid", String.valueOf(e.getMessage()));
    }
  }

  private Reply report(Request request) {
    String id = find(request).state().id();
    String format = request.parameters().get("format", "markdown");
    Function<DayDocument, String> text =
        switch (format) {
          case "markdown" -> DayDocument::markdown;
          case "html" -> DayDocument::html;
          default ->
              throw ApiException.badRequest(
                  "format: %s (expected: markdown or html)".formatted(format));
        };
    String found =
        desk.report(id, text)
            .orElseThrow(
                () ->
                    new ApiException(
                        409, "too_early", id + " is not over yet (expected: one that is)"));
    return format.equals("html") ? page(found) : Reply.of(200, MARKDOWN, found);
  }

  /** Its style is in it, so that it can be kept as one file; nothing else may be. */
  private static Reply page(String html) {
    String style = html.substring(html.indexOf(STYLE) + STYLE.length(), html.indexOf("</style>"));
    String digest =
        Base64.getEncoder()
            .encodeToString(Sha256.digest().digest(style.getBytes(StandardCharsets.UTF_8)));
    return Reply.html(html)
        .with(
            "content-security-policy",
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                .formatted(digest));
  }

  /** Of the last run of each plan: what came later may have mended it. */
  private Map<String, List<GameDayJson.FoundJson>> findings() {
    TreeSet<String> seen = new TreeSet<>();
    List<GameDayJson.FoundJson> all = new ArrayList<>();
    for (GameDayDesk.View view : desk.all()) {
      Instant ended = view.state().ended();
      if (ended != null && !view.findings().isEmpty() && seen.add(view.day().name())) {
        view.findings().stream()
            .filter(finding -> finding.outcome().equals("missed"))
            .map(f -> new GameDayJson.FoundJson(view.state().id(), view.day().name(), ended, f))
            .forEach(all::add);
      }
    }
    List<String> worst = List.of("critical", "high", "medium", "low");
    all.sort(Comparator.comparingInt(found -> worst.indexOf(found.finding().severity())));
    return Map.of("findings", all);
  }

  private GameDayJson.RegisterJson register() {
    Board board = notice.board();
    TreeSet<String> services = new TreeSet<>();
    board.configuration().services().keySet().forEach(name -> services.add(name.value()));
    board.worstHealth().keySet().forEach(name -> services.add(name.value()));
    TreeSet<String> regions = new TreeSet<>(board.regions());
    List<Event> happened = new ArrayList<>();
    for (String prefix : List.of("fault.injected", "gameday.finished", "chaos.finished")) {
      happened.addAll(events.latest(EventFilter.named(prefix), EVENTS));
    }
    happened.sort(Comparator.comparingLong(Event::sequence));
    return GameDayJson.of(Register.of(board.health().topology(), services, regions, happened));
  }

  private GameDayDesk.View find(Request request) {
    String id = request.variable("id");
    return (id.equals("latest") ? desk.latest() : desk.find(id))
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "gameday: %s (expected: one of %s)"
                        .formatted(
                            id, desk.all().stream().limit(10).map(v -> v.state().id()).toList())));
  }
}
