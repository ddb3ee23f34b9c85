// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.connect.webhook.Secrets;
import dev.ballast.control.change.Change;
import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.change.ChangeBook.Recorded;
import dev.ballast.control.change.ChangeFilter;
import dev.ballast.model.Secret;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes over HTTP: told by anybody who makes them, and looked up. */
public final class ChangeHooks {

  private static final long SMALL = 64 << 10;

  /** A push says all of its commits. */
  private static final long LARGE = 1 << 20;

  private static final int MOST = 1000;
  private static final String HOOKS = "/api/v1/hooks/";
  private static final String BY = "/api/v1/hooks/by/{token}/";

  private final ChangeBook book;
  private final GitHubSignature gitHub;
  private final InstantSource clock;

  /**
   * @param gitHubSecret what GitHub signs its messages with
   */
  public ChangeHooks(ChangeBook book, Secret gitHubSecret, Secrets secrets, InstantSource clock) {
    this.book = book;
    this.gitHub = new GitHubSignature(gitHubSecret, secrets);
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    all.add(Endpoint.get("/api/v1/changes", Role.VIEWER, this::find));
    all.add(new Endpoint(Verb.POST, "/api/v1/changes", Role.OPERATOR, SMALL, this::tell));
    all.addAll(hook("cdevents", CdEvents::read));
    all.addAll(hook("argocd", ArgoBody::read));
    all.addAll(hook("flags", FlagBody::read));
    all.add(new Endpoint(Verb.POST, HOOKS + "github", null, LARGE, this::gitHub));
    return all;
  }

  /** Understands a message. */
  @FunctionalInterface
  private interface Reader {
    Told read(Request request, Instant now);
  }

  /** With a token in a header or, for those who can send a URL and nothing else, in the path. */
  private List<Endpoint> hook(String name, Reader reader) {
    Endpoint.Handler handler =
        request -> hear(reader.read(request, clock.instant()), request.caller().name());
    return List.of(
        new Endpoint(Verb.POST, HOOKS + name, Role.OPERATOR, SMALL, handler),
        new Endpoint(Verb.POST, BY + name, Role.OPERATOR, SMALL, handler));
  }

  private Reply find(Request request) {
    Parameters parameters = request.parameters();
    ChangeFilter filter =
        new ChangeFilter(
            parameters.get("service", ""),
            kinds(parameters),
            parameters.instant("since", Instant.MIN),
            parameters.instant("until", Instant.MAX));
    int limit = parameters.number("limit", 100, 1, MOST);
    return Reply.json(
        Map.of("changes", book.find(filter, limit).stream().map(ChangeJson::of).toList()));
  }

  private static Set<Change.Kind> kinds(Parameters parameters) {
    Set<Change.Kind> kinds = EnumSet.noneOf(Change.Kind.class);
    for (String word : parameters.all("kind")) {
      if (!word.isEmpty()) {
        kinds.add(
            Change.Kind.of(word)
                .orElseThrow(
                    () ->
                        ApiException.badRequest(
                            "kind: "
                                + word
                                + " (expected: one of "
                                + Arrays.stream(Change.Kind.values())
                                    .map(Change.Kind::word)
                                    .toList()
                                + ")")));
      }
    }
    return kinds;
  }

  private Reply tell(Request request) {
    String caller = request.caller().name();
    Change change =
        OwnBody.read(request.body(), request.header("idempotency-key"), caller, clock.instant());
    return switch (book.record(change, caller)) {
      case Recorded.Fresh(var fresh) -> answer(201, fresh, true);
      case Recorded.Known(var known) -> answer(200, known, false);
      case Recorded.Conflict(var other) ->
          throw new ApiException(
              409,
              "conflict",
              "id: %s (expected: another one, it stands for \"%s\" of %s)"
                  .formatted(change.id(), other.summary(), other.at()));
    };
  }

  private Reply gitHub(Request request) {
    gitHub.check(request.header("x-hub-signature-256"), request.body());
    return hear(GitHubBody.read(request, clock.instant()), "github");
  }

  /** Senders come again until they are heard; what is known already is well heard. */
  private Reply hear(Told told, String actor) {
    return switch (told) {
      case Told.Ignored(var why) -> Reply.json(202, Map.of("ignored", why));
      case Told.Changed(var change) ->
          switch (book.record(change, actor)) {
            case Recorded.Fresh(var fresh) -> answer(201, fresh, true);
            case Recorded.Known(var known) -> answer(200, known, false);
            case Recorded.Conflict(var known) -> answer(200, known, false);
          };
    };
  }

  private static Reply answer(int status, Change change, boolean recorded) {
    return Reply.json(status, Map.of("change", ChangeJson.of(change), "recorded", recorded));
  }
}
