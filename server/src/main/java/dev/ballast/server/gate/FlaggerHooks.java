// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import dev.ballast.control.gate.FollowedRollout;
import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.Throttle;
import dev.ballast.control.gate.Throttle.Answer;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.gate.FollowedRollouts.Entry;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flagger's webhooks, so that a stock Flagger is throttled by our budgets: 200 lets it go on, and
 * anything above 202 holds it, with the reason in the body. The hook {@code rollback} answers 200
 * only when the rollout has to go back.
 */
public final class FlaggerHooks {

  private static final long MOST = 64 << 10;
  private static final Pattern WEIGHT = Pattern.compile("canary weight (\\d{1,3})\\b");
  private static final int TEXT = 500;

  private final Gates gates;
  private final FollowedRollouts rollouts;
  private final EventLog events;
  private final InstantSource clock;
  private final Object turn = new Object();

  public FlaggerHooks(Gates gates, Documents documents, EventLog events, InstantSource clock) {
    this.gates = gates;
    this.rollouts = new FollowedRollouts(documents);
    this.events = events;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        endpoint("/api/v1/hooks/flagger/{hook}"),
        endpoint("/api/v1/hooks/by/{token}/flagger/{hook}"));
  }

  private Endpoint endpoint(String path) {
    return new Endpoint(Verb.POST, path, Role.OPERATOR, MOST, this::answer);
  }

  private Reply answer(Request request) {
    String hook = request.variable("hook");
    FlaggerCall call = FlaggerCall.read(request.body());
    String actor = request.caller().name();
    synchronized (turn) {
      return switch (hook) {
        case "confirm-rollout", "pre-rollout" -> start(hook, call, actor);
        case "confirm-traffic-increase" -> goOn(hook, call, true);
        case "confirm-promotion" -> goOn(hook, call, false);
        case "rollout" -> rollout(call);
        case "rollback" -> rollback(call);
        case "post-rollout" -> ended(call);
        case "event" -> event(call);
        default ->
            throw ApiException.notFound(
                "hook: %s (expected: one of confirm-rollout, pre-rollout, rollout, confirm-traffic-increase, confirm-promotion, rollback, post-rollout, event)"
                    .formatted(hook));
      };
    }
  }

  /**
   * Asked again and again while there is no traffic on the canary: only a new answer is a decision
   * that is kept, and the rollout starts with the last one.
   */
  private Reply start(String hook, FlaggerCall call, String actor) {
    ServiceName service = service(call);
    GateDecision now = gates.look(service, call.change());
    String told = hook + " " + now.verdict();
    Optional<Entry> known = rollouts.find(call.canary(), call.checksum());
    boolean asked = known.isPresent() && known.get().told().equals(told);
    if (!asked) {
      now = gates.decide(service, call.change(), actor);
    }
    rollouts.keep(call.canary(), new Entry(FollowedRollout.begin(call.checksum(), now), told));
    return reply(Throttle.start(now));
  }

  private Reply goOn(String hook, FlaggerCall call, boolean increases) {
    ServiceName service = service(call);
    GateDecision now = gates.look(service, call.change());
    Entry entry = followed(call, now);
    Answer answer = Throttle.goOn(entry.rollout(), now);
    String told = hook + " " + answer.kind();
    boolean moves = answer.isGo() && increases;
    if (moves || !told.equals(entry.told())) {
      record(service, call, hook, answer);
      rollouts.keep(
          call.canary(),
          new Entry(
              moves ? Throttle.wentOn(entry.rollout(), now.evaluatedAt()) : entry.rollout(), told));
    }
    return reply(answer);
  }

  private Reply rollout(FlaggerCall call) {
    GateDecision now = gates.look(service(call), call.change());
    return Throttle.rollBack(followed(call, now).rollout(), now)
        .map(why -> Reply.text(409, why + "\n"))
        .orElseGet(() -> Reply.text(200, "The budget has nothing against it.\n"));
  }

  private Reply rollback(FlaggerCall call) {
    ServiceName service = service(call);
    GateDecision now = gates.look(service, call.change());
    Entry entry = followed(call, now);
    Optional<String> why = Throttle.rollBack(entry.rollout(), now);
    if (why.isEmpty()) {
      return Reply.text(409, "No rollback: the budget does not demand one.\n");
    }
    if (!entry.told().equals("rollback")) {
      record(service, call, "rollback", new Answer(Answer.Kind.WORSE, why.get()));
      rollouts.keep(call.canary(), new Entry(entry.rollout(), "rollback"));
    }
    return Reply.text(200, why.get() + "\n");
  }

  private Reply ended(FlaggerCall call) {
    rollouts.end(call.canary());
    find(call)
        .ifPresent(
            service ->
                append(
                    service,
                    call,
                    "gate.rollout_ended",
                    call.canary() + " has ended: " + call.phase(),
                    Map.of("canary", call.canary(), "phase", call.phase())));
    return Reply.text(200, "Noted.\n");
  }

  /** Flagger tells the canary's weight in the texts of its events and nowhere else. */
  private Reply event(FlaggerCall call) {
    String message = call.said("eventMessage");
    Matcher weight = WEIGHT.matcher(message);
    Optional<ServiceName> service = find(call);
    if (service.isPresent() && weight.find()) {
      int percent = Math.min(100, Integer.parseInt(weight.group(1)));
      GateDecision now = gates.look(service.get(), call.change());
      Entry entry = followed(call, now);
      rollouts.keep(
          call.canary(),
          new Entry(Throttle.at(entry.rollout(), percent, now, now.evaluatedAt()), entry.told()));
    }
    service.ifPresent(
        name ->
            append(
                name,
                call,
                "flagger.event",
                call.canary() + ": " + message,
                Map.of(
                    "canary", call.canary(),
                    "phase", call.phase(),
                    "type", Limits.cut(call.said("eventType"), TEXT))));
    return Reply.text(200, "Noted.\n");
  }

  private Entry followed(FlaggerCall call, GateDecision now) {
    return rollouts
        .find(call.canary(), call.checksum())
        .orElseGet(
            () -> {
              Entry entry = new Entry(FollowedRollout.begin(call.checksum(), now), "");
              rollouts.keep(call.canary(), entry);
              return entry;
            });
  }

  private Optional<ServiceName> find(FlaggerCall call) {
    return call.services().stream().flatMap(name -> gates.find(name).stream()).findFirst();
  }

  private ServiceName service(FlaggerCall call) {
    if (gates.isTooEarly()) {
      throw new ApiException(503, "starting", "Nothing has been judged yet; retry in a moment.");
    }
    return find(call)
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "service of %s: none of %s is known. Fix: name it in the webhook's metadata, service: NAME"
                        .formatted(call.canary(), String.join(", ", call.services()))));
  }

  private void record(ServiceName service, FlaggerCall call, String hook, Answer answer) {
    append(
        service,
        call,
        "gate.rollout",
        answer.why(),
        Map.of(
            "canary", call.canary(),
            "phase", call.phase(),
            "hook", hook,
            "answer", answer.kind().name()));
  }

  private void append(
      ServiceName service,
      FlaggerCall call,
      String name,
      String text,
      Map<String, String> attributes) {
    events.append(
        new Event(
            0,
            clock.instant(),
            name,
            "service/" + service,
            Limits.cut("flagger: " + call.canary(), 80),
            Limits.cut(text.replaceAll("\\p{Cntrl}+", " ")),
            attributes));
  }

  private static Reply reply(Answer answer) {
    int status =
        switch (answer.kind()) {
          case GO -> 200;
          case DENIED -> 403;
          case NO_DATA -> 503;
          case WORSE, TOO_EARLY -> 409;
        };
    return Reply.text(status, answer.why() + "\n");
  }
}
